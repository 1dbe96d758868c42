/** Shopify's product CSV: rows with the same handle, one after the other, are one product; a row may add a variant, a picture or both. */
import { TongkuanError } from '#core/errors.ts';
import { idOfName } from '../ids.ts';
import type { FeedRow, GoodRow, RowValues } from '../rows.ts';
import { type ShopifyImage, type ShopifyVariant, variantRows } from './product.ts';

/** Most rows of one product: 2,000 variants and 250 pictures are Shopify's own limits. */
const ROWS_MAX = 5_000;

/** A value under the name in Shopify's CSV, of old or of today. */
const NAMES = {
  handle: ['handle', 'url handle'],
  title: ['title'],
  vendor: ['vendor'],
  category: ['product category'],
  type: ['type', 'custom product type'],
  status: ['status'],
  published: ['published', 'published on online store'],
  sku: ['variant sku', 'sku'],
  price: ['variant price', 'price'],
  comparedPrice: ['variant compare at price', 'compare-at price'],
  barcode: ['variant barcode', 'barcode'],
  tracker: ['variant inventory tracker', 'inventory tracker'],
  quantity: ['variant inventory qty', 'inventory quantity'],
  policy: ['variant inventory policy', 'continue selling when out of stock'],
  image: ['image src', 'product image url'],
  position: ['image position'],
  variantImage: ['variant image', 'variant image url'],
} as const;

function read(row: RowValues, name: keyof typeof NAMES): string {
  for (const column of NAMES[name]) {
    const value = row[column];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

/** @throws FEED_COLUMN */
export function needShopifyColumns(columns: readonly string[]): void {
  for (const name of ['handle', 'title', 'image'] as const) {
    if (!NAMES[name].some((column) => columns.includes(column))) {
      throw new TongkuanError('FEED_COLUMN', { column: NAMES[name][0], feed: 'Shopify' });
    }
  }
}

/** Rows of the CSV → one row a variant; drafts, archived and unpublished products are not for shoppers. */
export async function* shopifyCsvRows(rows: AsyncIterable<FeedRow>): AsyncGenerator<FeedRow> {
  let group: GoodRow[] = [];
  for await (const row of rows) {
    if ('error' in row) yield row;
    else {
      const isNext = group[0] !== undefined && read(row.values, 'handle') !== read(group[0].values, 'handle');
      if (isNext || group.length >= ROWS_MAX) {
        yield* productRows(group);
        group = [];
      }
      group.push(row);
    }
  }
  yield* productRows(group);
}

function productRows(rows: readonly GoodRow[]): FeedRow[] {
  const [first] = rows;
  if (!first || !isForShoppers(first.values)) return [];
  const handle = read(first.values, 'handle');
  if (handle === '') return rows.map(({ line }) => broken(line, 'handle'));
  const variants = rows.filter((row) => read(row.values, 'price') !== '').map((row) => variantOf(row, first.values));
  if (variants.length === 0) return [broken(first.line, 'variant price')];
  return variantRows({
    handle,
    title: read(first.values, 'title'),
    brand: read(first.values, 'vendor'),
    kinds: [read(first.values, 'category'), read(first.values, 'type')],
    url: null,
    images: rows.flatMap(imageOf),
    variants,
  });
}

function isForShoppers(row: RowValues): boolean {
  const status = read(row, 'status').toLowerCase();
  return (status === '' || status === 'active') && read(row, 'published').toLowerCase() !== 'false';
}

function broken(line: number, column: string): FeedRow {
  return { line, error: new TongkuanError('FEED_LINE', { column, what: 'missing' }) };
}

function imageOf({ values }: GoodRow, i: number): ShopifyImage[] {
  const src = read(values, 'image');
  return src === '' ? [] : [{ src, position: Number(read(values, 'position')) || i + 1 }];
}

/** Names of options stand in the product's first row only. */
function variantOf({ line, values }: GoodRow, first: RowValues): ShopifyVariant {
  const options = [1, 2, 3].map((i): [string, string] => {
    const name = first[`option${i} name`];
    return [typeof name === 'string' ? name.trim() : '', String(values[`option${i} value`] ?? '').trim()];
  });
  const sku = read(values, 'sku').replace(/^'/, '');
  return {
    line,
    id: sku === '' ? null : idOfName(sku),
    options,
    price: read(values, 'price'),
    comparedPrice: read(values, 'comparedPrice'),
    barcode: read(values, 'barcode'),
    availability: availabilityOf(values),
    image: read(values, 'variantImage') || null,
    source: { ...first, ...filled(values) },
  };
}

function availabilityOf(row: RowValues): string | null {
  if (read(row, 'tracker') === '') return 'in_stock';
  const quantity = read(row, 'quantity');
  if (quantity === '') return null;
  if (Number(quantity) > 0) return 'in_stock';
  return ['continue', 'true'].includes(read(row, 'policy').toLowerCase()) ? 'backorder' : 'out_of_stock';
}

function filled(row: RowValues): RowValues {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
}
