/** Which catalogue a command means: a folder, or a tenant of the endpoint's file. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Option } from 'commander';
import { TongkuanError } from '#core/errors.ts';
import { parseTenants } from '#core/tenants.ts';

export function tenantOption(): Option {
  return new Option('--tenant <name>', 'a tenant of the file --tenants, in place of --catalogue');
}

export function tenantsOption(): Option {
  return new Option('--tenants <file>', 'the tenants of the endpoint (docs/api.md)').env('TONGKUAN_TENANTS');
}

/** @throws USAGE for a tenant that is not in the file */
export async function catalogueOf(where: {
  readonly catalogue: string;
  readonly tenant?: string;
  readonly tenants?: string;
}): Promise<string> {
  const { catalogue, tenant, tenants: file } = where;
  if (tenant === undefined) return catalogue;
  if (!file) throw new TongkuanError('USAGE', { what: '--tenant needs --tenants <file> or TONGKUAN_TENANTS' });
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TongkuanError('USAGE', { what: `${file} cannot be read` }, { cause });
  });
  const entry = parseTenants(text).find(({ name }) => name === tenant);
  if (!entry) throw new TongkuanError('USAGE', { what: `there is no tenant ${tenant} in ${file}` });
  return resolve(dirname(file), entry.catalogue);
}
