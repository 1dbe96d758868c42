/** The folder of a catalogue: an index for each model (`search/models.ts`), `pictures/` (WebP), `demo.json` (only in a demo). */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { PROGRESS_FILE } from '#core/import-progress.ts';
import { KEYS_FILE } from '#core/keys.ts';
import { parseManifest } from '#core/manifest-check.ts';
import { modelKeyOf } from '#core/vector.ts';
import { checkNobodyWrites, folderAnswering, folderInForce, folderOfModel, modelIndexes } from '#search/models.ts';

/** Root of the package: what defaults are relative to. */
export const PACKAGE_ROOT = join(import.meta.dirname, '..', '..');

/** Several turns of the endpoint's writer (`managing/held-index.ts`): on a busy machine one may be missed. */
const TURN_WAIT_MS = 30_000;

/** Folder of the product pictures inside a catalogue. */
export function picturesFolder(catalogue: string): string {
  return join(catalogue, 'pictures');
}

/** True when somebody has imported something, complete or not. */
export { holdsAnyIndex as holdsIndex } from '#search/models.ts';

/** Key of the models in a folder, read without loading them. @throws MODEL_FETCH, MANIFEST_INVALID */
export async function readModelKey(models: string): Promise<string> {
  const text = await readFile(join(models, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    throw toTongkuanError(cause, 'MODEL_FETCH');
  });
  return modelKeyOf(parseManifest(JSON.parse(text)).embedder.sha256);
}

/**
 * The index of a model, open for writing; made where there is none, beside that of the model in force. One made by an earlier
 * version gets the fields made since. @throws INDEX_BUSY, INDEX_BROKEN
 */
export async function openForWriting(catalogue: string, modelKey: string) {
  const { createIndex } = await import('#search/zvec.ts');
  await finishSwap(catalogue);
  await mkdir(picturesFolder(catalogue), { recursive: true });
  const index = await createIndex(await folderOfModel(catalogue, modelKey), modelKey);
  await index.migrate();
  return index;
}

/**
 * The same, also while products come through the endpoint: its writer lets go every few seconds, so this waits for some of its turns.
 * @param onWait told once, when somebody else is writing
 * @throws INDEX_BUSY when somebody writes for longer, INDEX_BROKEN
 */
export async function openInTurn(catalogue: string, modelKey: string, onWait?: () => void, waitMs = TURN_WAIT_MS) {
  const deadline = Date.now() + waitMs;
  for (let tries = 1; ; tries++) {
    try {
      return await openForWriting(catalogue, modelKey);
    } catch (thrown) {
      if (toTongkuanError(thrown).code !== 'INDEX_BUSY' || Date.now() >= deadline) throw thrown;
      if (tries === 1) onWait?.();
    }
  }
}

/** The index that answers queries of a model, open for reading; absent: the one in force. @throws INDEX_MISSING, MODEL_MISMATCH */
export async function openForReading(catalogue: string, modelKey?: string) {
  const { openIndex } = await import('#search/zvec.ts');
  const folder = modelKey === undefined ? folderInForce(catalogue) : folderAnswering(catalogue, modelKey);
  return openIndex(await folder, { mode: 'read' });
}

/** Where the successor of a catalogue is built, beside it. */
export function successorOf(catalogue: string): string {
  return `${catalogue}.new`;
}

/** What belongs to the shop rather than to its products: keys (`core/keys.ts`), what shoppers did, and how the last import went. */
const KEPT_ENTRIES = [KEYS_FILE, 'events', PROGRESS_FILE];

/**
 * Puts the successor in the catalogue's place. Whoever reads the old one goes on with the new. Killed between the two renamings,
 * there is no catalogue for a moment: `finishSwap` puts the old one back. @throws INDEX_BUSY
 */
export async function swapIn(catalogue: string, successor = successorOf(catalogue)): Promise<void> {
  const old = `${catalogue}.old`;
  await finishSwap(catalogue);
  if (existsSync(catalogue)) {
    for (const { folder } of await modelIndexes(catalogue).catch(() => [])) await checkNobodyWrites(folder);
    await rename(catalogue, old);
    for (const entry of KEPT_ENTRIES) {
      const [from, to] = [join(old, entry), join(successor, entry)];
      if (existsSync(from) && !existsSync(to)) await rename(from, to);
    }
  }
  await rename(successor, catalogue);
  await rm(old, { recursive: true, force: true });
}

/** Ends what a killed `swapIn` left: the old catalogue comes back where there is none, and goes where there is another. */
export async function finishSwap(catalogue: string): Promise<void> {
  const old = `${catalogue}.old`;
  if (!existsSync(old)) return;
  if (existsSync(catalogue)) await rm(old, { recursive: true, force: true });
  else await rename(old, catalogue);
}
