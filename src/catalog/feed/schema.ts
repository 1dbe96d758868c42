/** What a row must look like once its empty cells are gone and its numbers are text. */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { TongkuanError } from '#core/errors.ts';

/** Characters of a product id: they are safe in URLs, file names and shells. */
export const ID_PATTERN = '^[A-Za-z0-9._:-]{1,128}$';

const Title = Type.String({ maxLength: 500 });
const Name = Type.String({ maxLength: 128 });
const Image = Type.String({ minLength: 1, maxLength: 2048 });

const RowSchema = Type.Object({
  id: Type.String({ pattern: ID_PATTERN }),
  title: Type.Optional(Title),
  title_zh: Type.Optional(Title),
  title_en: Type.Optional(Title),
  price: Type.Optional(Type.String()),
  sale_price: Type.Optional(Type.String()),
  availability: Type.Optional(Type.String({ maxLength: 60 })),
  gtin: Type.Optional(Type.String({ maxLength: 40 })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  seller: Type.Optional(Name),
  group: Type.Optional(Name),
  category: Type.Optional(Type.String({ pattern: '^\\d{1,8}$' })),
  label: Type.Optional(Name),
  sale_price_effective_date: Type.Optional(Type.String({ maxLength: 80 })),
  image: Image,
  images: Type.Optional(Type.Array(Image)),
  url: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 2048 })),
  attributes: Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 500 }), { maxProperties: 50 }),
});

export type CleanRow = Static<typeof RowSchema>;
export const COLUMNS: readonly string[] = Object.keys(RowSchema.properties);

/** What a column takes, where its pattern says it to programs only. */
const TAKES: Readonly<Record<string, string>> = {
  id: 'takes up to 128 of A–Z a–z 0–9 . _ : -, no spaces',
  currency: 'takes a code of three capital letters such as CNY',
  category: 'takes the number of a category, see docs/feeds.md',
  url: 'takes an http(s) address',
};

const validator = Compile(RowSchema);

/** @throws FEED_LINE naming the column */
export function checkRow(row: Readonly<Record<string, unknown>>): CleanRow {
  if (validator.Check(row)) return row;
  const [fault] = validator.Errors(row);
  const params = fault?.params as { requiredProperties?: string[] } | undefined;
  const column = params?.requiredProperties?.[0] ?? fault?.instancePath.split('/')[1] ?? '';
  const message = fault?.keyword === 'pattern' ? (TAKES[column] ?? fault.message) : fault?.message;
  const what = params?.requiredProperties ? 'missing' : describeFault(row[column], message);
  throw new TongkuanError('FEED_LINE', { column, what });
}

function describeFault(value: unknown, message = 'not valid'): string {
  return typeof value === 'string' ? `${message}: ${value.slice(0, 80)}` : message;
}
