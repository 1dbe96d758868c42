/** An import from beginning to end: feed, index, models, progress, and what must be closed again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import { openForWriting, picturesFolder, readModelKey, successorOf, swapIn } from '../catalogue.ts';
import { openFeed } from '../feed/feed.ts';
import type { FeedFormat } from '../feed/format.ts';
import type { FeedRow } from '../feed/rows.ts';
import { fetchFile, type HttpOptions } from '../pictures/http.ts';
import { pictureSource } from '../pictures/source.ts';
import { stopSignal } from '../terminal.ts';
import { importFeed } from './importer.ts';
import { startProgress } from './progress.ts';
import type { ImportReport } from './report.ts';

/** Largest feed that is fetched, and how long that may take. */
const FEED_MAX_BYTES = 4_000_000_000;
const FEED_TIMEOUT_MS = 30 * 60_000;

export interface RunImportOptions {
  readonly feed: string;
  readonly catalogue: string;
  readonly models: string;
  /** Builds a new catalogue beside the old one and swaps it in at the end. */
  readonly replace?: boolean;
  /** With `replace`: goes on with what is already beside the catalogue. */
  readonly resume?: boolean;
  readonly refetch?: boolean;
  readonly allowPrivateHosts?: boolean;
  readonly format?: FeedFormat;
  readonly encoding?: string;
  readonly pictures?: string;
  readonly limit?: number;
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
    completed: options.editRow !== undefined,
    download: (url) => downloadFeed(url, scratch, http),
  });
  const vision = lazyVision(options.models);
  const index = await openForWriting(target, await readModelKey(options.models)).catch(explainMismatch);
  const progress = startProgress(
    options.limit ? Math.min(options.limit, feed.expected ?? options.limit) : feed.expected,
  );
  try {
    const report = await importFeed({
      ...options,
      feed: options.editRow ? { ...feed, rows: edited(feed.rows, options.editRow) } : feed,
      index,
      pictures: picturesFolder(target),
      source: pictureSource(feed.base, http),
      vision: vision.open,
      refetch: options.refetch ?? false,
      signal: stopSignal,
      onProgress: progress.update,
    });
    if (report.complete && report.added + report.changed > 0) await index.optimise();
    return report;
  } finally {
    progress.stop();
    await index.close();
    await vision.close();
  }
}

async function downloadFeed(url: URL, scratch: string, http: HttpOptions): Promise<string> {
  const path = join(scratch, basename(url.pathname) || 'feed');
  try {
    await fetchFile(url, path, FEED_MAX_BYTES, { ...http, timeoutMs: FEED_TIMEOUT_MS });
  } catch (thrown) {
    const { details, cause } = toTongkuanError(thrown);
    throw new TongkuanError('FEED_UNREADABLE', details, { cause });
  }
  return path;
}

/** Loads the models at the first picture that needs them; an import that changes nothing never does. */
export function lazyVision(models: string) {
  let opening: Promise<NodeVision> | undefined;
  return {
    open(): Promise<NodeVision> {
      opening ??= import('#vision/node/vision.ts').then(({ openNodeVision }) => openNodeVision(models));
      return opening;
    },
    async close(): Promise<void> {
      await opening?.then((vision) => vision.close()).catch(() => {});
    },
  };
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
