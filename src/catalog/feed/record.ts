/** A row of a feed → a record with typed values. */
import { TongkuanError } from '#core/errors.ts';
import { gtin14 } from '#core/gtin.ts';
import { AVAILABILITIES, type Availability, type LocalText, type Price } from '#core/product.ts';
import { fineLabel, isCategory } from '#core/taxonomy.ts';
import { DEFAULT_CURRENCY, parsePrice } from './price.ts';
import type { RowValues } from './rows.ts';
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
  /** Paths relative to the feed's pictures, or http(s) URLs; the main picture first, never empty. */
  readonly images: readonly string[];
  readonly pageUrl: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A record and what was wrong with it but not enough to refuse it. */
export interface ReadRecord {
  readonly record: FeedRecord;
  readonly remarks: readonly string[];
}

const ATTRIBUTE_PREFIX = 'attr_';

/** @throws FEED_LINE with the column and what is wrong */
export function readRecord(values: RowValues): ReadRecord {
  const row = checkRow(cleanRow(values));
  const [label, availability, gtin] = [labelOf(row.label), availabilityOf(row.availability), gtinOf(row.gtin)];
  const record: FeedRecord = {
    id: row.id,
    title: titleOf(row),
    ...pricesOf(row),
    availability: availability.value,
    gtin: gtin.value,
    seller: row.seller ?? '',
    group: row.group ?? null,
    category: categoryOf(row.category),
    label: label.value,
    images: row.image.split(/\s*\|\s*/).filter(Boolean),
    pageUrl: row.url ?? null,
    attributes: row.attributes,
  };
  return { record, remarks: [label, availability, gtin].flatMap(({ remarks }) => remarks) };
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
    else if (COLUMNS.includes(name)) put(row, name, value);
  }
  return { ...row, attributes };
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
function pricesOf(row: CleanRow): Pick<FeedRecord, 'price' | 'listPrice'> {
  const currency = row.currency ?? DEFAULT_CURRENCY;
  const usual = row.price === undefined ? null : parsePrice(row.price, currency);
  const sale = row.sale_price === undefined ? null : parsePrice(row.sale_price, currency);
  if (!sale) return { price: usual, listPrice: null };
  return { price: sale, listPrice: usual && usual.amount > sale.amount ? usual : null };
}

/** A value that may be missing, and what was wrong with it. */
interface Remarked<T> {
  readonly value: T | null;
  readonly remarks: readonly string[];
}

function availabilityOf(text: string | undefined): Remarked<Availability> {
  if (text === undefined) return { value: null, remarks: [] };
  const word = text.toLowerCase().replace(/[\s-]+/g, '_');
  const value = AVAILABILITIES.find((each) => each === word) ?? null;
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
