/** Shopify's `/products.json` and the products of its Admin API: an object a product, with its variants inside. */
import { TongkuanError } from '#core/errors.ts';
import type { FeedRow, GoodRow, RowValues } from '../rows.ts';
import { type ShopifyImage, type ShopifyVariant, variantRows } from './product.ts';

/**
 * Products → one row a variant.
 * @param shop address of the feed, from which those of its product pages follow; null for a file
 */
export async function* shopifyJsonRows(rows: AsyncIterable<FeedRow>, shop: URL | null): AsyncGenerator<FeedRow> {
  for await (const row of rows) {
    if ('error' in row) yield row;
    else yield* productRows(row, shop);
  }
}

function productRows({ line, values }: GoodRow, shop: URL | null): FeedRow[] {
  const { handle, status, variants, images, options } = values;
  if (typeof status === 'string' && status !== 'active') return [];
  if (values.published_at === null) return [];
  if (typeof handle !== 'string' || handle === '') return [broken(line, 'handle', 'missing')];
  if (!Array.isArray(variants) || variants.length === 0) return [broken(line, 'variants', 'missing')];
  const pictures = listOf(images).flatMap(imageOf);
  const names = listOf(options).map((option) => textOf(typeof option === 'string' ? option : option.name));
  return variantRows({
    handle,
    title: values.title,
    brand: values.vendor,
    kinds: [values.category, values.product_type],
    url: shop ? new URL(`/products/${encodeURIComponent(handle)}`, shop).href : null,
    images: pictures,
    variants: variants.map((variant) => variantOf(line, Object(variant) as RowValues, names, values)),
  });
}

function variantOf(line: number, variant: RowValues, names: readonly string[], product: RowValues): ShopifyVariant {
  const image = Object(variant.featured_image) as RowValues;
  const ownImage = listOf(product.images).find(({ id }) => id !== undefined && id === variant.image_id);
  return {
    line,
    id: textOf(variant.id) || null,
    options: names.map((name, i): [string, string] => [name, textOf(variant[`option${i + 1}`])]),
    price: variant.price,
    comparedPrice: variant.compare_at_price,
    barcode: variant.barcode,
    availability: availabilityOf(variant),
    image: textOf(image.src) || textOf(ownImage?.src) || null,
    source: { ...product, variant },
  };
}

function availabilityOf({ available, inventory_management, inventory_quantity, inventory_policy }: RowValues) {
  if (typeof available === 'boolean') return available ? 'in_stock' : 'out_of_stock';
  if (inventory_management === null) return 'in_stock';
  if (typeof inventory_quantity !== 'number') return null;
  if (inventory_quantity > 0) return 'in_stock';
  return inventory_policy === 'continue' ? 'backorder' : 'out_of_stock';
}

function imageOf({ src, position }: RowValues, i: number): ShopifyImage[] {
  return typeof src === 'string' && src !== '' ? [{ src, position: Number(position) || i + 1 }] : [];
}

function listOf(value: unknown): RowValues[] {
  return Array.isArray(value)
    ? value.map((each) => (typeof each === 'string' ? { name: each, src: each } : Object(each)))
    : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function broken(line: number, column: string, what: string): FeedRow {
  return { line, error: new TongkuanError('FEED_LINE', { column, what }) };
}
