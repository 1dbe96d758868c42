/**
 * The folder of an index. zvec allows either one writer or several readers in a collection, never both, so they never
 * share one: the writer works in one of his own and publishes copies that readers open.
 *
 *   index.json        schema version, model key; written last, so a half-made index counts as missing
 *   work/, work-<x>/  the writer's collection; zvec's lock on it makes him the only one, and ends with his process
 *   working           name of the collection in force, replaced atomically; absent: `work`
 *   unclean           exists while it is open: left over, it says that a writer was killed
 *   snapshots/<name>/ closed copies for readers
 *   snapshots/<name>.deleted  products deleted since then (`tombstones.ts`)
 *   current           name of the newest snapshot, replaced atomically
 */
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { Tombstones } from './tombstones.ts';

/**
 * 2: fields for seller, stock and GTIN; products say list price, availability and GTIN. Indexes of version 1 are read as they
 * are and migrated by the next import; later ones are refused.
 */
const SCHEMA_VERSION = 2;
/** A reader may be about to open the snapshot before the newest one. */
const SNAPSHOTS_KEPT = 2;
/** What is copied may change meanwhile: the copy is then made again. */
const COPY_TRIES = 5;
/** How the file beside a snapshot ends. */
const TOMBSTONES = '.deleted';
const SNAPSHOT_NAME = /^\d{8}-[0-9a-z]+$/;
/** Names a writer's collection may have. */
export const WORK_NAME = /^work(-[0-9a-z]+)?$/;

export interface IndexHeader {
  readonly schemaVersion: number;
  /** 16 hex digits. */
  readonly modelKey: string;
}

export function pathsOf(folder: string) {
  return {
    header: join(folder, 'index.json'),
    working: join(folder, 'working'),
    unclean: join(folder, 'unclean'),
    snapshots: join(folder, 'snapshots'),
    current: join(folder, 'current'),
  };
}

/** Six letters and digits. */
export function randomName(): string {
  return Math.random().toString(36).slice(2, 8);
}

/** Whole or not at all, whatever happens meanwhile. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, text);
  await rename(temporary, path);
}

/** @returns undefined when there is no such file. @throws INDEX_BROKEN */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new TongkuanError('INDEX_BROKEN', { reason: (thrown as NodeJS.ErrnoException).code }, { cause: thrown });
  }
}

/** @returns undefined when there is no index. @throws INDEX_BROKEN when its header cannot be understood */
export async function readHeader(folder: string): Promise<IndexHeader | undefined> {
  const text = await readIfThere(pathsOf(folder).header);
  if (text === undefined) return undefined;
  let schemaVersion: unknown;
  try {
    const header = JSON.parse(text) as IndexHeader;
    const known = header.schemaVersion >= 1 && header.schemaVersion <= SCHEMA_VERSION;
    if (known && /^[0-9a-f]{16}$/.test(header.modelKey)) return header;
    schemaVersion = header.schemaVersion;
  } catch {
    // told below, like every other damage
  }
  throw new TongkuanError('INDEX_BROKEN', { file: 'index.json', schemaVersion });
}

export async function writeHeader(folder: string, modelKey: string, schemaVersion = SCHEMA_VERSION): Promise<void> {
  const header: IndexHeader = { schemaVersion, modelKey };
  await replaceFile(pathsOf(folder).header, `${JSON.stringify(header)}\n`);
}

/** Name of the newest snapshot, or undefined when nothing was published. */
export async function currentSnapshot(folder: string): Promise<string | undefined> {
  const name = (await readIfThere(pathsOf(folder).current))?.trim();
  if (name !== undefined && !SNAPSHOT_NAME.test(name)) throw new TongkuanError('INDEX_BROKEN', { file: 'current' });
  return name;
}

/** Path of the writer's collection in force. @throws INDEX_BROKEN */
export async function workPath(folder: string): Promise<string> {
  const name = (await readIfThere(pathsOf(folder).working))?.trim() ?? 'work';
  if (!WORK_NAME.test(name)) throw new TongkuanError('INDEX_BROKEN', { file: 'working' });
  return join(folder, name);
}

/** Where a new collection may be made; it is not in force yet. */
export function newWorkPath(folder: string): string {
  return join(folder, `work-${randomName()}`);
}

/** Puts a collection of this folder in force. */
export async function workIn(folder: string, path: string): Promise<void> {
  await replaceFile(pathsOf(folder).working, basename(path));
}

/** True when a writer is at work or was killed. */
export function isUnclean(folder: string): boolean {
  return existsSync(pathsOf(folder).unclean);
}

export async function markUnclean(folder: string): Promise<void> {
  await writeFile(pathsOf(folder).unclean, '');
}

export async function markClean(folder: string): Promise<void> {
  await rm(pathsOf(folder).unclean, { force: true });
}

/**
 * Copies the writer's collection while he keeps still, and makes the copy current. The copy looks like what a killed writer
 * leaves, so `settle` opens and closes it once: zvec replays the log, and readers, who cannot, find everything in place.
 * @returns its name
 */
export async function publishWork(folder: string, settle: (path: string) => void): Promise<string> {
  const { snapshots, current } = pathsOf(folder);
  await mkdir(snapshots, { recursive: true });
  const before = (await readdir(snapshots)).filter((name) => SNAPSHOT_NAME.test(name)).sort();
  const number = Number(before.at(-1)?.slice(0, 8) ?? 0) + 1;
  // the random part tells apart snapshots of equal number when a catalogue was deleted and made anew
  const name = `${String(number).padStart(8, '0')}-${randomName()}`;
  const unfinished = join(snapshots, `.${name}`);
  await copyWhole(await workPath(folder), unfinished, settle);
  await rename(unfinished, join(snapshots, name));
  await replaceFile(current, name);
  await prune(snapshots, [...before, name].slice(-SNAPSHOTS_KEPT));
  return name;
}

/**
 * zvec may be tidying files up in the background: a copy that lacks one, or cannot be opened, is made again; not when there
 * is no room for it.
 */
async function copyWhole(from: string, to: string, settle: (path: string) => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE }); // clones where it can
      settle(to);
      return;
    } catch (thrown) {
      await rm(to, { recursive: true, force: true });
      const full = ['ENOSPC', 'EDQUOT'].includes((thrown as NodeJS.ErrnoException).code ?? '');
      if (full || tries >= COPY_TRIES) throw thrown;
    }
  }
}

/** Where the products are listed that were deleted since a snapshot was published. */
export function tombstonesPath(folder: string, snapshot: string): string {
  return join(pathsOf(folder).snapshots, `${snapshot}${TOMBSTONES}`);
}

/** Removes all but the named snapshots and what belongs to them. Readers that have one open keep reading its unlinked files. */
async function prune(snapshots: string, kept: readonly string[]): Promise<void> {
  for (const entry of await readdir(snapshots)) {
    if (!kept.includes(entry.replace(TOMBSTONES, '')))
      await rm(join(snapshots, entry), { recursive: true, force: true });
  }
}

/**
 * Copies the newest snapshot as an index of its own, which readers can open. Neither writer nor readers wait for it.
 * @throws INDEX_MISSING when nothing was published, INDEX_BROKEN
 */
export async function copyPublished(folder: string, target: string): Promise<void> {
  const header = await readHeader(folder);
  if (!header) throw new TongkuanError('INDEX_MISSING');
  const name = await copyNewest(folder, target);
  await replaceFile(pathsOf(target).current, name);
  await writeHeader(target, header.modelKey, header.schemaVersion);
}

async function copyNewest(folder: string, target: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    const name = await currentSnapshot(folder);
    if (name === undefined) throw new TongkuanError('INDEX_MISSING');
    const to = join(pathsOf(target).snapshots, name);
    try {
      await cp(join(pathsOf(folder).snapshots, name), to, { recursive: true, mode: constants.COPYFILE_FICLONE });
      const deleted = await readIfThere(tombstonesPath(folder, name));
      if (deleted !== undefined) await writeFile(tombstonesPath(target, name), deleted);
      return name;
    } catch (cause) {
      await rm(to, { recursive: true, force: true });
      const moved = (await currentSnapshot(folder)) !== name;
      if (!moved || tries >= COPY_TRIES) throw new TongkuanError('INDEX_BROKEN', { snapshot: name }, { cause });
    }
  }
}

/** Ids of what was deleted since the newest snapshot was published. */
export async function deletedSince(folder: string): Promise<string[]> {
  const name = await currentSnapshot(folder);
  return name === undefined ? [] : [...new Tombstones(tombstonesPath(folder, name)).ids()];
}

/** Gives a copied index what a writer works in, which still has what was deleted since (`deletedSince`). */
export async function makeWritable(folder: string): Promise<void> {
  const name = await currentSnapshot(folder);
  if (name === undefined) throw new TongkuanError('INDEX_MISSING');
  const from = join(pathsOf(folder).snapshots, name);
  await cp(from, await workPath(folder), { recursive: true, mode: constants.COPYFILE_FICLONE });
}
