/** Products side by side as rows of text. Knows no React. */
import { categoryName, labelName } from '#app/naming.ts';
import { priceText } from '#app/services/format.ts';
import type { Language } from '#app/services/language.ts';
import type { SavedProduct } from '#app/services/saved-store.ts';
import type { Words } from '#app/services/words.ts';
import type { Product } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';

export interface CompareRow {
  readonly name: string;
  /** One of each product, in order; null: it says nothing of this. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** A saved product, and what the shop says of it now: null, not sold; undefined, not known. */
export interface Compared {
  readonly saved: SavedProduct;
  readonly now: ProductResponse | null | undefined;
}

export function compareRows(compared: readonly Compared[], words: Words, language: Language): CompareRow[] {
  const products = compared.map(({ saved, now }) => now?.product ?? saved.product);
  const row = (name: string, values: readonly (string | null)[]): CompareRow => ({
    name,
    values,
    differs: new Set(values).size > 1,
  });
  const rows = [
    row(
      words.priceNow,
      compared.map((one) => priceNowText(one, words, language)),
    ),
    row(
      words.priceWhenSaved,
      compared.map(({ saved }) => priceText(saved.product.price, words, language)),
    ),
    row(
      words.seller,
      products.map(({ seller }) => seller || null),
    ),
    row(
      words.category,
      products.map(({ category }) => categoryName(category, language)),
    ),
    row(
      words.fineLabel,
      products.map(({ label }) => label && labelName(label, language)),
    ),
    row(
      words.availability,
      products.map(({ availability }) => (availability ? words.availabilities[availability] : null)),
    ),
    ...attributeNames(products).map((name) =>
      row(
        name,
        products.map((product) => attribute(product, name)),
      ),
    ),
  ];
  return rows.filter(({ values }) => values.some((value) => value !== null));
}

function priceNowText({ now }: Compared, words: Words, language: Language): string | null {
  if (now === undefined) return null;
  return now === null ? words.soldNoLonger : priceText(now.product.price, words, language);
}

/** Sellers write the same attribute in different case. */
const plain = (name: string) => name.trim().toLowerCase();

/** As first written, in the order they come. */
function attributeNames(products: readonly Product[]): string[] {
  const names = new Map<string, string>();
  for (const name of products.flatMap(({ attributes }) => Object.keys(attributes))) {
    if (!names.has(plain(name))) names.set(plain(name), name);
  }
  return [...names.values()];
}

function attribute({ attributes }: Product, name: string): string | null {
  return Object.entries(attributes).find(([other]) => plain(other) === plain(name))?.[1] ?? null;
}
