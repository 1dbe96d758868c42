/** Several shops in one process (`core/tenants.ts` has the file): how they are opened, and which one a request is for. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, resolve } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { parseTenants } from '#core/tenants.ts';
import { CatalogueReader } from '#search/catalogue-reader.ts';
import type { ServedIndexes, Shop } from './deps.ts';

export interface Tenant extends Omit<Shop, 'base'> {
  readonly name: string;
  /** Hosts on which it is the only shop. */
  readonly hosts: readonly string[];
}

export interface OpenTenant extends Tenant {
  readonly index: ServedIndexes & { close(): Promise<void> };
}

/** @param file path of the list. @throws USAGE */
export async function openTenants(file: string): Promise<OpenTenant[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TongkuanError('USAGE', { variable: 'TONGKUAN_TENANTS', expected: 'a file that can be read' }, { cause });
  });
  const entries = parseTenants(text).map((entry) => ({ ...entry, folder: resolve(dirname(file), entry.catalogue) }));
  const folders = new Set(entries.map(({ folder }) => folder));
  if (folders.size < entries.length) throw new TongkuanError('USAGE', { file, what: 'two shops share a folder' });
  return entries.map(({ name, hosts, folder }) => ({ name, hosts, folder, index: new CatalogueReader(folder) }));
}

/** What the addresses of a tenant start with. */
export function baseOf({ name }: Pick<Tenant, 'name'>): string {
  return `/t/${name}`;
}

/** An address or route of any shop, as it would be in a process with one. */
export function withoutBase(address: string): string {
  return address.replace(/^\/t\/[a-z0-9-]+(?=\/)/, '');
}

/**
 * Sends requests of a tenant's host to its own addresses, all of them: nothing of another shop can be named there, however it is
 * spelled. Other hosts name the shop in the path.
 */
export function rewriterFor(tenants: readonly Tenant[]): (request: IncomingMessage) => string {
  const bases = new Map(tenants.flatMap((tenant) => tenant.hosts.map((host) => [host, baseOf(tenant)] as const)));
  return ({ url = '/', headers: { host = '' } }) => {
    const base = bases.get(host.replace(/:\d*$/, '').toLowerCase());
    if (base === undefined) return url;
    const path = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
    if (path.startsWith(`${base}/`)) return path;
    return `${base}${path.startsWith('/') ? '' : '/'}${path}`;
  };
}
