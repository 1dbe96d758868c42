/**
 * Cuts lines of a CSV feed into records, which may span lines inside quotes. Done here and not by csv-parse, so that each
 * record has its line number and a forgotten quote costs one line, not the rest of the file.
 */
import { LINE_MAX_BYTES, type Line } from './lines.ts';

/** Most lines one quoted record may span: beyond it, a quote was forgotten. */
const RECORD_MAX_LINES = 200;

/** A record and the line it starts in; `text` is null for a line that is too long. */
export interface CsvRecord {
  readonly line: number;
  readonly text: string | null;
}

/** Joins lines while a quote is open. Where the joined text is not `whole`, the first line stands alone. */
export async function* csvRecords(
  lines: AsyncIterable<Line>,
  isWhole: (text: string) => boolean,
): AsyncGenerator<CsvRecord> {
  const open: Line[] = [];
  for await (const line of lines) {
    open.push(line);
    yield* drain(open, isWhole, false);
  }
  yield* drain(open, isWhole, true);
}

function* drain(open: Line[], isWhole: (text: string) => boolean, atEnd: boolean): Generator<CsvRecord> {
  for (let count = firstRecord(open, isWhole, atEnd); count > 0; count = firstRecord(open, isWhole, atEnd)) {
    const [first, ...others] = open.splice(0, count) as [Line, ...Line[]];
    const text = first.text === null ? null : [first, ...others].map((line) => line.text).join('\n');
    if (text === null || text.trim() !== '') yield { line: first.number, text };
  }
}

/** How many lines the first record of `open` spans; 0 while that is not known yet. */
function firstRecord(open: readonly Line[], isWhole: (text: string) => boolean, atEnd: boolean): number {
  let joined = '';
  for (const [i, { text }] of open.entries()) {
    if (text === null || joined.length > LINE_MAX_BYTES) return 1;
    joined += i === 0 ? text : `\n${text}`;
    if (!hasOpenQuote(joined)) return i === 0 || isWhole(joined) ? i + 1 : 1;
  }
  return open.length > 0 && (atEnd || open.length >= RECORD_MAX_LINES) ? 1 : 0;
}

function hasOpenQuote(text: string): boolean {
  let open = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) open = !open;
  return open;
}
