/**
 * Feed → index. Rows stream through: read the record, compare its hash with the index, prepare the document (read, decode,
 * detect, embed, store; several at once, only so many), write in batches. What left the feed is withdrawn at the end. A kill
 * at any moment costs what was in work: the next run finds the hashes of what was written, and the journal says whose it was.
 */
import type { VectorIndex } from '#search/vector-index.ts';
import type { Feed } from '../feed/feed.ts';
import { type CheckedRow, checkedRows, FeedIds } from './checked-rows.ts';
import { groupAlike } from './group-alike.ts';
import { type ImportJournal, listedElsewhere } from './journal.ts';
import { grouped, mapOrdered } from './ordered.ts';
import { type ComparedRow, type PrepareContext, prepare } from './prepare.ts';
import { doneOf, type ImportReport, newReport } from './report.ts';
import { semaphore } from './semaphore.ts';
import { inferenceShare, StageClock } from './stages.ts';
import type { VisionPool } from './vision-pool.ts';
import { withdrawGone } from './withdraw.ts';
import { BATCH, BatchWriter } from './writer.ts';

/** Products in work at once, most of them being read or fetched. */
const IN_FLIGHT = 24;
/** Decoded pictures in work at once, for each thread that looks at them: one it looks at, one ready, one being decoded. */
const DECODED_PER_LANE = 3;

export interface ImportOptions extends Pick<PrepareContext, 'pictures' | 'source' | 'refetch'> {
  readonly catalogue: string;
  readonly feed: Feed;
  readonly index: VectorIndex;
  readonly journal: ImportJournal;
  /** Name of the source, as the journal has it. */
  readonly sourceName: string;
  readonly pool: VisionPool;
  /** The feed does not list everything: nothing is withdrawn. */
  readonly partial: boolean;
  readonly allowShrink: boolean;
  /** Puts products together that look and read nearly the same. */
  readonly groupAlike: boolean;
  /** Most documents a write holds. */
  readonly batch?: number | undefined;
  /** Reads only so many rows. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how many products were looked at so far, and how many of them left out. */
  readonly onProgress?: ((done: number, failed: number) => void) | undefined;
}

/** Brings what is in the feed into the index. Broken rows are reported; what breaks the import is thrown. */
export async function importFeed(options: ImportOptions): Promise<ImportReport> {
  const { feed, index, journal, pool, limit, signal, onProgress } = options;
  const startedAt = performance.now();
  const [report, ids, clock] = [newReport(), new FeedIds(), new StageClock()];
  const context: PrepareContext = {
    ...options,
    clock,
    look: (picture, kinds) => pool.look(picture, kinds),
    inWork: semaphore(DECODED_PER_LANE * pool.lanes),
  };
  const rows = compared(grouped(checkedRows(feed, { report, ids, limit, signal }), BATCH), index);
  const writer = new BatchWriter(index, journal, report, clock, options.batch);
  for await (const prepared of mapOrdered(rows, IN_FLIGHT, (row) => prepare(row, context))) {
    await writer.take(prepared);
    onProgress?.(doneOf(report) + writer.waiting, report.skipped);
  }
  await writer.flush();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const threads = pool.isUsed ? pool.lanes : 0;
  report.timing = { stages: clock.seconds, threads, inferenceShare: inferenceShare(clock.seconds, threads, elapsed()) };
  report.complete = !signal?.aborted;
  if (report.complete) await conclude(options, report, ids, writer.written);
  report.seconds = elapsed();
  report.skippedLines.sort((a, b) => a.line - b.line);
  return report;
}

async function* compared(groups: AsyncIterable<CheckedRow[]>, index: VectorIndex): AsyncGenerator<ComparedRow> {
  for await (const group of groups) {
    const hashes = await index.contentHashes(group.map(({ record }) => record.id));
    for (const row of group) yield { ...row, known: hashes.get(row.record.id) ?? null };
  }
}

/** What is done once the whole feed was read. */
async function conclude(
  options: ImportOptions,
  report: ImportReport,
  ids: FeedIds,
  written: readonly string[],
): Promise<void> {
  const { index, journal, catalogue, sourceName, allowShrink } = options;
  const isWhole = !options.partial && options.limit === undefined;
  if (isWhole) {
    const elsewhere = (gone: ReadonlySet<string>) => listedElsewhere(catalogue, sourceName, gone);
    const isListed = (id: string) => ids.has(id);
    await withdrawGone({ index, journal, report, isListed, listedElsewhere: elsewhere, allowShrink });
  }
  if (options.groupAlike) report.grouped = await groupAlike(index, written);
  const { added, changed, unchanged, withdrawn, skipped } = report;
  const others = await membersBesides(options, ids, isWhole && !report.withheld);
  await journal.end([...ids.claimed(), ...others], { added, changed, unchanged, withdrawn, skipped });
}

/** Products of the source besides those imported: whose line cannot be imported; where nothing was withdrawn, all from before. */
async function membersBesides(options: ImportOptions, ids: FeedIds, isWhole: boolean): Promise<string[]> {
  const { index, journal, catalogue, sourceName } = options;
  const kept: string[] = [];
  for await (const id of journal.members ?? index.ids())
    if (!ids.isClaimed(id) && (ids.has(id) || !isWhole)) kept.push(id);
  if (journal.members) return kept;
  const elsewhere = await listedElsewhere(catalogue, sourceName, new Set(kept));
  return kept.filter((id) => !elsewhere.has(id));
}
