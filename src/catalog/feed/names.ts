/** The names that Google Merchant and others give to columns → ours. */
import { categoryOfPath } from './google-category.ts';
import type { RowValues } from './rows.ts';

/** Google's name, without `g:`, → our column. */
const ALIASES: Readonly<Record<string, string>> = {
  link: 'url',
  image_link: 'image',
  additional_image_link: 'images',
  additional_image_links: 'images',
  item_group_id: 'group',
  external_seller_id: 'seller',
};
/** Google's names of facts about a product; they become attributes. */
const FACTS = [
  ...['brand', 'color', 'size', 'material', 'pattern', 'gender', 'age_group', 'condition', 'mpn', 'size_system'],
  ...['size_type', 'energy_efficiency_class', 'product_length', 'product_width', 'product_height', 'product_weight'],
];
const FACT_COLUMNS = new Map(FACTS.map((name) => [name, `attr_${name}`]));
/** Columns that say what kind of thing a product is, the more exact first. */
const KINDS = ['google_product_category', 'product_category', 'product_type'];
const DETAIL = 'product_detail';
/** Columns that may be lists; `attributes` is none, and refused as one. */
const LISTS = [...KINDS, DETAIL, 'images', 'attributes'];

/** The column that a name of a feed leads to: `g:image_link`, `Image Link` → `image`. */
export function columnOf(name: string): string {
  if (name.startsWith('attr_')) return name;
  const plain = name.trim().toLowerCase().replace(/^g:/, '').replace(/\s+/g, '_');
  if (Object.hasOwn(ALIASES, plain)) return ALIASES[plain] as string;
  return FACT_COLUMNS.get(plain) ?? plain;
}

/** A row under our names. Where two names lead to one column, Google's own prefix wins over none, and the first over others. */
export function withOurNames(values: RowValues): RowValues {
  const row = new Map<string, unknown>();
  const more: unknown[] = [];
  for (const [name, value] of googleFirst(values)) {
    const column = columnOf(name);
    if (column === 'image' && Array.isArray(value)) more.push(...value.slice(1));
    if (isBlank(row.get(column))) row.set(column, firstOf(value, column));
    else if (column === 'images') more.push(...listOf(value));
  }
  return completed(row, more);
}

function completed(row: Map<string, unknown>, more: readonly unknown[]): RowValues {
  if (more.length > 0) row.set('images', [...more, ...listOf(row.get('images'))]);
  const kinds = KINDS.filter((name) => row.has(name));
  if (kinds.length > 0 && !row.has('category') && !row.has('label')) row.set('category', categoryIn(row, kinds));
  for (const name of kinds) row.delete(name);
  for (const [name, value] of detailsIn(row.get(DETAIL))) if (!row.has(name)) row.set(name, value);
  row.delete(DETAIL);
  return Object.fromEntries(row);
}

function googleFirst(values: RowValues): [string, unknown][] {
  const entries = Object.entries(values);
  const prefixed = entries.filter(([name]) => name.startsWith('g:'));
  return prefixed.length === 0 ? entries : [...prefixed, ...entries.filter(([name]) => !name.startsWith('g:'))];
}

function categoryIn(row: ReadonlyMap<string, unknown>, kinds: readonly string[]): number | null {
  for (const name of kinds) {
    for (const text of listOf(row.get(name))) {
      const category = typeof text === 'string' || typeof text === 'number' ? categoryOfPath(String(text)) : null;
      if (category !== null) return category;
    }
  }
  return null;
}

/** Google's `product_detail`: elements with a name and a value. */
function detailsIn(details: unknown): [string, unknown][] {
  return listOf(details).flatMap((detail): [string, unknown][] => {
    const { 'g:attribute_name': name, 'g:attribute_value': value } = Object(detail) as RowValues;
    return typeof name === 'string' && name !== '' ? [[`attr_${name}`, value]] : [];
  });
}

/** An element that a feed repeats, where one is meant. */
function firstOf(value: unknown, column: string): unknown {
  return Array.isArray(value) && !LISTS.includes(column) ? value[0] : value;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
