/** How a document is laid out in the index, and back. */
import { createHash } from 'node:crypto';
import { TongkuanError } from '#core/errors.ts';
import { isInStock } from '#core/product.ts';
import { isCategory } from '#core/taxonomy.ts';
import { VECTOR_DIM } from '#core/vector.ts';
import type { IndexDocument, NearFacts } from './vector-index.ts';

/** What stands for a price that the shop does not say; a price range never holds it. */
const PRICE_UNKNOWN = -1;

/** The fields of one stored product. */
export interface RecordFields {
  readonly category: number;
  /** Minor units; `PRICE_UNKNOWN` when the shop does not say. */
  readonly price: number;
  /** Key of the seller's name. */
  readonly seller: string;
  /** 1, or 0 when the shop says that it cannot be had now. */
  readonly stock: number;
  /** Absent when unknown. */
  readonly gtin?: string;
  /** Key of the product's group; absent for one alone. */
  readonly group?: string;
  /** 0 for the product's own row, else the number of one of its further pictures (`zvec-views.ts`). */
  readonly view: number;
  readonly product: string;
  readonly hash: string;
  /** JSON of `{ product, picture }` and, where there are further pictures, `views`: their names. */
  readonly document: string;
}

/**
 * Key of a product id or of a group. zvec allows 64 plain ASCII characters in a primary key, filters must not be open to
 * injection, and ids may be anything, so the key is a hash: 160 bits of SHA-256.
 */
export function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 40);
}

/** @throws VECTOR_TYPE, VECTOR_ZERO */
export function checkVector(vector: Int8Array): void {
  if (vector.length !== VECTOR_DIM) throw new TongkuanError('VECTOR_TYPE', { dim: vector.length });
  if (vector.every((component) => component === 0)) throw new TongkuanError('VECTOR_ZERO');
}

/** @throws VECTOR_TYPE, VECTOR_ZERO, CATEGORY_UNKNOWN, FEED_LINE (a price that is no whole number ≥ 0, an empty id) */
export function checkDocument({ product, vector, views = [] }: IndexDocument): void {
  for (const each of [vector, ...views.map((view) => view.vector)]) checkVector(each);
  if (!isCategory(product.category)) throw new TongkuanError('CATEGORY_UNKNOWN', { category: product.category });
  if (product.id === '') throw new TongkuanError('FEED_LINE', { field: 'id' });
  for (const field of ['price', 'listPrice'] as const) {
    const amount = product[field]?.amount ?? 0;
    if (!Number.isSafeInteger(amount) || amount < 0) throw new TongkuanError('FEED_LINE', { id: product.id, field });
  }
  if (product.gtin !== null && !/^\d{14}$/.test(product.gtin))
    throw new TongkuanError('FEED_LINE', { id: product.id, field: 'gtin' });
}

/** The fields of a document; the vector travels beside them. */
export function toFields({ product, picture, contentHash, views = [] }: IndexDocument): RecordFields {
  const viewNames = views.length > 0 ? { views: views.map((view) => view.picture) } : {};
  return {
    category: product.category,
    price: product.price?.amount ?? PRICE_UNKNOWN,
    seller: keyOf(product.seller),
    stock: isInStock(product) ? 1 : 0,
    ...(product.gtin === null ? {} : { gtin: product.gtin }),
    ...(product.group === null ? {} : { group: keyOf(product.group) }),
    view: 0,
    product: product.id,
    hash: contentHash,
    document: JSON.stringify({ product, picture, ...viewNames }),
  };
}

/** What `nearestFacts` tells of a product. */
export function factsOf({ product: { id, category, group } }: IndexDocument): NearFacts {
  return { id, category, group: group === null ? null : keyOf(group) };
}

/** Components as zvec stores them: whole numbers in fp32, which keeps them exact. */
export function toFloats(vector: Int8Array): Float32Array {
  return Float32Array.from(vector);
}

/**
 * Rounded, because under COSINE zvec stores unit vectors and multiplies their length back in: 14.999999 for 15. A loop and not
 * `Int8Array.from`, which takes ten times as long: hundreds of vectors are read for every search.
 */
export function toInt8(vector: ArrayLike<number>): Int8Array {
  const rounded = new Int8Array(vector.length);
  for (let i = 0; i < vector.length; i++) rounded[i] = Math.round(vector[i] ?? 0);
  return rounded;
}

/** Names of the further pictures of a stored product. */
export function storedViews({ document }: Readonly<Record<string, unknown>>): readonly string[] {
  const text = String(document);
  if (!text.includes('"views":[')) return []; // most have none
  try {
    return (JSON.parse(text) as { views?: string[] }).views ?? [];
  } catch {
    return []; // `fromStored` tells it
  }
}

/** What documents stored before products said it are read as. */
const UNSAID = { listPrice: null, availability: null, gtin: null } as const;

/** Without its further pictures. @throws INDEX_BROKEN when the stored JSON cannot be read */
export function fromStored(fields: Readonly<Record<string, unknown>>, vector: ArrayLike<number>): IndexDocument {
  try {
    const { product, picture } = JSON.parse(String(fields.document)) as Pick<IndexDocument, 'product' | 'picture'>;
    return { product: { ...UNSAID, ...product }, picture, contentHash: String(fields.hash), vector: toInt8(vector) };
  } catch (cause) {
    throw new TongkuanError('INDEX_BROKEN', { id: fields.product }, { cause });
  }
}
