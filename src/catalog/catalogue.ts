/** The folder of a catalogue: `index/` (the vector index), `pictures/` (WebP), `demo.json` (only in a demo). */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { KEYS_FILE } from '#core/keys.ts';
import { parseManifest } from '#core/manifest-check.ts';
import { modelKeyOf } from '#core/vector.ts';

/** Root of the package: what defaults are relative to. */
export const PACKAGE_ROOT = join(import.meta.dirname, '..', '..');

/** Folder of the vector index inside a catalogue. */
export function indexFolder(catalogue: string): string {
  return join(catalogue, 'index');
}

/** Folder of the product pictures inside a catalogue. */
export function picturesFolder(catalogue: string): string {
  return join(catalogue, 'pictures');
}

/** True when somebody has imported something, complete or not. */
export function holdsIndex(catalogue: string): boolean {
  return existsSync(indexFolder(catalogue));
}

/** Key of the models in a folder, read without loading them. @throws MODEL_FETCH, MANIFEST_INVALID */
export async function readModelKey(models: string): Promise<string> {
  const text = await readFile(join(models, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw toTongkuanError(cause, 'MODEL_FETCH');
  });
  return modelKeyOf(parseManifest(JSON.parse(text)).embedder.sha256);
}

/** The catalogue's index, open for writing; made where there is none. @throws INDEX_BUSY, MODEL_MISMATCH */
export async function openForWriting(catalogue: string, modelKey: string) {
  const { createIndex } = await import('#search/zvec.ts');
  await mkdir(picturesFolder(catalogue), { recursive: true });
  return createIndex(indexFolder(catalogue), modelKey);
}

/** The catalogue's index, open for reading. @throws INDEX_MISSING, MODEL_MISMATCH */
export async function openForReading(catalogue: string, modelKey?: string) {
  const { openIndex } = await import('#search/zvec.ts');
  return openIndex(indexFolder(catalogue), { mode: 'read', ...(modelKey === undefined ? {} : { modelKey }) });
}

/** Where the successor of a catalogue is built, beside it. */
export function successorOf(catalogue: string): string {
  return `${catalogue}.new`;
}

/** What belongs to the shop rather than to its products: keys (`core/keys.ts`) and what shoppers did. */
const KEPT_ENTRIES = [KEYS_FILE, 'events'];

/** Puts the successor in the catalogue's place. Whoever reads the old one goes on with the new. @throws INDEX_BUSY */
export async function swapIn(catalogue: string): Promise<void> {
  const old = `${catalogue}.old`;
  await rm(old, { recursive: true, force: true });
  if (existsSync(catalogue)) {
    await checkNobodyWrites(catalogue);
    await rename(catalogue, old);
    for (const entry of KEPT_ENTRIES) {
      const [from, to] = [join(old, entry), join(successorOf(catalogue), entry)];
      if (existsSync(from) && !existsSync(to)) await rename(from, to);
    }
  }
  await rename(successorOf(catalogue), catalogue);
  await rm(old, { recursive: true, force: true });
}

async function checkNobodyWrites(catalogue: string): Promise<void> {
  const { openIndex } = await import('#search/zvec.ts');
  try {
    await (await openIndex(indexFolder(catalogue), { mode: 'write' })).close();
  } catch (thrown) {
    const error = toTongkuanError(thrown);
    if (error.code === 'INDEX_BUSY') throw error; // whatever else is wrong with it ends with it
  }
}
