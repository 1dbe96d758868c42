/** JSON-lines feeds: one object a line; empty lines are passed over. */
import { brokenRow, type FeedRow, LINE_TOO_LONG } from '../rows.ts';
import { parseObject } from './json.ts';
import type { Line } from './lines.ts';

/** Rows of a JSON-lines feed. */
export async function* jsonlRows(lines: AsyncIterable<Line>): AsyncGenerator<FeedRow> {
  for await (const { number, text } of lines) {
    if (text === null) yield brokenRow(number, LINE_TOO_LONG);
    else if (text.trim() !== '') yield parseObject(number, text);
  }
}
