/** Cards: what one hit of an answer is made of. A product each, or, grouped, all offers of one item together. */
import type { Product } from '#core/product.ts';
import type { OfferSpan, SearchHit, Sort } from '#core/search-protocol.ts';
import type { IndexDocument, IndexHit } from '#search/vector-index.ts';
import type { Shop } from '../deps.ts';
import { pictureUrl } from '../picture-url.ts';

export interface Card extends IndexHit {
  /** Grouped only: null for an item with one offer. */
  readonly offers?: OfferSpan | null;
}

export const groupOf = ({ document }: IndexHit): string | null => document.product.group;

/** Those of one group become one: the first stands for all. Keeps the order. */
export function firstOfEach<T>(found: readonly T[], of: (one: T) => string | null): T[] {
  const seen = new Set<string>();
  return found.filter((one) => {
    const group = of(one);
    if (group === null) return true;
    if (seen.has(group)) return false;
    seen.add(group);
    return true;
  });
}

/** Products by group; those alone are left out. */
function byGroup(documents: readonly IndexDocument[]): Map<string, Product[]> {
  const groups = new Map<string, Product[]>();
  for (const { product } of documents) {
    if (product.group === null) continue;
    const members = groups.get(product.group);
    if (members) members.push(product);
    else groups.set(product.group, [product]);
  }
  return groups;
}

/** Prices in another currency cannot be compared, so they do not count. */
function spanOf({ price }: Product, offers: readonly Product[]): OfferSpan | null {
  const amounts = offers.flatMap((offer) =>
    offer.price && offer.price.currency === price?.currency ? [offer.price.amount] : [],
  );
  if (amounts.length < 2) return null;
  return { count: amounts.length, lowest: Math.min(...amounts), highest: Math.max(...amounts) };
}

/** Tells each hit what the offers of its item cost. */
export function withOffers(hits: readonly IndexHit[], offers: readonly IndexDocument[]): Card[] {
  const groups = byGroup(offers);
  return hits.map((hit) => {
    const { product } = hit.document;
    return { ...hit, offers: spanOf(product, groups.get(product.group ?? '') ?? []) };
  });
}

/** Cheapest first looks at the lowest offer of an item, dearest first at the highest; no price comes last. */
export function byPrice(sort: Sort) {
  const sign = sort === 'price-asc' ? 1 : -1;
  const side = sort === 'price-asc' ? 'lowest' : 'highest';
  const amount = ({ document, offers }: Card) =>
    offers?.[side] ?? document.product.price?.amount ?? sign * Number.MAX_VALUE;
  return (a: Card, b: Card) => sign * (amount(a) - amount(b)) || b.similarity - a.similarity;
}

export function toSearchHit(
  { base }: Pick<Shop, 'base'>,
  { document: { product }, similarity, offers }: Card,
): SearchHit {
  const hit = { product, similarity, picture: pictureUrl(base, product.id) };
  return offers === undefined ? hit : { ...hit, offers };
}
