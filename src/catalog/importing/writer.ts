/** Collects prepared products into batches, writes each down in the journal and then into the index, and counts them. */
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import type { ImportJournal } from './journal.ts';
import type { Prepared } from './prepare.ts';
import { type ImportReport, noteRemark, noteSkipped } from './report.ts';
import { wordsOf } from './report-words.ts';
import type { StageClock } from './stages.ts';

/** Most documents a write holds. */
export const BATCH = 256;
/** Longest a prepared document waits for its batch to fill: slow pictures must not be lost by a kill. */
const FLUSH_AFTER_MS = 5_000;

interface Waiting {
  readonly document: IndexDocument;
  readonly isNew: boolean;
}

export class BatchWriter {
  readonly #index: VectorIndex;
  readonly #journal: ImportJournal;
  readonly #report: ImportReport;
  readonly #clock: StageClock;
  readonly #most: number;
  /** Products that were added or changed, by this run or the interrupted one before. */
  readonly written: string[] = [];
  #batch: Waiting[] = [];
  #flushedAt = performance.now();

  constructor(index: VectorIndex, journal: ImportJournal, report: ImportReport, clock: StageClock, most = BATCH) {
    this.#index = index;
    this.#journal = journal;
    this.#report = report;
    this.#clock = clock;
    this.#most = most;
  }

  get waiting(): number {
    return this.#batch.length;
  }

  async take(prepared: Prepared): Promise<void> {
    const { line, id } = prepared;
    if (prepared.kind === 'unchanged') this.#countUnchanged(id);
    if (prepared.kind === 'skipped') noteSkipped(this.#report, line, id, prepared.error);
    if (prepared.kind === 'document') {
      this.#report.embedded += prepared.embedded;
      this.#report.lostPictures += prepared.lost.length;
      for (const { picture, error } of prepared.lost)
        noteRemark(this.#report, {
          line,
          id,
          remark: `picture ${picture} left out: ${error.code} ${wordsOf(error.code, error.details)}`,
        });
      this.#batch.push({ document: prepared.document, isNew: prepared.isNew || this.#wasAdded(id) });
    }
    const isDue = performance.now() - this.#flushedAt > FLUSH_AFTER_MS;
    if (this.#batch.length >= this.#most || (isDue && this.#batch.length > 0)) await this.flush();
  }

  /** Readers of the index see the batch whole or not at all. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#flushedAt = performance.now();
    if (batch.length === 0) return;
    const ids = (isNew: boolean) =>
      batch.filter((each) => each.isNew === isNew).map(({ document }) => document.product.id);
    await this.#clock.measure('write', async () => {
      await this.#journal.writing(ids(true), ids(false));
      await this.#index.upsert(batch.map(({ document }) => document));
    });
    this.written.push(...ids(true), ...ids(false));
    this.#report.added += ids(true).length;
    this.#report.changed += ids(false).length;
  }

  /** What the interrupted run before this one did is counted as if it had not been interrupted. */
  #countUnchanged(id: string): void {
    const { unfinished } = this.#journal;
    const what = this.#wasAdded(id) ? 'added' : unfinished?.changed.has(id) ? 'changed' : 'unchanged';
    this.#report[what]++;
    if (what === 'unchanged') return;
    this.#report.resumed++;
    this.written.push(id);
  }

  #wasAdded(id: string): boolean {
    return this.#journal.unfinished?.added.has(id) ?? false;
  }
}
