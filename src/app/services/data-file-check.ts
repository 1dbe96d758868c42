/** What an entry of an imported file must look like. Everything that reaches the page as an address or a number is checked. */
import type { Box } from '#core/boxes.ts';
import { AVAILABILITIES, type LocalText, type Price, type Product } from '#core/product.ts';
import type { PastSearch } from './history-store.ts';
import type { SavedProduct } from './saved-store.ts';

/** Characters; titles, names and ids of real shops are far shorter. */
const TEXT_MAX = 2000;
const ATTRIBUTES_MAX = 100;
/** Characters of a small picture as a data: address. */
const THUMBNAIL_MAX = 300_000;
const PICTURE = /^data:image\/(jpeg|png|webp|avif|gif|bmp|heic|heif);base64,/;

/** A past search as it lies in the file. */
export type FiledSearch = Omit<PastSearch, 'photo'> & { readonly photo: string };

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSavedProduct(value: unknown): value is SavedProduct {
  if (!isRecord(value)) return false;
  const { id, time, product, thumbnail } = value;
  return (
    isId(id) && isTime(time) && isProduct(product) && product.id === id && (thumbnail === null || isThumb(thumbnail))
  );
}

export function isPastSearch(value: unknown): value is FiledSearch {
  if (!isRecord(value)) return false;
  const { id, time, photo, thumbnail, box, category, label } = value;
  const isPhoto = typeof photo === 'string' && PICTURE.test(photo.slice(0, 40));
  const isRegion = box === null || isBox(box);
  return isId(id) && isTime(time) && isPhoto && isThumb(thumbnail) && isRegion && isWhole(category) && isText(label);
}

/** Without fields that do not belong there. */
export function savedProductOf({ id, time, product, thumbnail }: SavedProduct): SavedProduct {
  const { category, label, title, price, seller, group, pageUrl, attributes } = product;
  const { listPrice, availability, gtin } = product;
  return {
    id,
    time,
    thumbnail,
    product: {
      id,
      category,
      label,
      title: { zh: title.zh, en: title.en },
      price: plainPrice(price),
      listPrice: plainPrice(listPrice),
      availability: availability ?? null,
      gtin: gtin ?? null,
      seller,
      group,
      pageUrl,
      attributes,
    },
  };
}

/** A file written before there was such a field lacks it. */
function plainPrice(price: Price | null | undefined): Price | null {
  return price ? { amount: price.amount, currency: price.currency } : null;
}

export function pastSearchOf({ id, time, thumbnail, box, category, label }: FiledSearch, photo: Blob): PastSearch {
  const region = box && { x: box.x, y: box.y, width: box.width, height: box.height };
  return { id, time, photo, thumbnail, box: region, category, label };
}

function isProduct(value: unknown): value is Product {
  if (!isRecord(value)) return false;
  const { category, label, title, price, seller, group, pageUrl, attributes } = value;
  const isNamed = isWhole(category) && isTextOrNull(label) && isTitle(title) && isText(seller) && isTextOrNull(group);
  const { listPrice, availability, gtin } = value;
  const isPriced = isPriceOrNull(price) && isPriceOrNull(listPrice);
  const isSold = (availability ?? null) === null || AVAILABILITIES.some((each) => each === availability);
  const isNumbered = (gtin ?? null) === null || (typeof gtin === 'string' && /^\d{14}$/.test(gtin));
  return (
    isNamed &&
    isPriced &&
    isSold &&
    isNumbered &&
    (pageUrl === null || isWebAddress(pageUrl)) &&
    isAttributes(attributes)
  );
}

function isTitle(value: unknown): value is LocalText {
  return isRecord(value) && isText(value.zh) && isText(value.en);
}

function isPriceOrNull(value: unknown): boolean {
  return value === null || value === undefined || isPrice(value);
}

function isPrice(value: unknown): value is Price {
  return (
    isRecord(value) && isWhole(value.amount) && typeof value.currency === 'string' && /^[A-Z]{3}$/.test(value.currency)
  );
}

/** A `javascript:` address would run as the page. */
function isWebAddress(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false;
  return ['https:', 'http:'].includes(new URL(value).protocol);
}

function isAttributes(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const pairs = Object.entries(value);
  return pairs.length <= ATTRIBUTES_MAX && pairs.every(([name, text]) => isText(name) && isText(text));
}

function isBox(value: unknown): value is Box {
  if (!isRecord(value)) return false;
  const { x, y, width, height } = value;
  return [x, y, width, height].every((side) => Number.isFinite(side)) && Number(width) > 0 && Number(height) > 0;
}

function isThumb(value: unknown): boolean {
  return typeof value === 'string' && value.length <= THUMBNAIL_MAX && PICTURE.test(value);
}

function isId(value: unknown): value is string {
  return isText(value) && value.length > 0;
}

/** Milliseconds since 1970 that a Date can show. */
function isTime(value: unknown): boolean {
  return isWhole(value) && Number(value) <= 8.64e15;
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}
