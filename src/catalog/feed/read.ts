/** Bytes of a feed → rows under our names: a reader for its format, a dialect where it has one, then the mapping. */
import { TongkuanError } from '#core/errors.ts';
import type { FeedFormat } from './format.ts';
import { type Mapping, mapped, missingColumn } from './mapping.ts';
import { columnOf, withOurNames } from './names.ts';
import { csvRows } from './readers/csv.ts';
import { jsonRows } from './readers/json.ts';
import { jsonlRows } from './readers/jsonl.ts';
import { splitLines } from './readers/lines.ts';
import { decodeText } from './readers/text.ts';
import { xmlRows } from './readers/xml.ts';
import type { FeedRow } from './rows.ts';
import { needShopifyColumns, shopifyCsvRows } from './shopify/csv.ts';
import { shopifyJsonRows } from './shopify/json.ts';

const PICTURE_COLUMNS = ['id', 'image'];
const PRODUCT_COLUMNS = ['id', 'price', 'image', 'title'];

/** Columns of which any will do. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  title: ['title', 'title_zh', 'title_en'],
  image: ['image', 'images'],
};

export interface ReadOptions {
  readonly encoding: string;
  readonly mapping?: Mapping | undefined;
  /** An id and a picture are enough. */
  readonly completed?: boolean;
  /** Address of the feed, where it has one. */
  readonly shop: URL | null;
  /** Told of a row with a sale that begins or ends. */
  readonly onTimed?: () => void;
}

/** What reads a feed of this format. Its rows may end with FEED_COLUMN or FEED_UNREADABLE. */
export function readerOf(format: FeedFormat, options: ReadOptions) {
  return async function* read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FeedRow> {
    const text = decodeText(bytes, options.encoding);
    for await (const row of rowsOf(format, text, options)) {
      const ours = named(row, options.mapping);
      if ('values' in ours && ours.values.sale_price_effective_date) options.onTimed?.();
      yield ours;
    }
  };
}

function rowsOf(format: FeedFormat, text: AsyncIterable<string>, options: ReadOptions): AsyncIterable<FeedRow> {
  switch (format) {
    case 'csv':
      return csvRows(splitLines(text), (header) => needColumns(header, options));
    case 'shopify-csv':
      return shopifyCsvRows(csvRows(splitLines(text), needShopifyColumns));
    case 'jsonl':
      return jsonlRows(splitLines(text));
    case 'json':
      return jsonRows(text);
    case 'shopify-json':
      return shopifyJsonRows(jsonRows(text), options.shop);
    case 'xml':
      return xmlRows(text);
  }
}

function named(row: FeedRow, mapping: Mapping | undefined): FeedRow {
  if ('error' in row) return row;
  return { line: row.line, values: withOurNames(mapping ? mapped(mapping, row) : row.values) };
}

/** Names of a header that are told. */
const SHOWN_MAX = 20;
const MAP_HINT = '--map says which column fills it (docs/feeds.md)';

/** @throws FEED_COLUMN */
function needColumns(header: readonly string[], { mapping, completed }: ReadOptions): void {
  const names = header.map(columnOf);
  for (const column of completed ? PICTURE_COLUMNS : PRODUCT_COLUMNS) {
    if (!(INSTEAD[column] ?? [column]).some((name) => names.includes(name) || mapping?.has(name))) {
      throw new TongkuanError('FEED_COLUMN', { column, there: header.slice(0, SHOWN_MAX).join(', '), what: MAP_HINT });
    }
  }
  const missing = mapping && missingColumn(mapping, header);
  if (missing !== undefined)
    throw new TongkuanError('FEED_COLUMN', { column: missing, what: 'named in the mapping file' });
}
