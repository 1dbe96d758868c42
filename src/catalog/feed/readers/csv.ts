/** CSV and TSV feeds: the header names the columns, csv-parse reads the cells. */
import { parse } from 'csv-parse/sync';
import { TongkuanError } from '#core/errors.ts';
import { brokenRow, type FeedRow, isMisdecoded, LINE_TOO_LONG, MISDECODED } from '../rows.ts';
import { csvRecords } from './csv-records.ts';
import type { Line } from './lines.ts';

const DELIMITERS = [',', '\t', ';'] as const;

interface Header {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/**
 * Rows of a CSV feed; the delimiter is the commonest of comma, tab and semicolon in the header.
 * @param checkColumns is told the header, in lower case, and may refuse it
 * @throws FEED_COLUMN
 */
export async function* csvRows(
  lines: AsyncIterable<Line>,
  checkColumns: (columns: readonly string[]) => void = () => {},
): AsyncGenerator<FeedRow> {
  let header: Header | undefined;
  const isWhole = (text: string) => !header || cells(text, header.delimiter)?.length === header.columns.length;
  for await (const { line, text } of csvRecords(lines, isWhole)) {
    if (text === null) yield brokenRow(line, LINE_TOO_LONG);
    else if (header) yield readRow(line, text, header);
    else {
      header = readHeader(text);
      checkColumns(header.columns);
    }
  }
  if (!header) throw new TongkuanError('FEED_COLUMN', { what: 'the feed is empty' });
}

function readHeader(text: string): Header {
  const delimiter = delimiterOf(text);
  const names = cells(text, delimiter);
  if (!names || isMisdecoded(text)) throw new TongkuanError('FEED_COLUMN', { what: 'the header cannot be read' });
  const columns = columnNames(names);
  const twice = columns.find((name, i) => name !== '' && columns.indexOf(name) !== i);
  if (twice !== undefined) throw new TongkuanError('FEED_COLUMN', { what: 'a column is there twice', column: twice });
  return { delimiter, columns };
}

/** The names of a header's columns, as far as its first line tells them. */
export function headerColumns(text: string): string[] {
  return columnNames(cells(text, delimiterOf(text)) ?? []);
}

function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, other) => (count(other) > count(best) ? other : best));
}

function columnNames(cells: readonly string[]): string[] {
  return cells.map((name) => name.trim().toLowerCase());
}

function readRow(line: number, text: string, { delimiter, columns }: Header): FeedRow {
  if (isMisdecoded(text)) return brokenRow(line, MISDECODED);
  const values = cells(text, delimiter);
  if (!values) return brokenRow(line, 'the quotes do not match');
  if (values.length !== columns.length) {
    return brokenRow(line, `${values.length} columns where the header has ${columns.length}`);
  }
  return { line, values: Object.fromEntries(columns.map((name, i) => [name, values[i]])) };
}

/** The cells of one record, or undefined where its quoting is broken. */
function cells(text: string, delimiter: string): string[] | undefined {
  const plain = plainCells(text, delimiter);
  if (plain) return plain;
  try {
    const rows = parse(text, { delimiter, columns: false, relax_column_count: true, record_delimiter: '\r\n\r\n\r\n' });
    return rows.length === 1 ? (rows[0] as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The cells of a record whose quotes are as RFC 4180 wants them; null leaves it to the parser, which takes ten times as long. */
function plainCells(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter);
  const found: string[] = [];
  for (let from = 0; from <= text.length; ) {
    const end = text[from] === '"' ? afterQuotes(text, from) : nextOrEnd(text, delimiter, from);
    if (end > text.length || (end < text.length && text[end] !== delimiter)) return null;
    const cell = text.slice(from, end);
    if (cell[0] === '"') found.push(cell.slice(1, -1).replaceAll('""', '"'));
    else if (cell.includes('"')) return null;
    else found.push(cell);
    from = end + 1;
  }
  return found;
}

function nextOrEnd(text: string, delimiter: string, from: number): number {
  const at = text.indexOf(delimiter, from);
  return at < 0 ? text.length : at;
}

/** Where a quoted cell has ended; a quote that is doubled does not end it. Beyond the text where nothing ends it. */
function afterQuotes(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length + 1 : at + 1;
}
