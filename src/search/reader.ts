/** A reader of an index: serves the newest snapshot, and the next one as soon as it is published. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { type Answering, AskedIndex } from './asked-index.ts';
import { currentSnapshot, pathsOf, readHeader, tombstonesPath } from './folder.ts';
import { living } from './living.ts';
import { Tombstones } from './tombstones.ts';
import type { ReadableIndex } from './vector-index.ts';
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
  readonly #tombstones: Tombstones;
  #users = 0;
  #retired = false;

  constructor(name: string, modelKey: string, shelf: Shelf, tombstones: Tombstones) {
    this.name = name;
    this.modelKey = modelKey;
    this.#shelf = shelf;
    this.#tombstones = tombstones;
  }

  /** Changes with the snapshot and with every deletion since. */
  get state(): string {
    const deleted = this.#tombstones.ids().size;
    return deleted === 0 ? this.name : `${this.name}-${deleted}`;
  }

  async use<T>(job: (answering: Answering) => T | Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await job(living(this.#shelf, this.#tombstones.ids()));
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
 * Looks at the name of the newest snapshot before every call, a file of twenty bytes, and at what was deleted since: a product
 * whose deletion was acknowledged is never shown again. Requests in flight end on the snapshot they began with.
 */
export class ReaderIndex extends AskedIndex implements ReadableIndex {
  readonly #folder: string;
  #lease: Lease | undefined;
  #opening: Promise<Lease> | undefined;
  #closed = false;

  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  /** Model of the snapshot now served. @throws INDEX_MISSING while there is none */
  get modelKey(): string {
    if (!this.#lease) throw new TongkuanError('INDEX_MISSING');
    return this.#lease.modelKey;
  }

  /** Name of the newest snapshot, and how much was deleted since; changes whenever readers see something new. @throws INDEX_MISSING, INDEX_BROKEN */
  async generation(): Promise<string> {
    return (await this.#newest()).state;
  }

  protected override async ask<T>(question: (answering: Answering) => T | Promise<T>): Promise<T> {
    return (await this.#newest()).use(question);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#opening?.catch(() => {});
    this.#replace(undefined);
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
        const tombstones = new Tombstones(tombstonesPath(this.#folder, name));
        return this.#replace(new Lease(name, header.modelKey, shelf, tombstones));
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
