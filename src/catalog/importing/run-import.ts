/** An import from beginning to end: feed, index, models, journal, progress, and what must be closed again. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInTurn, picturesFolder, readModelKey, successorOf, swapIn } from '../catalogue.ts';
import { type Feed, openFeed } from '../feed/feed.ts';
import { type FeedFormat, isHttpUrl } from '../feed/format.ts';
import { readMapping } from '../feed/mapping.ts';
import type { FeedRow } from '../feed/rows.ts';
import { Etags } from '../pictures/etags.ts';
import type { HttpOptions } from '../pictures/http.ts';
import { pictureSource } from '../pictures/source.ts';
import { say, stopSignal } from '../terminal.ts';
import { importFeed } from './importer.ts';
import { ImportJournal, MAIN_SOURCE } from './journal.ts';
import { startProgress } from './progress.ts';
import { startProgressFile, writeProgress } from './progress-file.ts';
import { RemoteFeed } from './remote-feed.ts';
import { doneOf, type ImportReport } from './report.ts';
import { takeOver } from './take-over.ts';
import { VisionPool } from './vision-pool.ts';

const WAITING = 'Another process is writing to this catalogue: waiting for its turn to end.';

export interface RunImportOptions {
  readonly feed: string;
  readonly catalogue: string;
  readonly models: string;
  /** Name of where the feed comes from: what leaves a feed is withdrawn among products of its source only. */
  readonly source?: string;
  /** The feed does not list everything there is: nothing is withdrawn. */
  readonly partial?: boolean;
  /** Withdraws however many products left the feed. */
  readonly allowShrink?: boolean;
  /** Puts products together that look and read nearly the same. */
  readonly groupAlike?: boolean;
  /** Builds a new catalogue beside the old one and swaps it in at the end. */
  readonly replace?: boolean;
  /** With `replace`: goes on with what is already beside the catalogue. */
  readonly resume?: boolean;
  readonly refetch?: boolean;
  readonly allowPrivateHosts?: boolean;
  readonly format?: FeedFormat;
  readonly encoding?: string;
  /** The mapping file. */
  readonly map?: string;
  /** Currency of prices that name none. */
  readonly currency?: string;
  readonly pictures?: string;
  readonly limit?: number;
  /** Threads that look at pictures; one a core when absent. */
  readonly cores?: number;
  /** Most documents a write holds; for tests. */
  readonly batch?: number;
  /** Threads within one run of a model, for measurements. */
  readonly threadsPerRun?: number;
  /** Told how many products were looked at so far. */
  readonly onProgress?: (done: number) => void;
  /** Completes rows before they are read, or leaves them out with null. */
  readonly editRow?: (row: FeedRow) => FeedRow | null;
}

/** @throws FEED_*, MODEL_*, INDEX_BUSY */
export async function runImport(options: RunImportOptions): Promise<ImportReport> {
  const target = options.replace ? successorOf(options.catalogue) : options.catalogue;
  if (options.replace && !options.resume) await rm(target, { recursive: true, force: true });
  const scratch = await mkdtemp(join(tmpdir(), 'tongkuan-import-'));
  try {
    const report = await importInto(target, scratch, options);
    if (options.replace && report.complete) await swapIn(options.catalogue);
    return report;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function importInto(target: string, scratch: string, options: RunImportOptions): Promise<ImportReport> {
  const http: HttpOptions = { allowPrivateHosts: options.allowPrivateHosts ?? false, signal: stopSignal };
  const mapping = options.map === undefined ? undefined : await readMapping(options.map);
  const modelKey = await readModelKey(options.models);
  const remote = new RemoteFeed(target, options, modelKey);
  const fetched = isHttpUrl(options.feed) ? await remote.fetch(new URL(options.feed), scratch, http) : null;
  if (fetched !== null && typeof fetched !== 'string') {
    await writeProgress(target, false, { done: doneOf(fetched), total: doneOf(fetched), failed: 0 });
    return fetched;
  }
  const feed = await openFeed(options.feed, {
    ...options,
    mapping,
    completed: options.editRow !== undefined,
    download: async () => fetched ?? '',
  });
  const report = await importOpenFeed({ target, feed, http, modelKey }, options);
  await remote.remember(report, feed.isTimed());
  return report;
}

async function importOpenFeed(
  { modelKey, ...opened }: Pick<Opened, 'target' | 'feed' | 'http'> & { readonly modelKey: string },
  options: RunImportOptions,
): Promise<ImportReport> {
  const index = await openInTurn(opened.target, modelKey, () => say(WAITING));
  try {
    const sourceName = options.source ?? MAIN_SOURCE;
    const journal = await ImportJournal.begin(opened.target, sourceName, options.feed, modelKey);
    try {
      return await importOpened({ ...opened, index, journal, sourceName }, options);
    } finally {
      await journal.close();
    }
  } finally {
    await index.close();
  }
}

interface Opened {
  readonly target: string;
  readonly feed: Feed;
  readonly http: HttpOptions;
  readonly index: Awaited<ReturnType<typeof openInTurn>>;
  readonly journal: ImportJournal;
  readonly sourceName: string;
}

async function importOpened(
  { target, feed, http, ...opened }: Opened,
  options: RunImportOptions,
): Promise<ImportReport> {
  const { limit, editRow } = options;
  const pool = new VisionPool(options.models, { lanes: options.cores, threads: options.threadsPerRun });
  const etags = new Etags(target);
  const expected = limit ? Math.min(limit, feed.expected ?? limit) : feed.expected;
  const progress = startProgress(expected);
  // a successor is not served yet: who watches looks at the catalogue it will replace
  const file = startProgressFile(existsSync(options.catalogue) ? options.catalogue : target, expected);
  try {
    const report = await importFeed({
      ...opened,
      limit,
      batch: options.batch,
      catalogue: target,
      feed: editRow ? { ...feed, rows: edited(feed.rows, editRow) } : feed,
      pictures: picturesFolder(target),
      source: pictureSource(feed.base, http, etags),
      pool,
      refetch: options.refetch ?? false,
      partial: options.partial ?? false,
      allowShrink: options.allowShrink ?? false,
      groupAlike: options.groupAlike ?? false,
      signal: stopSignal,
      onProgress(done, failed) {
        progress.update(done);
        file.update({ done, failed });
        options.onProgress?.(done);
      },
    });
    const done = doneOf(report);
    file.update({ done, failed: report.skipped, ...(report.complete ? { total: done } : {}) });
    if (report.complete && report.added + report.changed + report.withdrawn > 0) await opened.index.optimise();
    if (report.complete) await takeOver(target, opened.index);
    return report;
  } finally {
    progress.stop();
    await file.end();
    await etags.flush();
    await pool.close();
  }
}

async function* edited(rows: AsyncIterable<FeedRow>, edit: (row: FeedRow) => FeedRow | null): AsyncGenerator<FeedRow> {
  for await (const row of rows) {
    const changed = edit(row);
    if (changed) yield changed;
  }
}
