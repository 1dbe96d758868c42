/** Rows of a feed → records that can be imported; what is wrong with the others goes into the report. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Feed } from '../feed/feed.ts';
import { type FeedRecord, readRecord, unknownColumns } from '../feed/record.ts';
import type { FeedRow, RowValues } from '../feed/rows.ts';
import { type ImportReport, noteRemark, noteSkipped } from './report.ts';

/** A record and the line of the feed it comes from. */
export interface CheckedRow {
  readonly line: number;
  readonly record: FeedRecord;
}

/** Ids a feed names. The one thing that grows with the feed: about 100 bytes a product. */
export class FeedIds {
  readonly #lineOfId = new Map<string, number>();
  readonly #skipped = new Set<string>();

  /** Ids are unique within a feed: otherwise two lines would overwrite each other at every import. @throws FEED_LINE */
  claim(id: string, line: number): void {
    const first = this.#lineOfId.get(id);
    if (first !== undefined) throw new TongkuanError('FEED_LINE', { column: 'id', what: `already in line ${first}` });
    this.#lineOfId.set(id, line);
  }

  /** Of a line that cannot be imported. */
  mention(id: string): void {
    this.#skipped.add(id);
  }

  has(id: string): boolean {
    return this.#lineOfId.has(id) || this.#skipped.has(id);
  }

  isClaimed(id: string): boolean {
    return this.#lineOfId.has(id);
  }

  /** Ids of lines that can be imported. */
  claimed(): Iterable<string> {
    return this.#lineOfId.keys();
  }
}

interface Context {
  readonly report: ImportReport;
  readonly ids: FeedIds;
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @throws FEED_UNREADABLE, FEED_COLUMN */
export async function* checkedRows(feed: Feed, { report, ids, limit, signal }: Context): AsyncGenerator<CheckedRow> {
  let rows = 0;
  for await (const row of readable(feed.rows)) {
    if (signal?.aborted || (limit !== undefined && rows >= limit)) return;
    if (rows === 0 && 'values' in row && !feed.isFolder) report.unknownColumns.push(...unknownColumns(row.values));
    rows++;
    const checked = check(row, feed, ids, report);
    if (checked) yield checked;
  }
}

async function* readable(rows: AsyncIterable<FeedRow>): AsyncGenerator<FeedRow> {
  try {
    yield* rows;
  } catch (error) {
    throw toTongkuanError(error, 'FEED_UNREADABLE');
  }
}

function check(row: FeedRow, feed: Feed, ids: FeedIds, report: ImportReport): CheckedRow | null {
  const { line } = row;
  try {
    if ('error' in row) throw row.error;
    const { record, remarks } = readRecord(row.values, { currency: feed.currency });
    if (!feed.isFolder && record.title === null)
      throw new TongkuanError('FEED_LINE', { column: 'title', what: 'missing' });
    if (!feed.isFolder && isBlank(row.values.price))
      throw new TongkuanError('FEED_LINE', { column: 'price', what: 'missing' });
    ids.claim(record.id, line);
    for (const remark of remarks) noteRemark(report, { line, id: record.id, remark });
    return { line, record };
  } catch (error) {
    const id = 'values' in row ? idIn(row.values) : null;
    if (id === null) report.linesWithoutId++;
    else ids.mention(id);
    noteSkipped(report, line, id, toTongkuanError(error, 'FEED_LINE'));
    return null;
  }
}

function idIn(values: RowValues): string | null {
  return isBlank(values.id) ? null : String(values.id).normalize('NFC').trim().slice(0, 128);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === '';
}
