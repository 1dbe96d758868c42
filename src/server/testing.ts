/** Helpers for tests of the endpoint: a real catalogue in a temporary folder, and an app over it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodeVector } from '#core/vector.ts';
import { catalogueOf, MODEL_KEY, temporaryFolder } from '#search/testing.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import { createIndex, watchIndex } from '#search/zvec.ts';
import { indexBeforeGroups } from '#search/zvec-testing.ts';
import { buildApp } from './app.ts';
import type { Deps } from './deps.ts';
import type { OpenTenant } from './tenants.ts';

export const PRODUCTS = catalogueOf(400);

/** The 144 bytes of a vector. */
export function body(components: Int8Array, modelKey = MODEL_KEY): Buffer {
  return Buffer.from(encodeVector({ modelKey, components }));
}

/** Fills the index of a catalogue folder. */
export async function importInto(folder: string, products: readonly IndexDocument[]): Promise<void> {
  const index = await createIndex(join(folder, 'index'), MODEL_KEY);
  await index.upsert(products);
  await index.close();
}

/** The same, into an index as it was made before groups had a field. */
export async function importIntoOlder(folder: string, products: readonly IndexDocument[]): Promise<void> {
  const index = await indexBeforeGroups(join(folder, 'index'), products);
  await index.close();
}

/** Writes a picture of one colour into a catalogue's store. */
export async function storePicture(folder: string, name: string, width = 640, height = 480): Promise<void> {
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  const create = { width, height, channels: 3 as const, background: '#c33' };
  await sharp({ create })
    .webp()
    .toFile(join(folder, 'pictures', name));
}

/** An app over a catalogue folder (by default a new, empty one) that collects its log lines. */
export async function startApp(
  changes: Partial<Deps['config']> = {},
  dist = '/nowhere',
  tenants: readonly Pick<OpenTenant, 'name' | 'hosts' | 'folder'>[] = [],
) {
  const folder = temporaryFolder();
  const index = await watchIndex(join(folder.path, 'index'));
  const others = await Promise.all(
    tenants.map(async (tenant) => ({ ...tenant, index: await watchIndex(join(tenant.folder, 'index')) })),
  );
  const log: string[] = [];
  const app = await buildApp({
    index,
    folder: folder.path,
    base: '',
    dist,
    config: { searchesPerMinute: 10_000, trustProxy: false, logLevel: 'info', events: false, ...changes },
    ...(others.length > 0 ? { tenants: others } : {}),
    version: '1.2.3',
    logTo: { write: (line: string) => log.push(line) > 0 },
  });
  const stop = async () => {
    await app.close();
    for (const each of [index, ...others.map((other) => other.index)]) await each.close();
    folder.remove();
  };
  /** Asks for products of the same style. */
  const search = (query: string, payload: Buffer, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/search${query}`,
      headers: { 'content-type': 'application/octet-stream', ...headers },
      payload,
    });
  return { app, folder: folder.path, log, search, stop };
}
