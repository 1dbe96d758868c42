/**
 * Restoring a backup: into a folder beside the catalogue, every file compared with the list; then the indexes are opened, checked,
 * and the whole takes the catalogue's place in one step. Interrupted at any moment before, the old catalogue is untouched.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { deletedSince, makeWritable } from '#search/folder.ts';
import { modelIndexes } from '#search/models.ts';
import { createIndex } from '#search/zvec.ts';
import { holdsIndex, picturesFolder, swapIn } from '../catalogue.ts';
import { FORMAT, HEADER, hashOf, LIST, readList, restoreFile } from './files.ts';

export interface Restored {
  readonly products: number;
  readonly files: number;
}

export interface RestoreOptions {
  /** Also in the place of a catalogue that holds something. */
  readonly replace?: boolean | undefined;
}

/** @throws BACKUP_INVALID, BACKUP_TARGET, INDEX_BUSY */
export async function restore(backup: string, catalogue: string, { replace }: RestoreOptions = {}): Promise<Restored> {
  if (holdsIndex(catalogue) && !replace)
    throw new TongkuanError('BACKUP_TARGET', { folder: catalogue, what: '--replace takes its place' });
  const { products, list } = await readHeader(backup);
  if ((await hashOf(join(backup, LIST)).catch(() => '')) !== list) {
    throw new TongkuanError('BACKUP_INVALID', { file: LIST });
  }
  const beside = `${catalogue}.restoring`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(picturesFolder(beside), { recursive: true });
  try {
    let files = 0;
    for await (const file of readList(join(backup, LIST))) {
      await restoreFile(backup, file, beside);
      files++;
    }
    await openOnce(beside, products);
    await swapIn(catalogue, beside);
    return { products, files };
  } catch (thrown) {
    await rm(beside, { recursive: true, force: true });
    throw thrown;
  }
}

/** Makes each index one that can be written to, and looks at every document in it. */
async function openOnce(catalogue: string, products: number): Promise<void> {
  const indexes = await modelIndexes(catalogue);
  for (const [i, { folder, modelKey }] of indexes.entries()) {
    await makeWritable(folder);
    const deleted = await deletedSince(folder);
    const index = await createIndex(folder, modelKey);
    try {
      await index.delete(deleted);
      const [fault] = await index.verify();
      const held = (await index.stats()).products;
      if (fault) throw new TongkuanError('BACKUP_INVALID', { ...fault });
      if (i === 0 && held !== products) throw new TongkuanError('BACKUP_INVALID', { products, held });
    } finally {
      await index.close();
    }
  }
  if (indexes.length === 0) throw new TongkuanError('BACKUP_INVALID', { reason: 'no index' });
}

async function readHeader(backup: string): Promise<{ products: number; list: string }> {
  const text = existsSync(backup) ? await readFile(join(backup, HEADER), 'utf8').catch(() => '') : '';
  try {
    const { format, products, list } = JSON.parse(text);
    if (format === FORMAT && Number.isInteger(products)) return { products, list: String(list) };
  } catch {
    // told below
  }
  throw new TongkuanError('BACKUP_INVALID', { file: HEADER });
}
