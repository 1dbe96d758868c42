/** Starts the endpoint: `npm run serve`. Settings: see `config.ts`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { watchIndex } from '#search/zvec.ts';
import { buildApp } from './app.ts';
import { type Config, parseConfig } from './config.ts';
import { openTenants } from './tenants.ts';

/** Requests in flight may end; then the process goes, whatever still hangs. */
const SHUTDOWN_MS = 10_000;

function packageVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function readConfig(): Config {
  try {
    return parseConfig(process.env);
  } catch (thrown) {
    return refuse(thrown);
  }
}

/** A setting that is not valid. */
function refuse(thrown: unknown): never {
  const { details } = toTongkuanError(thrown);
  console.error(
    details.variable ? `${details.variable} must be ${details.expected}.` : `${details.file}: ${details.what}.`,
  );
  process.exit(2);
}

const config = readConfig();
const index = await watchIndex(join(config.catalogue, 'index'));
const tenants = config.tenants ? await openTenants(config.tenants).catch(refuse) : [];
const app = await buildApp({
  index,
  folder: config.catalogue,
  base: '',
  ...(tenants.length > 0 ? { tenants } : {}),
  dist: config.dist,
  config,
  version: packageVersion(),
});

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  await app.close();
  await Promise.all([index, ...tenants.map((tenant) => tenant.index)].map((each) => each.close()));
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

try {
  const url = await app.listen({ port: config.port, host: config.host });
  console.log(`Tongkuan is at ${url}`);
} catch (thrown) {
  console.error(`Cannot listen on ${config.host}:${config.port}: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
  process.exit(1);
}
