/** A row of a feed → a record with typed values. */
import { TongkuanError } from '#core/errors.ts';
import { gtin14 } from '#core/gtin.ts';
import { AVAILABILITIES, type Availability, type LocalText, type Price } from '#core/product.ts';
import { fineLabel, isCategory } from '#core/taxonomy.ts';
import { IMAGES_MAX, imagesIn } from './images.ts';
import { DEFAULT_CURRENCY, parsePrice } from './price.ts';
import type { RowValues } from './rows.ts';
import { isOnSale } from './sale.ts';
import { type CleanRow, COLUMNS, checkRow } from './schema.ts';
import { slugOf } from './slug.ts';

/** One product as the shop describes it; null where the model is to say it. */
export interface FeedRecord {
  readonly id: string;
  /** Null only in a folder of pictures: the name of the label becomes the title. */
  readonly title: LocalText | null;
  /** What is to be paid; null when the feed does not say. */
  readonly price: Price | null;
  /** The price without the sale. */
  readonly listPrice: Price | null;
  readonly availability: Availability | null;
  /** 14 digits. */
  readonly gtin: string | null;
  readonly seller: string;
  readonly group: string | null;
  readonly category: number | null;
  readonly label: string | null;
  /** Paths relative to the feed's pictures, or http(s) URLs; at least one, the main one first. */
  readonly images: readonly string[];
  readonly pageUrl: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A record and what was wrong with it but not enough to refuse it. */
export interface ReadRecord {
  readonly record: FeedRecord;
  readonly remarks: readonly string[];
}

export interface RecordOptions {
  /** Currency of prices that name none. */
  readonly currency?: string | undefined;
  /** The time at which sales hold or not. */
  readonly now?: Date;
}

const ATTRIBUTE_PREFIX = 'attr_';

/** @throws FEED_LINE with the column and what is wrong */
export function readRecord(values: RowValues, options: RecordOptions = {}): ReadRecord {
  const row = checkRow(cleanRow(values));
  const [label, availability, gtin] = [labelOf(row.label), availabilityOf(row.availability), gtinOf(row.gtin)];
  const images = imagesOf(row);
  const record: FeedRecord = {
    id: row.id,
    title: titleOf(row),
    ...pricesOf(row, options),
    availability: availability.value,
    gtin: gtin.value,
    seller: row.seller ?? '',
    group: row.group ?? null,
    category: categoryOf(row.category),
    label: label.value,
    images: images.value ?? [],
    pageUrl: row.url ?? null,
    attributes: row.attributes,
  };
  return { record, remarks: [label, availability, gtin, images].flatMap(({ remarks }) => remarks) };
}

/** Columns nobody reads, so that a typing mistake in a header does not stay unseen. */
export function unknownColumns(values: RowValues): string[] {
  return Object.keys(values).filter((name) => !COLUMNS.includes(name) && !name.startsWith(ATTRIBUTE_PREFIX));
}

/** Empty cells go, numbers become text, text is trimmed and in one Unicode form. */
function cleanRow(values: RowValues): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'attributes') Object.assign(attributes, readAttributes(value));
    else if (name.startsWith(ATTRIBUTE_PREFIX)) put(attributes, name.slice(ATTRIBUTE_PREFIX.length), value);
    else if (name !== 'images' && COLUMNS.includes(name)) put(row, name, value);
  }
  return { ...row, ...allImages(row, values.images), attributes };
}

/** A main picture is one, even where the feed has it among the others. */
function allImages({ image }: Record<string, unknown>, others: unknown): Record<string, unknown> {
  const images = imagesIn(others);
  if (image !== undefined) return images.length > 0 ? { images } : {};
  const [first, ...rest] = images;
  return first === undefined ? {} : { image: first, images: rest };
}

function put(target: Record<string, unknown>, name: string, value: unknown): void {
  const clean = cleanValue(value);
  if (clean !== null && clean !== '') target[name] = clean;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

function readAttributes(value: unknown): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(attributesObject(value))) put(attributes, name, each);
  return attributes;
}

function attributesObject(value: unknown): object {
  if (value === null || value === undefined || value === '') return {};
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  } catch {
    // said below
  }
  throw new TongkuanError('FEED_LINE', { column: 'attributes', what: 'not a JSON object' });
}

function titleOf({ title, title_zh, title_en }: CleanRow): LocalText | null {
  const any = title ?? title_zh ?? title_en;
  return any === undefined ? null : { zh: title_zh ?? any, en: title_en ?? any };
}

/** The price to be paid, and the usual one during a sale. @throws FEED_LINE */
function pricesOf(row: CleanRow, { currency = DEFAULT_CURRENCY, now = new Date() }: RecordOptions) {
  const said = row.currency ?? currency;
  const usual = row.price === undefined ? null : parsePrice(row.price, said);
  checkCurrency(usual, row.currency);
  const sale = row.sale_price === undefined ? null : parsePrice(row.sale_price, usual?.currency ?? said, 'sale_price');
  checkCurrency(sale, usual?.currency ?? row.currency);
  const { sale_price_effective_date: interval } = row;
  if (!sale || (interval !== undefined && !isOnSale(interval, now))) return { price: usual, listPrice: null };
  return { price: sale, listPrice: usual && usual.amount > sale.amount ? usual : null };
}

/** A price that names another currency than the rest of the row is a mistake in one of them. */
function checkCurrency(price: Price | null, said: string | undefined): void {
  if (price === null || said === undefined || price.currency === said) return;
  throw new TongkuanError('FEED_LINE', { column: 'currency', what: `both ${said} and ${price.currency}` });
}

function imagesOf({ image, images = [] }: CleanRow): Remarked<readonly string[]> {
  const all = [...new Set([image, ...images])];
  const remarks = all.length > IMAGES_MAX ? [`more than ${IMAGES_MAX} pictures, the others are not looked at`] : [];
  return { value: all.slice(0, IMAGES_MAX), remarks };
}

/** A value that may be missing, and what was wrong with it. */
interface Remarked<T> {
  readonly value: T | null;
  readonly remarks: readonly string[];
}

function availabilityOf(text: string | undefined): Remarked<Availability> {
  if (text === undefined) return { value: null, remarks: [] };
  const bare = (word: string) =>
    word
      .toLowerCase()
      .replace(/^https?:\/\/schema\.org\//, '')
      .replace(/[\s_-]+/g, '');
  const word = text.toLowerCase().slice(0, 40);
  const value = AVAILABILITIES.find((each) => bare(each) === bare(text)) ?? null;
  return { value, remarks: value ? [] : [`availability not known, ignored: ${word}`] };
}

/** A wrong number would lead to another product. */
function gtinOf(text: string | undefined): Remarked<string> {
  if (text === undefined) return { value: null, remarks: [] };
  const value = gtin14(text);
  return { value, remarks: value ? [] : [`gtin without a right check digit, ignored: ${text.slice(0, 40)}`] };
}

function categoryOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const id = Number(text);
  if (!isCategory(id)) throw new TongkuanError('FEED_LINE', { column: 'category', what: `no such category: ${text}` });
  return id;
}

/** A label the taxonomy does not hold is left to the model, and said. */
function labelOf(name: string | undefined): Remarked<string> {
  if (name === undefined) return { value: null, remarks: [] };
  const slug = slugOf(name);
  if (fineLabel(slug)) return { value: slug, remarks: [] };
  return { value: null, remarks: [`label not in the taxonomy, left to the model: ${slug}`] };
}
