/** The one writer of an index: works in `work/`, publishes snapshots for readers. */
import { rm } from 'node:fs/promises';
import { TongkuanError } from '#core/errors.ts';
import { currentSnapshot, isUnclean, markClean, markUnclean, pathsOf, publishWork } from './folder.ts';
import { serialQueue } from './serial-queue.ts';
import type { IndexDocument, IndexFault, IndexFilter, IndexHit, IndexStats, VectorIndex } from './vector-index.ts';
import { createCollection, openCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';
import { canRabitq } from './zvec-structure.ts';

/** Readers see inserted products at the latest after this long… */
const PUBLISH_EVERY_MS = 2000;
/** …or later where publishing is slow: it takes at most one part in ten of the writer's time. */
const PUBLISH_SHARE = 10;

/** Makes an empty collection where a half-made one may lie. */
export async function createWork(folder: string): Promise<void> {
  const { work, snapshots, current } = pathsOf(folder);
  for (const path of [current, work, snapshots]) await rm(path, { recursive: true, force: true });
  createCollection(work).closeSync();
}

/** Every call waits for the one before it, so that nothing meets a collection closed for publishing. */
export class WriterIndex implements VectorIndex {
  readonly modelKey: string;
  readonly #folder: string;
  readonly #unlock: () => void;
  readonly #inTurn = serialQueue();
  #shelf: Shelf | undefined;
  #unpublished = false;
  #nextPublishAt = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(folder: string, modelKey: string, unlock: () => void) {
    this.#folder = folder;
    this.modelKey = modelKey;
    this.#unlock = unlock;
  }

  /** Opens `work/`, ends what a killed writer began, and publishes it. `unlock` is called by `close`. */
  static async open(folder: string, modelKey: string, unlock: () => void): Promise<WriterIndex> {
    const index = new WriterIndex(folder, modelKey, unlock);
    index.#unpublished = isUnclean(folder) || (await currentSnapshot(folder)) === undefined;
    await markUnclean(folder);
    index.#reopen();
    try {
      await index.#publish();
    } catch (thrown) {
      index.#shelf?.close();
      throw thrown;
    }
    return index;
  }

  upsert(documents: readonly IndexDocument[]): Promise<void> {
    return this.#run(async (shelf) => {
      shelf.put(documents);
      this.#unpublished ||= documents.length > 0;
      if (Date.now() >= this.#nextPublishAt) await this.#publish();
      else this.#publishLater();
    });
  }

  /** A deletion is published before it is acknowledged: from then on no reader shows the product. */
  delete(ids: readonly string[]): Promise<number> {
    return this.#run(async (shelf) => {
      const removed = shelf.remove(ids);
      if (removed === 0) return 0;
      this.#unpublished = true;
      await this.#publish();
      return removed;
    });
  }

  search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    return this.#run((shelf) => shelf.search(vector, filter, limit));
  }

  get(ids: readonly string[]): Promise<IndexDocument[]> {
    return this.#run((shelf) => shelf.get(ids));
  }

  contentHashes(ids: readonly string[]): Promise<Map<string, string>> {
    return this.#run((shelf) => shelf.contentHashes(ids));
  }

  async *ids(): AsyncGenerator<string> {
    yield* await this.#run((shelf) => shelf.ids());
  }

  stats(): Promise<IndexStats> {
    return this.#run((shelf) => shelf.stats());
  }

  verify(): Promise<IndexFault[]> {
    return this.#run((shelf) => shelf.verify());
  }

  optimise(): Promise<void> {
    return this.#run(async (shelf) => {
      await shelf.optimise(canRabitq());
      this.#unpublished = true;
      await this.#publish();
    });
  }

  /** Makes everything written visible to readers. @returns when they see it */
  publish(): Promise<void> {
    return this.#run(() => this.#publish());
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#shelf) return;
      await this.#publish();
      clearTimeout(this.#timer);
      this.#shelf.close();
      this.#shelf = undefined;
      await markClean(this.#folder);
      this.#unlock();
    });
  }

  #run<T>(job: (shelf: Shelf) => T | Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (!this.#shelf) throw new TongkuanError('INDEX_MISSING', { reason: 'closed' });
      return await job(this.#shelf);
    });
  }

  #reopen(): void {
    this.#shelf = new Shelf(openCollection(pathsOf(this.#folder).work, 'write'));
  }

  /** Inside a turn only. */
  async #publish(): Promise<void> {
    if (!this.#unpublished) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const start = Date.now();
    this.#shelf?.close();
    this.#shelf = undefined;
    try {
      await publishWork(this.#folder);
      this.#unpublished = false;
    } finally {
      this.#reopen();
      const took = Date.now() - start;
      this.#nextPublishAt = Date.now() + Math.max(PUBLISH_EVERY_MS, PUBLISH_SHARE * took);
    }
  }

  #publishLater(): void {
    // a failure is met again, and told, by the next write or by close
    const publish = () => void this.publish().catch(() => {});
    this.#timer ??= setTimeout(publish, this.#nextPublishAt - Date.now()).unref();
  }
}
