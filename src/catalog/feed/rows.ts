/** What every reader of a feed gives: rows with the line they start in, good or broken. */
import { TongkuanError } from '#core/errors.ts';

/** Values by column; those of CSV are strings, those of XML strings, lists and objects, those of JSON anything. */
export type RowValues = Readonly<Record<string, unknown>>;

export interface GoodRow {
  readonly line: number;
  readonly values: RowValues;
  /** What the feed wrote, where `values` was made of it: a mapping may want more than the dialect took. */
  readonly source?: RowValues;
}

export type FeedRow = GoodRow | { readonly line: number; readonly error: TongkuanError };

/** A row that cannot be used, with the reason in words. */
export function brokenRow(line: number, what: string): FeedRow {
  return { line, error: new TongkuanError('FEED_LINE', { what }) };
}

/** U+FFFD is what a decoder writes where bytes are not text of the encoding. */
export function isMisdecoded(text: string): boolean {
  return text.includes('\uFFFD');
}

export const MISDECODED =
  'not UTF-8 text: save the feed as UTF-8, or name its encoding with --encoding (such as gb18030)';
export const LINE_TOO_LONG = 'the line is longer than 1 MB';
