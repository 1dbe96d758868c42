/** A product of Shopify → one row a variant; the variants of a product are a group. */
import { idOfName } from '../ids.ts';
import type { FeedRow, RowValues } from '../rows.ts';

export interface ShopifyImage {
  readonly src: string;
  /** Where it stands among the product's pictures, from 1. */
  readonly position: number;
}

export interface ShopifyVariant {
  readonly line: number;
  /** Null where it has none that is its own. */
  readonly id: string | null;
  /** Name and value of what tells it from others, such as `Color`, `red`. */
  readonly options: readonly (readonly [name: string, value: string])[];
  readonly price: unknown;
  /** The price before a sale. */
  readonly comparedPrice: unknown;
  readonly barcode: unknown;
  readonly availability: string | null;
  /** Its own picture. */
  readonly image: string | null;
  readonly source: RowValues;
}

export interface ShopifyProduct {
  readonly handle: string;
  readonly title: unknown;
  readonly brand: unknown;
  /** What kinds of thing it is said to be, the more exact first. */
  readonly kinds: readonly unknown[];
  readonly url: string | null;
  readonly images: readonly ShopifyImage[];
  readonly variants: readonly ShopifyVariant[];
}

/** What Shopify calls the only variant of a product that has no options. */
const NO_OPTION = 'Default Title';

/** One row a variant. */
export function variantRows(product: ShopifyProduct): FeedRow[] {
  const ids = product.variants.map(({ id }) => id);
  return product.variants.map((variant) => {
    const isOwn = variant.id !== null && ids.indexOf(variant.id) === ids.lastIndexOf(variant.id);
    const id = isOwn && variant.id !== null ? variant.id : idFromOptions(product, variant);
    return { line: variant.line, values: { id, ...valuesOf(product, variant) }, source: variant.source };
  });
}

function valuesOf(product: ShopifyProduct, variant: ShopifyVariant): RowValues {
  const [image = null, ...images] = imagesOf(product, variant);
  const [price, salePrice] = pricesOf(variant);
  const { title, brand, kinds, url, handle } = product;
  const [google_product_category, product_type] = kinds;
  const options = optionsOf(variant).map(([name, value]) => [`attr_${name.toLowerCase()}`, value]);
  return {
    title,
    price,
    sale_price: salePrice,
    availability: variant.availability,
    gtin: typeof variant.barcode === 'string' ? variant.barcode.replace(/^'/, '') : variant.barcode,
    group: product.variants.length > 1 ? handle.slice(0, 128) : null,
    image,
    images,
    url,
    attr_brand: brand,
    google_product_category,
    product_type,
    ...Object.fromEntries(options),
  };
}

/** Its own picture and those that are no other variant's; all of them where nothing else is left. */
function imagesOf({ images, variants }: ShopifyProduct, { image }: ShopifyVariant): string[] {
  const all = images.toSorted((a, b) => a.position - b.position).map(({ src }) => src);
  const ofOthers = new Set(variants.map((other) => other.image));
  const shared = all.filter((src) => !ofOthers.has(src));
  if (image !== null) return [...new Set([image, ...shared])];
  return shared.length > 0 ? shared : all;
}

function pricesOf({ price, comparedPrice }: ShopifyVariant): [price: unknown, salePrice: unknown] {
  return Number(comparedPrice) > Number(price) ? [comparedPrice, price] : [price, null];
}

function optionsOf({ options }: ShopifyVariant): ShopifyVariant['options'] {
  return options.filter(([name, value]) => name !== '' && value !== '' && value !== NO_OPTION);
}

function idFromOptions({ handle }: ShopifyProduct, variant: ShopifyVariant): string {
  return idOfName([handle, ...optionsOf(variant).map(([, value]) => value)].join(':'));
}
