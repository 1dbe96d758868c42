/**
 * Feed → index. Rows stream through four steps: read the record, compare its hash with the index, prepare the document
 * (picture, embedding; several at once), write in batches. A kill loses what was not yet written, nothing else: the next
 * run finds the hashes of what was.
 */
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import type { Feed } from '../feed/feed.ts';
import { type CheckedRow, checkedRows } from './checked-rows.ts';
import { grouped, mapOrdered } from './ordered.ts';
import { type ComparedRow, type PrepareContext, type Prepared, prepare } from './prepare.ts';
import { doneOf, type ImportReport, newReport, noteSkipped } from './report.ts';

/** Most documents a write holds. */
const BATCH = 256;
/** Longest a prepared document waits for its batch to fill: slow pictures must not be lost by a kill. */
const FLUSH_AFTER_MS = 5_000;
/** Pictures in work at once: the cores stay busy while others are read or fetched. A decoded one takes up to 10 MB. */
const IN_FLIGHT = 8;

export interface ImportOptions extends PrepareContext {
  readonly feed: Feed;
  /** Reads only so many rows. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Brings what is in the feed into the index. Broken rows are reported; what breaks the import is thrown. */
export async function importFeed(options: ImportOptions): Promise<ImportReport> {
  const { feed, index, limit, signal, onProgress } = options;
  const startedAt = performance.now();
  const report = newReport();
  const rows = compared(grouped(checkedRows(feed, { report, limit, signal }), BATCH), index);
  const writer = new Writer(index, report);
  for await (const prepared of mapOrdered(rows, IN_FLIGHT, (row) => prepare(row, options))) {
    await writer.take(prepared);
    onProgress?.(doneOf(report) + writer.waiting);
  }
  await writer.flush();
  report.complete = !signal?.aborted;
  report.seconds = (performance.now() - startedAt) / 1000;
  report.skippedLines.sort((a, b) => a.line - b.line);
  return report;
}

async function* compared(groups: AsyncIterable<CheckedRow[]>, index: VectorIndex): AsyncGenerator<ComparedRow> {
  for await (const group of groups) {
    const hashes = await index.contentHashes(group.map(({ record }) => record.id));
    for (const row of group) yield { ...row, known: hashes.get(row.record.id) ?? null };
  }
}

/** Collects documents into batches; counts them once they are written. */
class Writer {
  readonly #index: VectorIndex;
  readonly #report: ImportReport;
  #batch: { document: IndexDocument; isNew: boolean }[] = [];
  #flushedAt = performance.now();

  constructor(index: VectorIndex, report: ImportReport) {
    this.#index = index;
    this.#report = report;
  }

  get waiting(): number {
    return this.#batch.length;
  }

  async take(prepared: Prepared): Promise<void> {
    if (prepared.kind === 'unchanged') this.#report.unchanged++;
    if (prepared.kind === 'skipped') noteSkipped(this.#report, prepared.line, prepared.id, prepared.error);
    if (prepared.kind === 'document') {
      if (prepared.embedded) this.#report.embedded++;
      this.#batch.push(prepared);
    }
    const isDue = performance.now() - this.#flushedAt > FLUSH_AFTER_MS;
    if (this.#batch.length >= BATCH || (isDue && this.#batch.length > 0)) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length > 0) await this.#index.upsert(batch.map(({ document }) => document));
    for (const { isNew } of batch) this.#report[isNew ? 'added' : 'changed']++;
    this.#flushedAt = performance.now();
  }
}
