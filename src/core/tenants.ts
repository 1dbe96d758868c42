/**
 * Several shops in one process. The file lists them:
 *
 *   { "tenants": [{ "name": "north", "catalogue": "/srv/north", "hosts": ["north.example"] }] }
 *
 * A shop is asked under `/t/<name>/v1/…`, and under `/v1/…` on its own hosts. A relative catalogue lies beside the file.
 */
import { TongkuanError } from './errors.ts';

export interface TenantEntry {
  readonly name: string;
  readonly catalogue: string;
  /** In lower case, without port. */
  readonly hosts: readonly string[];
}

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const HOST = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** @throws USAGE saying what is wrong */
export function parseTenants(text: string): TenantEntry[] {
  const tenants = listIn(text).map(entryOf);
  twice(
    'name',
    tenants.map(({ name }) => name),
  );
  twice(
    'catalogue',
    tenants.map(({ catalogue }) => catalogue),
  ); // two shops over one folder would share everything
  twice(
    'host',
    tenants.flatMap(({ hosts }) => hosts),
  );
  return tenants;
}

function listIn(text: string): unknown[] {
  try {
    const { tenants } = JSON.parse(text) as { tenants?: unknown };
    if (Array.isArray(tenants)) return tenants;
  } catch {
    // said below
  }
  return refuse('must hold {"tenants": […]}');
}

function entryOf(value: unknown): TenantEntry {
  const { name, catalogue, hosts = [], ...others } = (value ?? {}) as Record<string, unknown>;
  const said = typeof name === 'string' ? name : JSON.stringify(value)?.slice(0, 80);
  if (typeof name !== 'string' || !NAME.test(name)) refuse(`name of ${said}: a–z, 0–9 and hyphens, at most 40`);
  if (typeof catalogue !== 'string' || catalogue === '') refuse(`catalogue of ${said} is missing`);
  const isHosts = Array.isArray(hosts) && hosts.every((host) => typeof host === 'string' && HOST.test(host));
  if (!isHosts) refuse(`hosts of ${said}: names in lower case, without port`);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) refuse(`${unknown} of ${said} is not known`);
  return { name, catalogue, hosts: hosts as string[] };
}

function twice(what: string, values: readonly string[]): void {
  const second = values.find((value, i) => values.indexOf(value) !== i);
  if (second !== undefined) refuse(`${what} ${second} comes twice`);
}

function refuse(what: string): never {
  throw new TongkuanError('USAGE', { file: 'tenants', what });
}
