/** The mapping file: which columns of a shop's feed fill which of ours (docs/feeds.md). */
import { readFile } from 'node:fs/promises';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { TongkuanError } from '#core/errors.ts';
import { columnOf } from './names.ts';
import type { GoodRow, RowValues } from './rows.ts';
import { COLUMNS } from './schema.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });

const Source = Type.Object(
  {
    /** The column to read, or several: the first that is not empty counts. */
    from: Type.Optional(Type.Union([Name, Type.Array(Name, { minItems: 1, maxItems: 10 })])),
    /** A text with `{column}` in it; without any it is the same for all products. */
    template: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    /** What to write for what the feed writes; `*` stands for all others, which are left out without it. */
    values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
    /** What stands between several pictures. */
    split: Type.Optional(Type.String({ minLength: 1, maxLength: 10 })),
  },
  { additionalProperties: false },
);

const MappingSchema = Type.Record(Type.String(), Type.Union([Name, Source]));
const validator = Compile(MappingSchema);

type SourceOf = Static<typeof Source>;
/** What fills each column, by our name. */
export type Mapping = ReadonlyMap<string, SourceOf>;

/** Columns besides those of the schema that mean something before `withOurNames`. */
const MORE_TARGETS = ['google_product_category', 'product_type'];
const LIST_TARGETS = ['image', 'images'];

/** @throws FEED_MAP */
export async function readMapping(path: string): Promise<Mapping> {
  try {
    return parseMapping(JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')));
  } catch (cause) {
    if (cause instanceof TongkuanError) throw cause;
    throw new TongkuanError('FEED_MAP', { what: (cause as Error).message }, { cause });
  }
}

/** @throws FEED_MAP naming the column */
export function parseMapping(json: unknown): Mapping {
  if (!validator.Check(json)) {
    const [fault] = validator.Errors(json);
    throw wrong(fault?.instancePath.split('/')[1] ?? '', fault?.message ?? 'not valid');
  }
  const entries = Object.entries(json).filter(([name]) => name !== '$schema');
  return new Map(entries.map(([name, source]) => [targetOf(name), sourceOf(name, source)]));
}

/** Names of the feed's columns that the mapping reads. */
function columnsRead(mapping: Mapping): string[] {
  return [...mapping.values()].flatMap((source) => [...fromOf(source), ...placesIn(source.template ?? '')]);
}

/** The first column that the mapping needs and a header does not have; of columns that stand in for each other one will do. */
export function missingColumn(mapping: Mapping, header: readonly string[]): string | undefined {
  const isThere = (name: string) => header.includes(keyOf(name));
  for (const source of mapping.values()) {
    const from = fromOf(source);
    if (from.length > 0 && !from.some(isThere)) return from[0];
    const missing = placesIn(source.template ?? '').find((name) => !isThere(name));
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/** A row with the mapped columns in the place of those they were read from. */
export function mapped(mapping: Mapping, row: GoodRow): RowValues {
  const source = row.source ?? row.values;
  const values = new Map<string, unknown>();
  const read = new Set(
    row.source ? [] : columnsRead(mapping).flatMap((name) => [keyOf(name), keyOf(name.split('.')[0] ?? '')]),
  );
  for (const [name, value] of Object.entries(row.values)) {
    if (!mapping.has(columnOf(name)) && !read.has(keyOf(name))) values.set(name, value);
  }
  for (const [target, from] of mapping) values.set(target, valueFrom(from, source));
  return Object.fromEntries(values);
}

/** The value of a column, or of a way through objects such as `price.amount`; null where there is none. */
export function lookUp(values: RowValues, name: string): unknown {
  const exact = Object.hasOwn(values, name) ? name : Object.keys(values).find((key) => keyOf(key) === keyOf(name));
  if (exact !== undefined) return values[exact] ?? null;
  const dot = name.indexOf('.');
  const inner = dot > 0 ? lookUp(values, name.slice(0, dot)) : null;
  const object = Array.isArray(inner) && !/^\d+(\.|$)/.test(name.slice(dot + 1)) ? inner[0] : inner;
  return typeof object === 'object' && object !== null ? lookUp(object as RowValues, name.slice(dot + 1)) : null;
}

function valueFrom(source: SourceOf, values: RowValues): unknown {
  const found = source.template === undefined ? firstFilled(source, values) : filledIn(source.template, values);
  const translated = source.values ? translate(source.values, found) : found;
  if (source.split === undefined || typeof translated !== 'string') return translated;
  return translated.split(source.split);
}

function firstFilled(source: SourceOf, values: RowValues): unknown {
  return (
    fromOf(source)
      .map((name) => lookUp(values, name))
      .find((value) => value !== null && value !== '') ?? null
  );
}

/** Null where one of the columns is empty: half an address leads nowhere. */
function filledIn(template: string, values: RowValues): string | null {
  let isWhole = true;
  const text = template.replace(PLACE, (_, name: string) => {
    const value = lookUp(values, name);
    if (value === null || value === '' || typeof value === 'object') isWhole = false;
    return String(value);
  });
  return isWhole ? text : null;
}

function translate(table: Readonly<Record<string, string | number>>, value: unknown): unknown {
  const text = String(value ?? '').trim();
  if (Object.hasOwn(table, text)) return table[text];
  return text !== '' && Object.hasOwn(table, '*') ? table['*'] : null;
}

const PLACE = /\{([^{}]+)\}/g;

function placesIn(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, name = '']) => name);
}

function fromOf({ from }: SourceOf): string[] {
  if (from === undefined) return [];
  return typeof from === 'string' ? [from] : from;
}

function targetOf(name: string): string {
  if (COLUMNS.includes(name) || MORE_TARGETS.includes(name) || /^attr_./.test(name)) return name;
  throw wrong(name, 'not one of our columns: what is on the left is filled from what is on the right');
}

function sourceOf(target: string, said: string | SourceOf): SourceOf {
  const source = typeof said === 'string' ? { from: said } : said;
  if ((source.from === undefined) === (source.template === undefined))
    throw wrong(target, 'needs one of from and template');
  if (source.split !== undefined && !LIST_TARGETS.includes(target))
    throw wrong(target, 'split is for image and images');
  return source;
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function wrong(column: string, what: string): TongkuanError {
  return new TongkuanError('FEED_MAP', { column, what });
}
