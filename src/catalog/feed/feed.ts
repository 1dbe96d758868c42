/** Opens a feed of any kind, from a file or an address, or a folder of pictures. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { folderFeed, folderRows, pictureFiles } from './folder.ts';
import { type FeedFormat, formatOf, isHttpUrl } from './format.ts';
import type { Mapping } from './mapping.ts';
import { readerOf } from './read.ts';
import { HEAD_BYTES, isCompressed, plainBytes, splitHead } from './readers/bytes.ts';
import { decodeHead, encodingOf } from './readers/text.ts';
import type { FeedRow } from './rows.ts';

/** An opened feed. */
export interface Feed {
  readonly rows: AsyncIterable<FeedRow>;
  /** Folder or address that relative image paths start from. */
  readonly base: string;
  /** Rows to expect, for the time left; null when nobody knows. */
  readonly expected: number | null;
  /** Pictures without titles are fine: the feed is a folder. */
  readonly isFolder: boolean;
  /** Currency of prices that name none. */
  readonly currency?: string | undefined;
  /** True when a row read so far holds a sale that begins or ends: the same feed may mean other prices tomorrow. */
  readonly isTimed: () => boolean;
}

export interface FeedOptions {
  /** Where the feed's first bytes do not say it. */
  readonly format?: FeedFormat | undefined;
  readonly encoding?: string | undefined;
  /** Folder of the pictures when it is not the feed's own. */
  readonly pictures?: string | undefined;
  /** Which of the feed's columns fill ours, where their names do not say it. */
  readonly mapping?: Mapping | undefined;
  readonly currency?: string | undefined;
  /** What a CSV leaves out is filled in later: an id and a picture are enough. */
  readonly completed?: boolean;
  /** Fetches a feed to a file; answers the file's path. */
  readonly download: (url: URL) => Promise<string>;
}

/** @throws FEED_UNREADABLE; reading the rows may throw it, too, and FEED_COLUMN */
export async function openFeed(location: string, options: FeedOptions): Promise<Feed> {
  if (isHttpUrl(location)) return openRemote(new URL(location), options);
  const info = await stat(location).catch((cause: unknown) => {
    throw toTongkuanError(cause, 'FEED_UNREADABLE');
  });
  return info.isDirectory() ? openFolder(location, options) : openFile(location, location, null, options);
}

async function openRemote(url: URL, options: FeedOptions): Promise<Feed> {
  const feed = await openFile(await options.download(url), url.pathname, url, options);
  return { ...feed, base: options.pictures ?? url.href };
}

/** @param name what the feed is called where it comes from; @param url where that is an address */
async function openFile(path: string, name: string, url: URL | null, options: FeedOptions): Promise<Feed> {
  const { head, isPacked } = await readHead(path, name);
  const encoding = encodingOf(head, options.encoding);
  const format = options.format ?? formatOf(decodeHead(head, encoding), name);
  let isTimed = false;
  const onTimed = () => {
    isTimed = true;
  };
  const read = readerOf(format, { ...options, encoding, shop: url, onTimed });
  return {
    rows: { [Symbol.asyncIterator]: () => read(plainBytes(createReadStream(path), name)) },
    base: options.pictures ?? dirname(resolve(path)),
    expected: isPacked ? null : await expectedRows(path, format),
    isFolder: false,
    currency: options.currency,
    isTimed: () => isTimed,
  };
}

/** The first bytes, unpacked, and whether they had to be. */
async function readHead(path: string, name: string): Promise<{ head: Uint8Array; isPacked: boolean }> {
  const packed = await splitHead(createReadStream(path, { end: HEAD_BYTES - 1 }), 8);
  await packed.rest.return(undefined);
  const plain = await splitHead(plainBytes(createReadStream(path), name), HEAD_BYTES);
  await plain.rest.return(undefined);
  return { head: plain.head, isPacked: isCompressed(packed.head, name) };
}

async function openFolder(folder: string, { encoding, pictures, currency }: FeedOptions): Promise<Feed> {
  const parts = folderFeed(folder);
  const feed = pictures ? { ...parts, pictures } : parts;
  const expected = feed.labels ? (await countLines(feed.labels)) - 1 : (await pictureFiles(feed.pictures)).length;
  return {
    rows: folderRows(feed, encoding),
    base: resolve(feed.pictures),
    expected,
    isFolder: true,
    currency,
    isTimed: () => false,
  };
}

async function expectedRows(path: string, format: FeedFormat): Promise<number | null> {
  if (format === 'csv') return (await countLines(path)) - 1;
  return format === 'jsonl' ? countLines(path) : null;
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
