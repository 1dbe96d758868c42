/** A reader of an index: serves the newest snapshot, and the next one as soon as it is published. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { currentSnapshot, pathsOf, readHeader } from './folder.ts';
import type {
  IndexDocument,
  IndexFault,
  IndexFilter,
  IndexHit,
  IndexStats,
  NearFacts,
  ReadableIndex,
} from './vector-index.ts';
import { openCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';

/** A snapshot may be removed between reading its name and opening it, when a writer publishes twice meanwhile. */
const OPEN_TRIES = 5;
const REPLACING_MS = 100;

/** An open snapshot, closed when it is retired and nobody uses it any more. */
class Lease {
  readonly name: string;
  readonly modelKey: string;
  readonly #shelf: Shelf;
  #users = 0;
  #retired = false;

  constructor(name: string, modelKey: string, shelf: Shelf) {
    this.name = name;
    this.modelKey = modelKey;
    this.#shelf = shelf;
  }

  async use<T>(job: (shelf: Shelf) => T | Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await job(this.#shelf);
    } finally {
      this.#users--;
      if (this.#retired) this.#closeIfUnused();
    }
  }

  retire(): void {
    if (this.#retired) return;
    this.#retired = true;
    this.#closeIfUnused();
  }

  #closeIfUnused(): void {
    if (this.#users === 0) this.#shelf.close();
  }
}

/**
 * Looks at the name of the newest snapshot before every call: a file of twenty bytes, and a product whose deletion was
 * acknowledged is never shown again. Requests in flight end on the snapshot they began with.
 */
export class ReaderIndex implements ReadableIndex {
  readonly #folder: string;
  #lease: Lease | undefined;
  #opening: Promise<Lease> | undefined;
  #closed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Model of the snapshot now served. @throws INDEX_MISSING while there is none */
  get modelKey(): string {
    if (!this.#lease) throw new TongkuanError('INDEX_MISSING');
    return this.#lease.modelKey;
  }

  /** Name of the newest snapshot; changes whenever readers see something new. @throws INDEX_MISSING, INDEX_BROKEN */
  async generation(): Promise<string> {
    return (await this.#newest()).name;
  }

  search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    return this.#use((shelf) => shelf.search(vector, filter, limit));
  }

  searchExactly(vector: Int8Array, limit: number): Promise<number[]> {
    return this.#use((shelf) => shelf.searchExactly(vector, limit));
  }

  nearestFacts(vector: Int8Array, filter: IndexFilter, limit: number): Promise<NearFacts[]> {
    return this.#use((shelf) => shelf.nearestFacts(vector, filter, limit));
  }

  countNear(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number> {
    return this.#use((shelf) => shelf.countNear(vector, filter, limit));
  }

  get(ids: readonly string[]): Promise<IndexDocument[]> {
    return this.#use((shelf) => shelf.get(ids));
  }

  inGroups(groups: readonly string[], filter: IndexFilter): Promise<IndexDocument[]> {
    return this.#use((shelf) => shelf.inGroups(groups, filter));
  }

  withGtins(gtins: readonly string[]): Promise<IndexDocument[]> {
    return this.#use((shelf) => shelf.withGtins(gtins));
  }

  contentHashes(ids: readonly string[]): Promise<Map<string, string>> {
    return this.#use((shelf) => shelf.contentHashes(ids));
  }

  async *ids(): AsyncGenerator<string> {
    yield* await this.#use((shelf) => shelf.ids());
  }

  stats(): Promise<IndexStats> {
    return this.#use((shelf) => shelf.stats());
  }

  verify(): Promise<IndexFault[]> {
    return this.#use((shelf) => shelf.verify());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => {});
    this.#replace(undefined);
  }

  async #use<T>(job: (shelf: Shelf) => T | Promise<T>): Promise<T> {
    return (await this.#newest()).use(job);
  }

  async #newest(): Promise<Lease> {
    if (this.#closed) throw new TongkuanError('INDEX_MISSING', { reason: 'closed' });
    const name = await this.#newestName();
    if (name !== undefined && name === this.#lease?.name) return this.#lease;
    if (name === undefined) {
      this.#replace(undefined);
      throw new TongkuanError('INDEX_MISSING');
    }
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** A catalogue being replaced by renaming folders is gone for a moment: worth a second look. */
  async #newestName(): Promise<string | undefined> {
    const name = await currentSnapshot(this.#folder);
    if (name !== undefined || !this.#lease) return name;
    await sleep(REPLACING_MS);
    return currentSnapshot(this.#folder);
  }

  async #open(): Promise<Lease> {
    for (let tries = 1; ; tries++) {
      const [name, header] = [await currentSnapshot(this.#folder), await readHeader(this.#folder)];
      if (name === undefined || !header) throw new TongkuanError('INDEX_MISSING');
      try {
        const shelf = new Shelf(openCollection(join(pathsOf(this.#folder).snapshots, name), 'read'));
        return this.#replace(new Lease(name, header.modelKey, shelf));
      } catch (thrown) {
        const moved = (await currentSnapshot(this.#folder)) !== name;
        if (!moved || tries >= OPEN_TRIES) throw toTongkuanError(thrown, 'INDEX_BROKEN');
      }
    }
  }

  #replace<T extends Lease | undefined>(lease: T): T {
    const before = this.#lease;
    this.#lease = lease;
    before?.retire();
    return lease;
  }
}
