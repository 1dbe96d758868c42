/** From a vector and wishes to the page of an answer. */
import { DEPTH_MAX, type SearchResponse } from '#core/search-protocol.ts';
import type { IndexDocument, IndexFilter, IndexHit, IndexStats } from '#search/vector-index.ts';
import type { ServedIndex } from '../deps.ts';
import { byPrice, type Card, nearestOfEach, toSearchHit, withOffers } from './cards.ts';
import { countCategories } from './chips.ts';
import type { Page, Wishes } from './query.ts';

/** The nearest products that chips count and that a sort by price puts in order; further ones are of another style. */
export const CANDIDATES = 200;

export type Found = Pick<SearchResponse, 'hits' | 'total' | 'nearest' | 'categories'>;

export interface Search extends Wishes {
  readonly vector: Int8Array;
  /** The product searched from: not its own answer, nor, grouped, are other offers of it. */
  readonly from?: IndexDocument;
}

function pageOf(cards: readonly Card[], { sort, offset, limit }: Page) {
  const ordered = sort === 'similarity' ? cards : cards.toSorted(byPrice(sort));
  return ordered.slice(offset, offset + limit).map(toSearchHit);
}

/** A hit for each product: reads no more documents than the page shows. */
async function findProducts(index: ServedIndex, served: IndexStats, { vector, filter, page }: Search): Promise<Found> {
  const near = page.sort === 'similarity';
  const { categories, ...prices } = filter;
  const [within, chips, found] = await Promise.all([
    index.nearestCategories(vector, filter, near ? DEPTH_MAX : CANDIDATES),
    categories ? index.nearestCategories(vector, prices, CANDIDATES) : undefined,
    index.search(vector, filter, near ? page.offset + page.limit : CANDIDATES),
  ]);
  return {
    hits: pageOf(found, page),
    total: Math.max(within.length, found.length),
    nearest: found[0]?.similarity ?? null,
    categories: countCategories(chips ?? within.slice(0, CANDIDATES), served.categories),
  };
}

/** What is no answer to a search from a product. */
function isItself({ product }: IndexDocument, { from, grouped }: Search): boolean {
  if (!from) return false;
  return product.id === from.product.id || (grouped && product.group !== null && product.group === from.product.group);
}

/**
 * The same, where the documents decide what is a hit. Every page is cut from the same `DEPTH_MAX` nearest products, so
 * that pages neither repeat nor miss anything.
 */
async function findCards(index: ServedIndex, served: IndexStats, search: Search): Promise<Found> {
  const { vector, filter, page, grouped } = search;
  const { categories, ...prices } = filter;
  const others = async (which: IndexFilter, limit: number): Promise<IndexHit[]> =>
    (await index.search(vector, which, limit)).filter(({ document }) => !isItself(document, search));
  const [near, wide] = await Promise.all([
    others(filter, DEPTH_MAX),
    categories ? others(prices, CANDIDATES) : undefined,
  ]);
  const pool = page.sort === 'similarity' ? near : near.slice(0, CANDIDATES);
  const collapse = (hits: readonly IndexHit[]) => (grouped ? nearestOfEach(hits) : hits);
  const hits = collapse(pool);
  const cards = grouped
    ? withOffers(
        hits,
        near.map(({ document }) => document.product),
      )
    : hits;
  const chips = collapse((wide ?? near).slice(0, CANDIDATES)).map(({ document }) => document.product.category);
  return {
    hits: pageOf(cards, page),
    total: cards.length,
    nearest: near[0]?.similarity ?? null,
    categories: countCategories(chips, served.categories),
  };
}

export function find(index: ServedIndex, served: IndexStats, search: Search): Promise<Found> {
  return search.grouped || search.from ? findCards(index, served, search) : findProducts(index, served, search);
}
