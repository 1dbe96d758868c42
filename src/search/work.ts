/**
 * The writer's collection: opening it, making it, and making it anew.
 *
 * zvec 0.7 must never merge or restructure a collection in which anything was overwritten or deleted: products then get the
 * vectors of other products, silently (alibaba/zvec#724). So the structure is built in a new collection that the living
 * products are copied into, and the file `working` says which one is in force.
 */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toTongkuanError } from '#core/errors.ts';
import { newWorkPath, pathsOf, WORK_NAME, workIn, workPath } from './folder.ts';
import { createCollection, openCollection, type ZVecCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';
import { canRabitq } from './zvec-structure.ts';

/** A reader that brings a killed writer's work to an end has it open for a moment: a new writer waits that long. */
const WAIT_MS = 2000;
const RETRY_MS = 50;

/** Removes collections that are not in force: a killed writer's half-made one, or one that was replaced. */
async function removeOthers(folder: string, kept?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (WORK_NAME.test(name) && name !== kept) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Opens the collection in force as the one writer. @throws INDEX_BUSY when there is another, INDEX_BROKEN */
export async function openWork(folder: string, waitMs = WAIT_MS): Promise<ZVecCollection> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const path = await workPath(folder);
    try {
      const collection = openCollection(path, 'write');
      if ((await workPath(folder)) === path) {
        await removeOthers(folder, basename(path));
        return collection;
      }
      collection.closeSync(); // the writer before made it anew just now
    } catch (thrown) {
      const replaced = (await workPath(folder)) !== path;
      if (!replaced && (toTongkuanError(thrown).code !== 'INDEX_BUSY' || Date.now() >= deadline)) throw thrown;
      await sleep(RETRY_MS);
    }
  }
}

/** Makes an empty collection where a half-made one may lie. @throws INDEX_BUSY when another process is making it */
export async function createWork(folder: string): Promise<ZVecCollection> {
  const { snapshots, current, unclean, working } = pathsOf(folder);
  if (existsSync(await workPath(folder))) {
    await openWork(folder)
      .then((halfMade) => halfMade.closeSync())
      .catch((thrown) => {
        if (toTongkuanError(thrown).code === 'INDEX_BUSY') throw thrown;
      });
  }
  for (const path of [current, unclean, snapshots, working]) await rm(path, { recursive: true, force: true });
  await removeOthers(folder);
  return createCollection(await workPath(folder));
}

/**
 * Copies what lives into a new collection, builds the structure that fits, and puts it in force. Both are open and
 * locked meanwhile, so no other writer gets in between; killed at any moment, one of the two is whole and in force.
 * @param source a snapshot of `old`: zvec's iterator seals a segment of what is open for writing, and a kill meanwhile breaks it
 * @returns the new one, the old one then being closed and gone
 */
export async function renewWork(folder: string, old: Shelf, source: Shelf): Promise<Shelf> {
  const before = await workPath(folder);
  const path = newWorkPath(folder);
  const renewed = new Shelf(createCollection(path));
  try {
    source.copyTo(renewed);
    await renewed.build(canRabitq());
    await workIn(folder, path);
  } catch (thrown) {
    renewed.close();
    await rm(path, { recursive: true, force: true });
    throw thrown;
  }
  await discard(old, before);
  return renewed;
}

/** What goes wrong here does not matter: the collection is not in force any more, and the next opening removes it. */
async function discard(shelf: Shelf, path: string): Promise<void> {
  try {
    shelf.close();
    await rm(path, { recursive: true, force: true });
  } catch {
    // see above
  }
}
