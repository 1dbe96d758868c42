/** Products side by side as rows of text. Knows no React. */
import { categoryName, labelName } from '#app/naming.ts';
import { attributeName, plainAttribute } from '#app/services/attribute-names.ts';
import { attributeValue } from '#app/services/attribute-values.ts';
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
    ...attributeNames(products, language).map((name) =>
      row(
        name,
        products.map((product) => attribute(product, name, language)),
      ),
    ),
  ];
  return rows.filter(({ values }) => values.some((value) => value !== null));
}

function priceNowText({ now }: Compared, words: Words, language: Language): string | null {
  if (now === undefined) return null;
  return now === null ? words.soldNoLonger : priceText(now.product.price, words, language);
}

/** As shown first, in the order they come. */
function attributeNames(products: readonly Product[], language: Language): string[] {
  const names = new Map<string, string>();
  for (const written of products.flatMap(({ attributes }) => Object.keys(attributes))) {
    const name = attributeName(written, language);
    if (!names.has(plainAttribute(name))) names.set(plainAttribute(name), name);
  }
  return [...names.values()];
}

/** Sellers write the same attribute in different ways. */
function attribute({ attributes }: Product, name: string, language: Language): string | null {
  const same = (written: string) => plainAttribute(attributeName(written, language)) === plainAttribute(name);
  const [written, value] = Object.entries(attributes).find(([each]) => same(each)) ?? [];
  return written === undefined || value === undefined ? null : attributeValue(written, value, language);
}
