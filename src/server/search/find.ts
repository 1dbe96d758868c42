/** From a vector and wishes to the page of an answer. */
import { CANDIDATES, countCategories } from '#core/chips.ts';
import { DEPTH_MAX, type SearchResponse } from '#core/search-protocol.ts';
import type { IndexDocument, IndexFilter, IndexHit, IndexStats } from '#search/vector-index.ts';
import type { ServedIndex } from '../deps.ts';
import { byPrice, type Card, firstOfEach, toSearchHit, withOffers } from './cards.ts';
import type { Wishes } from './query.ts';
import { refine } from './refine.ts';

export type Found = Pick<SearchResponse, 'hits' | 'total' | 'nearest' | 'categories'>;

export interface Search extends Wishes {
  readonly vector: Int8Array;
  /** The product searched from: not its own answer, nor, grouped, are other offers of it. */
  readonly from?: IndexDocument;
}

/** A hit for each product: reads no more documents than the page shows. */
async function findProducts(index: ServedIndex, served: IndexStats, { vector, filter, page }: Search): Promise<Found> {
  const { sort, offset, limit } = page;
  const near = sort === 'similarity';
  const { categories, ...prices } = filter;
  const [within, chips, found] = await Promise.all([
    index.nearestCategories(vector, filter, near ? DEPTH_MAX : CANDIDATES),
    categories ? index.nearestCategories(vector, prices, CANDIDATES) : undefined,
    index.search(vector, filter, near ? offset + limit : CANDIDATES),
  ]);
  const ordered = near ? found : found.toSorted(byPrice(sort));
  return {
    hits: ordered.slice(offset, offset + limit).map(toSearchHit),
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

/** What pages are cut from: by similarity everything near, by price what is of the style and, asked for words, holds them. */
function poolOf(near: readonly IndexHit[], { page, words }: Search): readonly IndexHit[] {
  const byPicture = page.sort === 'similarity';
  if (words.length === 0) return byPicture ? near : near.slice(0, CANDIDATES);
  const { ordered, holding } = refine(near, words);
  if (byPicture) return ordered;
  return (holding.length > 0 ? holding : near).slice(0, CANDIDATES);
}

/** Hits in the order of the page; only those whose offers decide where they stand, or that are shown, are priced. */
async function pageOf(
  hits: readonly IndexHit[],
  priced: (some: readonly IndexHit[]) => Promise<Card[]>,
  search: Search,
) {
  const { sort, offset, limit } = search.page;
  if (sort === 'similarity') return priced(hits.slice(offset, offset + limit));
  return (await priced(hits)).sort(byPrice(sort)).slice(offset, offset + limit);
}

/**
 * The same, where the documents decide what is a hit. Every page is cut from the same `DEPTH_MAX` nearest products, so
 * that pages neither repeat nor miss anything.
 */
async function findCards(index: ServedIndex, served: IndexStats, search: Search): Promise<Found> {
  const { vector, filter, grouped } = search;
  const { categories, ...prices } = filter;
  const others = async (which: IndexFilter, limit: number): Promise<IndexHit[]> =>
    (await index.search(vector, which, limit)).filter(({ document }) => !isItself(document, search));
  const [near, wide] = await Promise.all([
    others(filter, DEPTH_MAX),
    categories ? others(prices, CANDIDATES) : undefined,
  ]);
  const collapse = (hits: readonly IndexHit[]) => (grouped ? firstOfEach(hits) : hits);
  const priced = async (hits: readonly IndexHit[]): Promise<Card[]> => {
    if (!grouped) return [...hits];
    const groups = hits.flatMap(({ document }) => document.product.group ?? []);
    // without the field, looking for many groups would read every product many times
    const offers = served.groupsListed ? await index.inGroups(groups, filter) : near.map(({ document }) => document);
    return withOffers(hits, offers);
  };
  const hits = collapse(poolOf(near, search));
  const chips = collapse((wide ?? near).slice(0, CANDIDATES));
  return {
    hits: (await pageOf(hits, priced, search)).map(toSearchHit),
    total: hits.length,
    nearest: near[0]?.similarity ?? null,
    categories: countCategories(
      chips.map(({ document }) => document.product.category),
      served.categories,
    ),
  };
}

export function find(index: ServedIndex, served: IndexStats, search: Search): Promise<Found> {
  const plain = !search.grouped && !search.from && search.words.length === 0;
  return plain ? findProducts(index, served, search) : findCards(index, served, search);
}
