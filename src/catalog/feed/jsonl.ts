/** JSON-lines feeds: one object a line; empty lines are passed over. */
import type { Line } from './lines.ts';
import { brokenRow, type FeedRow, isMisdecoded, LINE_TOO_LONG, MISDECODED, type RowValues } from './rows.ts';

/** Rows of a JSON-lines feed. */
export async function* jsonlRows(lines: AsyncIterable<Line>): AsyncGenerator<FeedRow> {
  for await (const { number, text } of lines) {
    if (text === null) yield brokenRow(number, LINE_TOO_LONG);
    else if (text.trim() !== '') yield parseLine(number, text);
  }
}

function parseLine(line: number, text: string): FeedRow {
  if (isMisdecoded(text)) return brokenRow(line, MISDECODED);
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { line, values: values as RowValues };
    }
    return brokenRow(line, 'not a JSON object');
  } catch (error) {
    return brokenRow(line, `not JSON: ${(error as Error).message}`);
  }
}
