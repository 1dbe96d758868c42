/**
 * A travel pack: the products of one category, small enough to carry. Little endian; vectors come first, so that they lie
 * aligned and are read without copying.
 *
 *   offset 0    4 bytes  magic "TKP1" (ASCII; the digit is the version)
 *   offset 4    4 bytes  uint32 length of this header, 64
 *   offset 8    8 bytes  the first 8 bytes of the embedder's sha256
 *   offset 16   4 bytes  uint32 taxonomy category
 *   offset 20   4 bytes  uint32 N, number of products
 *   offset 24   4 bytes  uint32 dimension, 128
 *   offset 28   4 bytes  uint32 D, bytes of the dictionary
 *   offset 32   4 bytes  uint32 T, bytes of the texts
 *   offset 36  28 bytes  reserved, 0
 *   offset 64  N × 128   int8 components
 *              N × 8     keys: the first 8 bytes of the sha256 of each product's content hash
 *              N × 8     float64 prices, whole minor units; −1: not said
 *              (N+1) × 4 uint32 where in the texts each product begins, and their end
 *              D         UTF-8 JSON: the list of strings that products share (currencies, sellers, labels)
 *              T         UTF-8 JSON, one list a product: [id, zh, en, currency, seller, label, group, pageUrl, attributes,
 *                        listPrice, availability, gtin];
 *                        en 0: as zh; currency, seller and label are places in the dictionary, −1: none
 *
 * Products stand in the order of their ids (UTF-16 code units), strings of the dictionary in the order of first use: equal
 * products make equal bytes, so the version of a pack is the hash of its bytes (`PACK_VERSION_HEX` digits of sha256).
 */
import { aligned, checkMagic, corrupt, jsonOf, readHex } from './pack-bytes.ts';
import { AVAILABILITIES, type Product } from './product.ts';
import { isCategory } from './taxonomy.ts';
import { VECTOR_DIM } from './vector.ts';

export const PACK_MAGIC = 'TKP1';
export const PACK_HEADER_BYTES = 64;
export const PACK_KEY_BYTES = 8;
/** Hex digits of sha256 that name a version: 128 bits. */
export const PACK_VERSION_HEX = 32;
/** More than a phone should carry; what claims more is damaged. */
export const PACK_PRODUCTS_MAX = 1_000_000;
/** What stands for a price that the shop does not say. */
export const PRICE_UNKNOWN = -1;
const BYTES_PER_PRODUCT = VECTOR_DIM + PACK_KEY_BYTES + 8 + 4;

export interface PackItem {
  readonly product: Product;
  /** 128 int8 components. */
  readonly vector: Int8Array;
  /** 8 bytes that change whenever anything about the product or its picture does. */
  readonly key: Uint8Array;
}

/** What is known of every product of a pack. */
export interface PackHead {
  /** 16 hex digits. */
  readonly modelKey: string;
  readonly category: number;
}

/** A pack that was read; texts are read product by product, when they are asked for. */
export interface Pack extends PackHead {
  readonly count: number;
  /** count × 128. */
  readonly vectors: Int8Array;
  /** Minor units. */
  readonly prices: Float64Array;
  /** @throws PACK_CORRUPT */
  product(at: number): Product;
  item(at: number): PackItem;
}

/** The order of products in a pack. */
export function byId(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Reads a pack; checks all that can be checked without reading the texts. @throws PACK_CORRUPT */
export function decodePack(file: Uint8Array): Pack {
  const bytes = aligned(file);
  const view = checkMagic(bytes, PACK_MAGIC, PACK_HEADER_BYTES);
  const [category = 0, count = 0, dim = 0, dictionaryBytes = 0, textBytes = 0] = Array.from({ length: 5 }, (_, i) =>
    view.getUint32(16 + 4 * i, true),
  );
  if (dim !== VECTOR_DIM) corrupt('dimension');
  if (count > PACK_PRODUCTS_MAX) corrupt('number of products');
  if (!isCategory(category)) corrupt('category');
  const length = PACK_HEADER_BYTES + count * BYTES_PER_PRODUCT + 4 + dictionaryBytes + textBytes;
  if (bytes.length !== length) corrupt('length');
  return open(bytes, { modelKey: readHex(bytes.subarray(8, 16)), category }, count, dictionaryBytes);
}

function open(bytes: Uint8Array, head: PackHead, count: number, dictionaryBytes: number): Pack {
  let at = PACK_HEADER_BYTES;
  const next = (length: number) => {
    const from = at;
    at += length;
    return bytes.subarray(from, at);
  };
  const vectorBytes = next(count * VECTOR_DIM);
  const vectors = new Int8Array(bytes.buffer, vectorBytes.byteOffset, vectorBytes.length);
  const keys = next(count * PACK_KEY_BYTES);
  const prices = new Float64Array(bytes.buffer, next(8 * count).byteOffset, count);
  const starts = new Uint32Array(bytes.buffer, next(4 * (count + 1)).byteOffset, count + 1);
  const dictionary = stringsOf(next(dictionaryBytes));
  const texts = bytes.subarray(at);
  if (!prices.every((price) => Number.isSafeInteger(price) && price >= PRICE_UNKNOWN)) corrupt('price');
  checkStarts(starts, texts.length);
  const product = (i: number) =>
    productOf(jsonOf(texts.subarray(starts[i], starts[i + 1]), 'text'), dictionary, head.category, prices[i] ?? 0);
  return {
    ...head,
    count,
    vectors,
    prices,
    product,
    item: (i) => ({
      product: product(i),
      vector: vectors.subarray(i * VECTOR_DIM, (i + 1) * VECTOR_DIM),
      key: keys.subarray(i * PACK_KEY_BYTES, (i + 1) * PACK_KEY_BYTES),
    }),
  };
}

/** Places of a table must rise from 0 to its end. @throws PACK_CORRUPT */
export function checkStarts(starts: Uint32Array, end: number): void {
  if (starts[0] !== 0 || starts[starts.length - 1] !== end) corrupt('table');
  for (let i = 1; i < starts.length; i++) if ((starts[i] ?? 0) < (starts[i - 1] ?? 0)) corrupt('table');
}

function stringsOf(bytes: Uint8Array): readonly string[] {
  const list = jsonOf(bytes, 'dictionary');
  if (!Array.isArray(list) || !list.every((each) => typeof each === 'string')) return corrupt('dictionary');
  return list;
}

function productOf(text: unknown, dictionary: readonly string[], category: number, amount: number): Product {
  if (!Array.isArray(text) || text.length !== 12) return corrupt('text');
  const [id, zh, en, currency, seller, label, group, pageUrl, attributes, ...said] = text as unknown[];
  const [listPrice, availability, gtin] = said;
  const priceOf = (minor: unknown) =>
    minor === null || minor === PRICE_UNKNOWN
      ? null
      : { amount: wholeOf(minor), currency: stringOf(dictionary[currency as number]) };
  return {
    id: stringOf(id),
    category,
    label: label === -1 ? null : stringOf(dictionary[label as number]),
    title: { zh: stringOf(zh), en: en === 0 ? stringOf(zh) : stringOf(en) },
    price: priceOf(amount),
    listPrice: priceOf(listPrice),
    availability: AVAILABILITIES.find((each) => each === availability) ?? null,
    gtin: gtin === null ? null : stringOf(gtin),
    seller: stringOf(dictionary[seller as number]),
    group: group === null ? null : stringOf(group),
    pageUrl: pageUrl === null ? null : stringOf(pageUrl),
    attributes: attributesOf(attributes),
  };
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : corrupt('text');
}

function wholeOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : corrupt('text');
}

function attributesOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return corrupt('attributes');
  for (const each of Object.values(value)) stringOf(each);
  return value as Record<string, string>;
}
