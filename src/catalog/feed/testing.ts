/** Helpers of this folder's tests: feeds written down as text. */

import type { FeedFormat } from './format.ts';
import { type ReadOptions, readerOf } from './read.ts';
import type { FeedRow } from './rows.ts';

/** All rows of a feed. */
export async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** Bytes in pieces of `size`. */
export async function* inPieces(content: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Rows of a feed of this format. */
export function rowsOf(format: FeedFormat, content: string | Uint8Array, options: Partial<ReadOptions> = {}, size = 7) {
  return collect(readerOf(format, { encoding: 'utf-8', shop: null, ...options })(inPieces(content, size)));
}

/** Lines of rows, each with its id or with what is wrong. */
export function told(rows: readonly FeedRow[]): [line: number, what: unknown][] {
  return rows.map((row) => [row.line, 'values' in row ? row.values.id : (row.error.details.what ?? row.error.code)]);
}
