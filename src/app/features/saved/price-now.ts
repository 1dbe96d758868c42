/** What the shop asks now, against what it asked when the product was saved. */

import type { SavedProduct } from '#app/services/saved-store.ts';
import type { Price } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';

export type PriceNow =
  /** unsaid: the shop told no price, neither then nor now */
  | { readonly kind: 'unknown' | 'unsaid' | 'gone' }
  /** other: it cannot be compared with the one before, being in another currency or not said */
  | { readonly kind: 'same' | 'other'; readonly price: Price | null }
  | { readonly kind: 'lower' | 'higher'; readonly price: Price; readonly difference: Price };

/** @param answer what the shop said: null, it is not sold; undefined, it was not asked */
export function priceNow({ product }: SavedProduct, answer: ProductResponse | null | undefined): PriceNow {
  if (answer === undefined) return { kind: product.price ? 'unknown' : 'unsaid' };
  if (answer === null) return { kind: 'gone' };
  const { price } = answer.product;
  if (!price && !product.price) return { kind: 'unsaid' };
  if (!price || price.currency !== product.price?.currency) return { kind: 'other', price };
  const change = price.amount - product.price.amount;
  if (change === 0) return { kind: 'same', price };
  const difference = { amount: Math.abs(change), currency: price.currency };
  return { kind: change < 0 ? 'lower' : 'higher', price, difference };
}

/** Orders a list: newest first as it is, or by what is asked now, else was asked then. */
export function sorted(
  products: readonly SavedProduct[],
  now: ReadonlyMap<string, ProductResponse | null>,
  sort: 'newest' | 'price',
): readonly SavedProduct[] {
  if (sort === 'newest') return products;
  const amount = ({ id, product }: SavedProduct) => (now.get(id)?.product ?? product).price?.amount ?? Number.MAX_VALUE;
  return [...products].sort((a, b) => amount(a) - amount(b));
}
