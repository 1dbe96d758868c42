/** The one writer of an index: works in a collection of his own, publishes snapshots for readers. */
import { join } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { serialQueue } from '#core/serial-queue.ts';
import { type Answering, AskedIndex } from './asked-index.ts';
import {
  currentSnapshot,
  isUnclean,
  markClean,
  markUnclean,
  pathsOf,
  publishWork,
  tombstonesPath,
  writeHeader,
} from './folder.ts';
import { bury, TOMBSTONES_MAX } from './tombstones.ts';
import type { IndexDocument, IndexFault, IndexStats, VectorIndex } from './vector-index.ts';
import { renewWork } from './work.ts';
import { openCollection, type ZVecCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';
import { canRabitq } from './zvec-structure.ts';

/** Readers see inserted products at the latest after this long… */
const PUBLISH_EVERY_MS = 2000;
/** …or later where publishing is slow: it takes at most one part in ten of the writer's time. */
const PUBLISH_SHARE = 10;

/** Opens a copy once, so that zvec replays its log. */
function settle(path: string): void {
  openCollection(path, 'write').closeSync();
}

/** Every call waits for the one before it, so that nothing is written while the collection is copied. */
export class WriterIndex extends AskedIndex implements VectorIndex {
  readonly modelKey: string;
  readonly #folder: string;
  #shelf: Shelf;
  readonly #inTurn = serialQueue();
  #closed = false;
  #unpublished = false;
  /** Name of the newest snapshot; absent before the first. */
  #snapshot: string | undefined;
  #buried = 0;
  #nextPublishAt = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(folder: string, modelKey: string, shelf: Shelf) {
    super();
    this.#folder = folder;
    this.modelKey = modelKey;
    this.#shelf = shelf;
  }

  /** Publishes at once what was never published: a new index, or what a killed writer left. */
  static async open(folder: string, modelKey: string, work: ZVecCollection): Promise<WriterIndex> {
    const index = new WriterIndex(folder, modelKey, new Shelf(work));
    try {
      index.#snapshot = await currentSnapshot(folder);
      index.#unpublished = isUnclean(folder) || index.#snapshot === undefined;
      await markUnclean(folder);
      await index.#publish();
      return index;
    } catch (thrown) {
      work.closeSync();
      throw thrown;
    }
  }

  upsert(documents: readonly IndexDocument[]): Promise<void> {
    return this.#run(async (opened) => {
      const shelf = await this.#withRoom(opened, documents);
      shelf.put(documents);
      this.#unpublished ||= documents.length > 0;
      if (Date.now() >= this.#nextPublishAt) await this.#publish();
      else this.#publishLater();
    });
  }

  /**
   * From when it is acknowledged on, no reader shows the product: its id is written beside the snapshot that readers have, and
   * the next one lacks it. Of many at once, that next one is published first.
   */
  delete(ids: readonly string[]): Promise<number> {
    return this.#run(async (shelf) => {
      const removed = shelf.remove(ids);
      if (removed === 0) return 0;
      this.#unpublished = true;
      if (await this.#bury(ids)) this.#publishLater();
      else await this.#publish();
      return removed;
    });
  }

  optimise(): Promise<void> {
    return this.#run((shelf) => this.#renew(shelf));
  }

  /**
   * Gives an index made by an earlier version the fields made since: a copy that has them is built beside it and put in force.
   * Readers go on with what they have until then. Does nothing to any other.
   */
  migrate(): Promise<void> {
    return this.#run(async (shelf) => {
      if (!shelf.isCurrent) await this.#renew(shelf);
    });
  }

  /** Makes everything written visible to readers. @returns when they see it */
  publish(): Promise<void> {
    return this.#run(() => this.#publish());
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#closed) return;
      this.#closed = true;
      clearTimeout(this.#timer);
      try {
        await this.#publish();
        await markClean(this.#folder);
      } finally {
        this.#shelf.close();
      }
    });
  }

  override async *ids(): AsyncGenerator<string> {
    yield* await this.#survey((answering) => answering.ids());
  }

  override stats(): Promise<IndexStats> {
    return this.#survey((answering) => answering.stats());
  }

  override verify(): Promise<IndexFault[]> {
    return this.#survey((answering) => answering.verify());
  }

  /** What looks at every product is asked of a snapshot where looking would write (`Shelf.isIterated`). */
  #survey<T>(question: (answering: Answering) => T | Promise<T>): Promise<T> {
    return this.#run((shelf) => (shelf.isIterated ? this.#ofSnapshot(question) : question(shelf)));
  }

  protected override ask<T>(question: (answering: Answering) => T | Promise<T>): Promise<T> {
    return this.#run(question);
  }

  #run<T>(job: (shelf: Shelf) => T | Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      if (this.#closed) throw new TongkuanError('INDEX_MISSING', { reason: 'closed' });
      return await job(this.#shelf);
    });
  }

  /** Inside a turn only: an index made before products had further pictures is copied into one that keeps them. */
  async #withRoom(shelf: Shelf, documents: readonly IndexDocument[]): Promise<Shelf> {
    const needsRoom = !shelf.keepsViews && documents.some(({ views = [] }) => views.length > 0);
    if (needsRoom) await this.#renew(shelf);
    return this.#shelf;
  }

  /** Inside a turn only. */
  async #renew(shelf: Shelf): Promise<void> {
    if (shelf.needsCopy(canRabitq()))
      this.#shelf = await this.#ofSnapshot((source) => renewWork(this.#folder, shelf, source));
    await writeHeader(this.#folder, this.modelKey);
    this.#unpublished = true;
    await this.#publish();
  }

  /** Inside a turn only: a job with a snapshot of all that was written, open for reading. */
  async #ofSnapshot<T>(job: (snapshot: Shelf) => T | Promise<T>): Promise<T> {
    await this.#publish();
    const path = join(pathsOf(this.#folder).snapshots, this.#snapshot as string);
    const snapshot = new Shelf(openCollection(path, 'read'));
    try {
      return await job(snapshot);
    } finally {
      snapshot.close();
    }
  }

  /** Inside a turn only. @returns false where that would be too many, or there is no snapshot yet */
  async #bury(ids: readonly string[]): Promise<boolean> {
    if (this.#snapshot === undefined || this.#buried + ids.length > TOMBSTONES_MAX) return false;
    await bury(tombstonesPath(this.#folder, this.#snapshot), ids);
    this.#buried += ids.length;
    return true;
  }

  /** Inside a turn only. */
  async #publish(): Promise<void> {
    if (!this.#unpublished) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const start = Date.now();
    try {
      this.#snapshot = await publishWork(this.#folder, settle);
      this.#buried = 0;
      this.#unpublished = false;
    } finally {
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
