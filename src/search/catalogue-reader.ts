/** Reads a catalogue for servers: follows whichever index is in force, and finds the index of any model that still answers. */
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TongkuanError } from '#core/errors.ts';
import { type Answering, AskedIndex } from './asked-index.ts';
import { folderAnswering, servingNames } from './models.ts';
import type { ReaderIndex } from './reader.ts';
import type { ReadableIndex } from './vector-index.ts';
import { watchIndex } from './zvec.ts';

/** A catalogue being replaced by renaming folders is gone for a moment: worth a second look. */
const REPLACING_MS = 100;

/**
 * May start before there is any catalogue: calls then throw INDEX_MISSING. Every call asks the index in force at that
 * moment; who asks several questions that must be answered by one model takes `ofModel` first.
 */
export class CatalogueReader extends AskedIndex implements ReadableIndex {
  readonly #catalogue: string;
  readonly #readers = new Map<string, Promise<ReaderIndex>>();
  #inForce: ReaderIndex | undefined;
  #closed = false;

  constructor(catalogue: string) {
    super();
    this.#catalogue = catalogue;
  }

  /** Model of the index last asked. @throws INDEX_MISSING while there is none */
  get modelKey(): string {
    if (!this.#inForce) throw new TongkuanError('INDEX_MISSING');
    return this.#inForce.modelKey;
  }

  /** The index that answers queries of this model; absent: the one in force. @throws INDEX_MISSING, MODEL_MISMATCH */
  async ofModel(modelKey?: string): Promise<ReaderIndex> {
    const inForce = await this.#current();
    if (modelKey === undefined) return inForce;
    await inForce.generation(); // so that its model is known
    if (inForce.modelKey === modelKey) return inForce;
    return this.#reader(basename(await folderAnswering(this.#catalogue, modelKey)));
  }

  /** Changes whenever there is something new to see. @throws INDEX_MISSING, INDEX_BROKEN */
  async generation(): Promise<string> {
    return (await this.#current()).generation();
  }

  protected override async ask<T>(question: (answering: Answering) => T | Promise<T>): Promise<T> {
    return question(await this.#current());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#closeAllBut([]);
  }

  /** The index in force. Looks at the file that names it each time: some twenty bytes, and a switch counts at once. */
  async #current(): Promise<ReaderIndex> {
    if (this.#closed) throw new TongkuanError('INDEX_MISSING', { reason: 'closed' });
    const names = await this.#serving();
    const [name = ''] = names;
    const known = this.#readers.has(name);
    this.#inForce = await this.#reader(name);
    if (!known) await this.#closeAllBut(names);
    return this.#inForce;
  }

  async #serving(): Promise<string[]> {
    const names = await servingNames(this.#catalogue);
    if (!this.#inForce || this.#readers.has(names[0] ?? '')) return names;
    await sleep(REPLACING_MS);
    return servingNames(this.#catalogue);
  }

  #reader(name: string): Promise<ReaderIndex> {
    const there = this.#readers.get(name);
    if (there) return there;
    const opening = watchIndex(join(this.#catalogue, name));
    this.#readers.set(name, opening);
    opening.catch(() => this.#readers.delete(name));
    return opening;
  }

  async #closeAllBut(names: readonly string[]): Promise<void> {
    for (const [name, reader] of this.#readers) {
      if (names.includes(name)) continue;
      this.#readers.delete(name);
      await (await reader).close();
    }
  }
}
