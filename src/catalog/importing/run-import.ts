/** An import from beginning to end: feed, index, models, journal, progress, and what must be closed again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { openForWriting, picturesFolder, readModelKey, successorOf, swapIn } from '../catalogue.ts';
import { type Feed, openFeed } from '../feed/feed.ts';
import type { FeedFormat } from '../feed/format.ts';
import { readMapping } from '../feed/mapping.ts';
import type { FeedRow } from '../feed/rows.ts';
import { fetchFile, type HttpOptions } from '../pictures/http.ts';
import { pictureSource } from '../pictures/source.ts';
import { stopSignal } from '../terminal.ts';
import { importFeed } from './importer.ts';
import { ImportJournal, MAIN_SOURCE } from './journal.ts';
import { startProgress } from './progress.ts';
import type { ImportReport } from './report.ts';
import { VisionPool } from './vision-pool.ts';

/** Largest feed that is fetched, and how long that may take. */
const FEED_MAX_BYTES = 10_000_000_000;
const FEED_TIMEOUT_MS = 2 * 60 * 60_000;

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

/** @throws FEED_*, MODEL_*, INDEX_BUSY, MODEL_MISMATCH */
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
  const feed = await openFeed(options.feed, {
    ...options,
    mapping: options.map === undefined ? undefined : await readMapping(options.map),
    completed: options.editRow !== undefined,
    download: (url) => downloadFeed(url, scratch, http),
  });
  const modelKey = await readModelKey(options.models);
  const index = await openForWriting(target, modelKey).catch(explainMismatch);
  try {
    const sourceName = options.source ?? MAIN_SOURCE;
    const journal = await ImportJournal.begin(target, sourceName, options.feed, modelKey);
    try {
      return await importOpened({ target, feed, http, index, journal, sourceName }, options);
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
  readonly index: Awaited<ReturnType<typeof openForWriting>>;
  readonly journal: ImportJournal;
  readonly sourceName: string;
}

async function importOpened(
  { target, feed, http, ...opened }: Opened,
  options: RunImportOptions,
): Promise<ImportReport> {
  const { limit, editRow } = options;
  const pool = new VisionPool(options.models, { lanes: options.cores, threads: options.threadsPerRun });
  const progress = startProgress(limit ? Math.min(limit, feed.expected ?? limit) : feed.expected);
  try {
    const report = await importFeed({
      ...opened,
      limit,
      batch: options.batch,
      catalogue: target,
      feed: editRow ? { ...feed, rows: edited(feed.rows, editRow) } : feed,
      pictures: picturesFolder(target),
      source: pictureSource(feed.base, http),
      pool,
      refetch: options.refetch ?? false,
      partial: options.partial ?? false,
      allowShrink: options.allowShrink ?? false,
      signal: stopSignal,
      onProgress(done) {
        progress.update(done);
        options.onProgress?.(done);
      },
    });
    if (report.complete && report.added + report.changed + report.withdrawn > 0) await opened.index.optimise();
    return report;
  } finally {
    progress.stop();
    await pool.close();
  }
}

async function downloadFeed(url: URL, scratch: string, http: HttpOptions): Promise<string> {
  const path = join(scratch, basename(url.pathname) || 'feed');
  try {
    await fetchFile({ url, maxBytes: FEED_MAX_BYTES }, path, { ...http, timeoutMs: FEED_TIMEOUT_MS });
  } catch (thrown) {
    const { details, cause } = toTongkuanError(thrown);
    throw new TongkuanError('FEED_UNREADABLE', details, { cause });
  }
  return path;
}

async function* edited(rows: AsyncIterable<FeedRow>, edit: (row: FeedRow) => FeedRow | null): AsyncGenerator<FeedRow> {
  for await (const row of rows) {
    const changed = edit(row);
    if (changed) yield changed;
  }
}

function explainMismatch(thrown: unknown): never {
  const error = toTongkuanError(thrown);
  if (error.code !== 'MODEL_MISMATCH') throw error;
  throw new TongkuanError('MODEL_MISMATCH', { ...error.details, help: 'import with --replace to build it anew' });
}
