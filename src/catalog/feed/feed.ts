/** Opens a feed of any kind: CSV, TSV or JSON lines, from a file or an address, or a folder of pictures. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { csvRows } from './csv.ts';
import { folderFeed, folderRows, pictureFiles } from './folder.ts';
import { type FeedFormat, formatOf, isHttpUrl } from './format.ts';
import { jsonlRows } from './jsonl.ts';
import { decodeText, splitLines } from './lines.ts';
import type { FeedRow } from './rows.ts';

const PICTURE_COLUMNS = ['id', 'image'];
const PRODUCT_COLUMNS = ['id', 'price', 'image', 'title'];

/** An opened feed. */
export interface Feed {
  readonly rows: AsyncIterable<FeedRow>;
  /** Folder or address that relative image paths start from. */
  readonly base: string;
  /** Rows to expect, for the time left; null when nobody knows. */
  readonly expected: number | null;
  /** Pictures without titles are fine: the feed is a folder. */
  readonly isFolder: boolean;
}

export interface FeedOptions {
  /** Where the name does not say it. */
  readonly format?: FeedFormat | undefined;
  readonly encoding?: string | undefined;
  /** Folder of the pictures when it is not the feed's own. */
  readonly pictures?: string | undefined;
  /** What a CSV leaves out is filled in later: an id and a picture are enough. */
  readonly completed?: boolean;
  /** Fetches a feed to a file; answers the file's path. */
  readonly download: (url: URL) => Promise<string>;
}

/** @throws FEED_UNREADABLE; reading the rows may throw FEED_COLUMN */
export async function openFeed(location: string, options: FeedOptions): Promise<Feed> {
  if (isHttpUrl(location)) return openRemote(new URL(location), options);
  const info = await stat(location).catch((cause: unknown) => {
    throw toTongkuanError(cause, 'FEED_UNREADABLE');
  });
  return info.isDirectory() ? openFolder(location, options) : openFile(location, options);
}

async function openRemote(url: URL, options: FeedOptions): Promise<Feed> {
  const format = options.format ?? formatOf(url.pathname);
  const file = await openFile(await options.download(url), { ...options, format });
  return { ...file, base: options.pictures ?? url.href };
}

async function openFile(path: string, options: FeedOptions): Promise<Feed> {
  const { format = formatOf(path), encoding, pictures, completed } = options;
  const lines = splitLines(decodeText(createReadStream(path), encoding));
  const columns = completed ? PICTURE_COLUMNS : PRODUCT_COLUMNS;
  return {
    rows: format === 'csv' ? csvRows(lines, (header) => needColumns(header, columns)) : jsonlRows(lines),
    base: pictures ?? dirname(resolve(path)),
    expected: (await countLines(path)) - (format === 'csv' ? 1 : 0),
    isFolder: false,
  };
}

async function openFolder(folder: string, { encoding, pictures }: FeedOptions): Promise<Feed> {
  const parts = folderFeed(folder);
  const feed = pictures ? { ...parts, pictures } : parts;
  const expected = feed.labels ? (await countLines(feed.labels)) - 1 : (await pictureFiles(feed.pictures)).length;
  return { rows: folderRows(feed, encoding), base: resolve(feed.pictures), expected, isFolder: true };
}

/** @throws FEED_COLUMN */
function needColumns(header: readonly string[], columns: readonly string[]): void {
  const names = header.map((name) => name.replace(/^title_(zh|en)$/, 'title'));
  for (const column of columns) {
    if (!names.includes(column)) throw new TongkuanError('FEED_COLUMN', { column });
  }
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  let last: number | undefined;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
    last = chunk.at(-1);
  }
  return last === undefined || last === 10 ? lines : lines + 1;
}
