/**
 * A backup of a catalogue in use: the newest snapshot of each index that answers, every picture its products show, and a list
 * with a sha256 for each file.
 *
 *   backup.json                  format, when, how many products, sha256 of the list; written last
 *   files.jsonl                  the list
 *   saved-index…/                as in a catalogue, under names that nothing opens: zvec changes bytes of files it only reads
 *   serving, pictures/, imports/ as in a catalogue; `demo.json` where there is one
 *
 * Snapshots never change once they are published, and pictures are named by what they were made from, so nobody waits for it.
 */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { copyPublished } from '#search/folder.ts';
import { type ModelIndex, modelIndexes, serve } from '#search/models.ts';
import type { ReadableIndex } from '#search/vector-index.ts';
import { openIndex } from '#search/zvec.ts';
import { picturesFolder } from '../catalogue.ts';
import { JOURNAL_SUFFIX, journalsFolder } from '../importing/journal.ts';
import { grouped } from '../importing/ordered.ts';
import { copyFile, FORMAT, HEADER, hashOf, LIST, SAVED } from './files.ts';

/** Files of a catalogue beside its folders. */
const LOOSE_FILES = ['demo.json'];
/** Documents read at a time. */
const BATCH = 500;

export interface BackedUp {
  readonly products: number;
  readonly pictures: number;
  /** Pictures that products name and the catalogue lacks. */
  readonly missing: number;
}

/** @param target a folder that does not exist. @throws BACKUP_TARGET, INDEX_MISSING, INDEX_BROKEN */
export async function backUp(catalogue: string, target: string): Promise<BackedUp> {
  if (existsSync(target)) throw new TongkuanError('BACKUP_TARGET', { folder: target });
  const indexes = (await modelIndexes(catalogue)).filter(({ state }) => state !== 'building');
  if (indexes.length === 0) throw new TongkuanError('INDEX_MISSING', { catalogue });
  const part = `${target}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  try {
    const done = await writeBackup(catalogue, indexes, part);
    await rename(part, target);
    return done;
  } catch (thrown) {
    await rm(part, { recursive: true, force: true });
    throw thrown;
  }
}

async function writeBackup(catalogue: string, indexes: readonly ModelIndex[], part: string): Promise<BackedUp> {
  const { pictures, products } = await copyIndexes(indexes, part);
  for (const name of LOOSE_FILES) {
    if (existsSync(join(catalogue, name))) await copyFile(join(catalogue, name), join(part, name));
  }
  await copyJournals(catalogue, part);
  const list = join(part, LIST);
  const note = (path: string, said: object) => appendFile(list, `${JSON.stringify({ path, ...said })}\n`);
  for (const file of await filesBelow(part)) {
    const path = relative(part, file).split(sep).join('/');
    await note(path, { bytes: (await stat(file)).size, sha256: await hashOf(file) });
  }
  let missing = 0;
  for (const name of pictures) {
    const from = join(picturesFolder(catalogue), name);
    if (existsSync(from)) await note(`pictures/${name}`, await copyFile(from, join(picturesFolder(part), name)));
    else missing++;
  }
  const header = { format: FORMAT, madeAt: new Date().toISOString(), products, list: await hashOf(list) };
  await writeFile(join(part, HEADER), `${JSON.stringify(header, null, 2)}\n`, { flush: true });
  return { products, pictures: pictures.size - missing, missing };
}

/**
 * The journals say which source lists which products: without them the next import would withdraw those of other sources. They
 * are copied after the indexes, and so are ahead of them, as they are after a kill.
 */
async function copyJournals(catalogue: string, part: string): Promise<void> {
  const [from, to] = [journalsFolder(catalogue), journalsFolder(part)];
  for (const name of await readdir(from).catch(() => [])) {
    if (name.endsWith(JOURNAL_SUFFIX)) await copyFile(join(from, name), join(to, name));
  }
}

/** Copies the indexes; what is in the copies, and nothing later, says which pictures belong to them. */
async function copyIndexes(indexes: readonly ModelIndex[], part: string) {
  const pictures = new Set<string>();
  let products = 0;
  for (const [i, { folder }] of indexes.entries()) {
    await (await openIndex(folder, { mode: 'read' })).close(); // publishes what a killed writer left
    const copy = join(part, `${SAVED}${basename(folder)}`);
    await copyPublished(folder, copy);
    const count = await notePictures(copy, pictures);
    if (i === 0) products = count;
  }
  await serve(
    part,
    indexes.map(({ folder }) => basename(folder)),
  );
  return { pictures, products };
}

/** @returns how many products there are */
async function notePictures(folder: string, pictures: Set<string>): Promise<number> {
  const index: ReadableIndex = await openIndex(folder, { mode: 'read' });
  let products = 0;
  try {
    for await (const ids of grouped(index.ids(), BATCH)) {
      for (const { picture, views = [] } of await index.get(ids)) {
        products++;
        for (const name of [picture, ...views.map((view) => view.picture)]) pictures.add(name);
      }
    }
    return products;
  } finally {
    await index.close();
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
