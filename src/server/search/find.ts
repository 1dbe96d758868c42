/** From a vector and wishes to the page of an answer. */
import { CANDIDATES } from '#core/chips.ts';
import { DEPTH_MAX, type SearchResponse } from '#core/search-protocol.ts';
import { factsOf } from '#search/record.ts';
import type { IndexDocument, IndexFilter, IndexHit, IndexStats, NearFacts } from '#search/vector-index.ts';
import type { AskedShop } from '../deps.ts';
import { byPrice, type Card, firstOfEach, groupOf, toSearchHit, withOffers } from './cards.ts';
import { type Facets, facetsOf } from './facets.ts';
import type { Wishes } from './query.ts';
import { refine } from './refine.ts';

export type Found = Facets & Pick<SearchResponse, 'hits' | 'total' | 'nearest'>;

export interface Search extends Wishes {
  readonly vector: Int8Array;
  /** The product searched from: not its own answer, nor, grouped, are other offers of it. */
  readonly from?: IndexDocument;
}

/** The nearest that pass. What comes first does not depend on how deep one looks, so pages neither repeat nor miss anything. */
async function nearest({ index }: AskedShop, { vector, filter }: Search, depth: number): Promise<IndexHit[]> {
  const near = await index.search(vector, filter, CANDIDATES);
  if (depth <= CANDIDATES || near.length < CANDIDATES) return near;
  const seen = new Set(near.map(({ document }) => document.product.id));
  const deep = await index.search(vector, filter, DEPTH_MAX);
  return [...near, ...deep.filter(({ document }) => !seen.has(document.product.id))].slice(0, DEPTH_MAX);
}

/** How many can be paged through, without reading them. */
async function countOf(
  { index }: AskedShop,
  { vector, filter, page }: Search,
  near: number,
  all: number,
): Promise<number> {
  if (page.sort !== 'similarity') return Math.min(near, CANDIDATES);
  if (near < CANDIDATES) return near;
  if (Object.keys(filter).length === 0) return Math.min(all, DEPTH_MAX);
  return Math.max(near, await index.countNear(vector, filter, DEPTH_MAX));
}

/** A hit for each product: reads no more documents than the page and the facets need. */
async function findProducts(shop: AskedShop, served: IndexStats, search: Search): Promise<Found> {
  const { sort, offset, limit } = search.page;
  const near = await nearest(shop, search, sort === 'similarity' ? offset + limit : CANDIDATES);
  const around = (filter: IndexFilter) => shop.index.search(search.vector, filter, CANDIDATES);
  const categoriesAround = async (filter: IndexFilter) => {
    const facts = await shop.index.nearestFacts(search.vector, filter, CANDIDATES);
    return facts.map(({ category }) => category);
  };
  const [total, facets] = await Promise.all([
    countOf(shop, search, near.length, served.products),
    facetsOf(search, near, { around, categoriesAround, all: served.categories }),
  ]);
  const ordered = sort === 'similarity' ? near : near.toSorted(byPrice(sort));
  return {
    hits: ordered.slice(offset, offset + limit).map((card) => toSearchHit(shop, card)),
    total,
    nearest: near[0]?.similarity ?? null,
    ...facets,
  };
}

/** Whether this is the product searched from or, grouped, another offer of it: no answer to that search. */
function isItself(
  found: Pick<NearFacts, 'id' | 'group'>,
  from: Pick<NearFacts, 'id' | 'group'> | undefined,
  grouped: boolean,
) {
  if (!from) return false;
  return found.id === from.id || (grouped && found.group !== null && found.group === from.group);
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
async function findCards(shop: AskedShop, served: IndexStats, search: Search): Promise<Found> {
  const { vector, filter, grouped, from } = search;
  const others = async (which: IndexFilter, limit: number): Promise<IndexHit[]> => {
    const hits = await shop.index.search(vector, which, limit);
    return hits.filter(({ document }) => !isItself(document.product, from?.product, grouped));
  };
  const near = await others(filter, DEPTH_MAX);
  const collapse = (hits: readonly IndexHit[]) => (grouped ? firstOfEach(hits, groupOf) : hits);
  const priced = async (hits: readonly IndexHit[]): Promise<Card[]> => {
    if (!grouped) return [...hits];
    const groups = hits.flatMap(({ document }) => document.product.group ?? []);
    // without the field, looking for many groups would read every product many times
    const offers = served.groupsListed
      ? await shop.index.inGroups(groups, filter)
      : near.map(({ document }) => document);
    return withOffers(hits, offers);
  };
  const hits = collapse(poolOf(near, search));
  const around = (which: IndexFilter) => others(which, CANDIDATES);
  const categoriesAround = async (which: IndexFilter) => {
    const facts = await shop.index.nearestFacts(vector, which, CANDIDATES);
    const itself = from && factsOf(from);
    const answers = facts.filter((found) => !isItself(found, itself, grouped));
    return (grouped ? firstOfEach(answers, ({ group }) => group) : answers).map(({ category }) => category);
  };
  const categoriesOf = (some: readonly IndexHit[]) => collapse(some).map(({ document }) => document.product.category);
  const [cards, facets] = await Promise.all([
    pageOf(hits, priced, search),
    facetsOf(search, near, { around, categoriesAround, categoriesOf, all: served.categories }),
  ]);
  return {
    hits: cards.map((card) => toSearchHit(shop, card)),
    total: hits.length,
    nearest: near[0]?.similarity ?? null,
    ...facets,
  };
}

export function find(shop: AskedShop, served: IndexStats, search: Search): Promise<Found> {
  const plain = !search.grouped && !search.from && search.words.length === 0;
  return plain ? findProducts(shop, served, search) : findCards(shop, served, search);
}
