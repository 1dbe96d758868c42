/**
 * The index, open for writing while it is used and a moment longer. zvec allows one writer: importers and the writers of other
 * endpoint processes get their turn when it is let go.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toTongkuanError } from '#core/errors.ts';
import type { VectorIndex } from '#search/vector-index.ts';
import { indexFolder, openForWriting, readModelKey } from '../catalogue.ts';

/** Requests come in bursts; an import waits two seconds for the lock. */
const IDLE_MS = 1000;
/** With others waiting, a burst is interrupted after so long… */
const HELD_MS = 4000;
/** …for at least so long: waiting writers look twenty times a second. */
const PAUSE_MS = 150;
/** How long another writer's turn is waited for. */
const WAIT_MS = 6000;
/** Each closing leaves a small file of vectors behind: after so many of them they are merged. */
const MERGE_AFTER = 20;

/** Whatever its model: deleting needs none. One that is not there yet is made for ours. @throws INDEX_BUSY, INDEX_BROKEN */
async function openAsItIs(catalogue: string, models: string): Promise<VectorIndex> {
  const { openIndex } = await import('#search/zvec.ts');
  try {
    return await openIndex(indexFolder(catalogue), { mode: 'write' });
  } catch (thrown) {
    if (toTongkuanError(thrown).code !== 'INDEX_MISSING') throw thrown;
    return openForWriting(catalogue, await readModelKey(models));
  }
}

export class HeldIndex {
  readonly #catalogue: string;
  readonly #models: string;
  #index: VectorIndex | undefined;
  #openedAt = 0;
  #closedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #closings = 0;

  constructor(catalogue: string, models: string) {
    this.#catalogue = catalogue;
    this.#models = models;
  }

  /** One call at a time. @throws INDEX_BUSY when another writer holds it for long, INDEX_BROKEN */
  async use<T>(job: (index: VectorIndex) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    const index = this.#index ?? (await this.#open());
    try {
      return await job(index);
    } finally {
      if (Date.now() - this.#openedAt > HELD_MS) await this.close();
    }
  }

  /** Closes it after a moment, unless it is used again. @param inTurn runs jobs one after another */
  closeSoon(inTurn: (job: () => Promise<void>) => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => inTurn(() => this.close()), IDLE_MS);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const index = this.#index;
    this.#index = undefined;
    if (!index) return;
    if (++this.#closings % MERGE_AFTER === 0) await index.optimise();
    await index.close();
    this.#closedAt = Date.now();
  }

  async #open(): Promise<VectorIndex> {
    const deadline = Date.now() + WAIT_MS;
    await sleep(Math.max(0, this.#closedAt + PAUSE_MS - Date.now()));
    for (;;) {
      try {
        this.#index = await openAsItIs(this.#catalogue, this.#models);
        this.#openedAt = Date.now();
        return this.#index;
      } catch (thrown) {
        if (toTongkuanError(thrown).code !== 'INDEX_BUSY' || Date.now() > deadline) throw thrown;
      }
    }
  }
}
