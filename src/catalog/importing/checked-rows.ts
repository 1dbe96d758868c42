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

interface Context {
  readonly report: ImportReport;
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @throws FEED_UNREADABLE, FEED_COLUMN */
export async function* checkedRows(feed: Feed, { report, limit, signal }: Context): AsyncGenerator<CheckedRow> {
  // The one thing that grows with the feed: about 100 bytes a product.
  const lineOfId = new Map<string, number>();
  let rows = 0;
  for await (const row of readable(feed.rows)) {
    if (signal?.aborted || (limit !== undefined && rows >= limit)) return;
    if (rows === 0 && 'values' in row && !feed.isFolder) report.unknownColumns.push(...unknownColumns(row.values));
    rows++;
    const checked = check(row, feed, lineOfId, report);
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

function check(row: FeedRow, feed: Feed, lineOfId: Map<string, number>, report: ImportReport): CheckedRow | null {
  const { line } = row;
  try {
    if ('error' in row) throw row.error;
    const { record, remarks } = readRecord(row.values, { currency: feed.currency });
    if (!feed.isFolder && record.title === null)
      throw new TongkuanError('FEED_LINE', { column: 'title', what: 'missing' });
    if (!feed.isFolder && isBlank(row.values.price))
      throw new TongkuanError('FEED_LINE', { column: 'price', what: 'missing' });
    rememberId(record.id, line, lineOfId);
    for (const remark of remarks) noteRemark(report, { line, id: record.id, remark });
    return { line, record };
  } catch (error) {
    noteSkipped(report, line, 'values' in row ? idIn(row.values) : null, toTongkuanError(error, 'FEED_LINE'));
    return null;
  }
}

/** Ids are unique within a feed: otherwise two lines would overwrite each other at every import. */
function rememberId(id: string, line: number, lineOfId: Map<string, number>): void {
  const first = lineOfId.get(id);
  if (first !== undefined) throw new TongkuanError('FEED_LINE', { column: 'id', what: `already in line ${first}` });
  lineOfId.set(id, line);
}

function idIn(values: RowValues): string | null {
  return typeof values.id === 'string' ? values.id.slice(0, 128) : null;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || String(value).trim() === '';
}
