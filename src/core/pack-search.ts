/** A search in travel packs, with the endpoint's rules: the same vector and filters give the same products. */
import { CANDIDATES, countCategories, countSellers } from './chips.ts';
import { dotProducts, type Near, NearestFew, squaredLengths } from './nearest.ts';
import { type Pack, PRICE_UNKNOWN } from './pack-format.ts';
import { soldFilter } from './pack-sold.ts';
import {
  type CategoryCount,
  DEPTH_MAX,
  LIMIT_DEFAULT,
  type OfferSpan,
  type SearchQuery,
  type SellerCount,
} from './search-protocol.ts';

/** A pack and what a search needs of it, computed once. */
export interface OpenPack {
  readonly pack: Pack;
  /** |v|² of each vector. */
  readonly lengths: Float64Array;
}

export interface PackHit {
  /** Which of the packs, and which of its products. */
  readonly pack: number;
  readonly at: number;
  /** Cosine similarity, −1 to 1. */
  readonly similarity: number;
  /** As in `SearchHit`; among the nearest `DEPTH_MAX` products. */
  readonly offers?: OfferSpan | null;
}

/** As in `SearchResponse`. */
export interface PackAnswer {
  readonly hits: readonly PackHit[];
  readonly total: number;
  readonly nearest: number | null;
  readonly categories: readonly CategoryCount[];
  readonly sellers: readonly SellerCount[];
}

export function openPack(pack: Pack): OpenPack {
  return { pack, lengths: squaredLengths(pack.vectors) };
}

/** A product of one of the packs. */
export type PackPlace = Pick<PackHit, 'pack' | 'at'>;

/**
 * @param packs one a category
 * @param vector 128 int8 of their model
 * @param itself products that are no answer: the one searched from, and other offers of it
 */
export function searchPacks(
  packs: readonly OpenPack[],
  vector: Int8Array,
  query: SearchQuery,
  itself: readonly PackPlace[] = [],
): PackAnswer {
  const { sort = 'similarity', offset = 0, limit = LIMIT_DEFAULT, group } = query;
  const { within, around, offered } = scan(packs, vector, query, itself);
  const found = within.sorted().map((hit) => locate(packs, hit));
  const chips = around.sorted().map((hit) => locate(packs, hit));
  const pool = sort === 'similarity' ? found : found.slice(0, CANDIDATES);
  const cards = group ? firstOfEach(packs, pool, found) : pool;
  const ordered = sort === 'similarity' ? cards : cards.toSorted(byPrice(packs, sort));
  const counted = (group ? firstOfEach(packs, chips, chips) : chips).map(({ pack }) => packs[pack]?.pack.category ?? 0);
  return {
    hits: ordered.slice(offset, offset + limit),
    total: group ? cards.length : Math.min(within.offered, sort === 'similarity' ? DEPTH_MAX : CANDIDATES),
    nearest: found[0]?.similarity ?? null,
    categories: countCategories(counted, sizes(packs)),
    sellers: countSellers(offered.sorted().map((hit) => sellerOf(packs, locate(packs, hit)))),
  };
}

function sellerOf(packs: readonly OpenPack[], { pack, at }: PackHit): string {
  return packs[pack]?.pack.product(at).seller ?? '';
}

/** Offers of one item become one hit, which the nearest stands for, with what all that are near cost. Keeps the order. */
function firstOfEach(packs: readonly OpenPack[], hits: readonly PackHit[], near: readonly PackHit[]): PackHit[] {
  const productOf = ({ pack, at }: PackHit) => packs[pack]?.pack.product(at);
  const prices = new Map<string, number[]>();
  for (const hit of near) {
    const product = productOf(hit);
    if (!product?.group || !product.price) continue;
    const key = `${product.group}\n${product.price.currency}`; // prices in another currency cannot be compared
    prices.set(key, [...(prices.get(key) ?? []), product.price.amount]);
  }
  const seen = new Set<string>();
  return hits.flatMap((hit): PackHit[] => {
    const product = productOf(hit);
    if (!product?.group) return [{ ...hit, offers: null }];
    if (seen.has(product.group)) return [];
    seen.add(product.group);
    const amounts = prices.get(`${product.group}\n${product.price?.currency}`) ?? [];
    return [{ ...hit, offers: spanOf(amounts) }];
  });
}

function spanOf(amounts: readonly number[]): OfferSpan | null {
  if (amounts.length < 2) return null;
  return { count: amounts.length, lowest: Math.min(...amounts), highest: Math.max(...amounts) };
}

/** Cheapest first looks at the lowest offer of an item, dearest first at the highest; of equals the nearer comes first. */
function byPrice(packs: readonly OpenPack[], sort: 'price-asc' | 'price-desc') {
  const [sign, side] = sort === 'price-asc' ? ([1, 'lowest'] as const) : ([-1, 'highest'] as const);
  const price = ({ pack, at, offers }: PackHit) => offers?.[side] ?? packs[pack]?.pack.prices[at] ?? PRICE_UNKNOWN;
  return (a: PackHit, b: PackHit) => byAmount(price(a), price(b), sign);
}

/** Products without a price stand last, whichever way. */
function byAmount(a: number, b: number, sign: number): number {
  const unknown = Number(a === PRICE_UNKNOWN) - Number(b === PRICE_UNKNOWN);
  return unknown || sign * (a - b);
}

/** within: what passes all filters; around: whatever its category; offered: whoever sells it. */
function scan(packs: readonly OpenPack[], vector: Int8Array, query: SearchQuery, itself: readonly PackPlace[]) {
  const { category = [], minPrice, maxPrice = Number.POSITIVE_INFINITY } = query;
  const least = minPrice ?? (query.maxPrice === undefined ? PRICE_UNKNOWN : 0);
  const within = new NearestFew(DEPTH_MAX);
  const around = new NearestFew(CANDIDATES);
  const offered = new NearestFew(CANDIDATES);
  const [own] = squaredLengths(vector);
  let first = 0;
  for (const [number, { pack, lengths }] of packs.entries()) {
    const skipped = new Set(itself.filter((each) => each.pack === number).map((each) => each.at));
    const wanted = category.length === 0 || category.includes(pack.category);
    const { stock, seller } = soldFilter(pack, query);
    const dots = dotProducts(pack.vectors, vector, pack.count);
    for (let at = 0; at < pack.count; at++) {
      const price = pack.prices[at] as number;
      const length = lengths[at] as number;
      if (price < least || price > maxPrice || length === 0 || !stock(at) || (skipped.size > 0 && skipped.has(at)))
        continue;
      // as core's cosine(): to the last bit what the endpoint computes
      const similarity = Math.max(-1, Math.min(1, (dots[at] as number) / Math.sqrt((own as number) * length)));
      const sold = seller(at);
      if (sold) around.offer(first + at, similarity);
      if (wanted) offered.offer(first + at, similarity);
      if (sold && wanted) within.offer(first + at, similarity);
    }
    first += pack.count;
  }
  return { within, around, offered };
}

function locate(packs: readonly OpenPack[], { place, similarity }: Near): PackHit {
  let at = place;
  let pack = 0;
  for (; at >= (packs[pack]?.pack.count ?? Number.POSITIVE_INFINITY); pack++) at -= packs[pack]?.pack.count ?? 0;
  return { pack, at, similarity };
}

/** As the endpoint lists them: most products first. */
function sizes(packs: readonly OpenPack[]): CategoryCount[] {
  const counts = packs.map(({ pack }) => ({ category: pack.category, count: pack.count }));
  return counts.sort((a, b) => b.count - a.count || a.category - b.category);
}
