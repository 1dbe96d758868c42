/** A row of a feed → a record with typed values. */
import { TongkuanError } from '#core/errors.ts';
import type { LocalText, Price } from '#core/product.ts';
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
  readonly price: Price;
  readonly seller: string;
  readonly group: string | null;
  readonly category: number | null;
  readonly label: string | null;
  /** Path relative to the feed's pictures, or an http(s) URL. */
  readonly image: string;
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
  const label = labelOf(row.label);
  const record: FeedRecord = {
    id: row.id,
    title: titleOf(row),
    price: parsePrice(row.price ?? '0', row.currency ?? DEFAULT_CURRENCY),
    seller: row.seller ?? '',
    group: row.group ?? null,
    category: categoryOf(row.category),
    label: label.slug,
    image: row.image,
    pageUrl: row.url ?? null,
    attributes: row.attributes,
  };
  return { record, remarks: label.remarks };
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

function categoryOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const id = Number(text);
  if (!isCategory(id)) throw new TongkuanError('FEED_LINE', { column: 'category', what: `no such category: ${text}` });
  return id;
}

/** A label the taxonomy does not hold is left to the model, and said. */
function labelOf(name: string | undefined): { slug: string | null; remarks: string[] } {
  if (name === undefined) return { slug: null, remarks: [] };
  const slug = slugOf(name);
  if (fineLabel(slug)) return { slug, remarks: [] };
  return { slug: null, remarks: [`label not in the taxonomy, left to the model: ${slug}`] };
}
