/**
 * What else there is near the vector: categories, sellers and prices to narrow a search by. Each is counted without its own
 * filter, so that shoppers see what they could choose instead.
 */
import { CANDIDATES, countCategories, countSellers } from '#core/chips.ts';
import type { CategoryCount, PriceFacet, SearchResponse } from '#core/search-protocol.ts';
import type { IndexFilter, IndexHit } from '#search/vector-index.ts';
import { priceFacets } from './price-facets.ts';
import type { Wishes } from './query.ts';

export interface Facets extends Pick<SearchResponse, 'categories'> {
  readonly sellers: NonNullable<SearchResponse['sellers']>;
  readonly prices?: readonly PriceFacet[];
}

interface Surroundings {
  /** The nearest `CANDIDATES` that pass another filter. */
  readonly around: (filter: IndexFilter) => Promise<readonly IndexHit[]>;
  /** What the catalogue holds. */
  readonly all: readonly CategoryCount[];
  /** Their categories, read without their documents. */
  readonly categoriesAround: (filter: IndexFilter) => Promise<readonly number[]>;
  /** Categories of hits, as they are counted; absent: of each. */
  readonly categoriesOf?: (hits: readonly IndexHit[]) => readonly number[];
}

type FilterPart = keyof IndexFilter;

/** @param near what passes every filter, nearest first */
export async function facetsOf(
  { filter, facets }: Pick<Wishes, 'filter' | 'facets'>,
  near: readonly IndexHit[],
  { around, categoriesAround, categoriesOf = eachCategory, all }: Surroundings,
): Promise<Facets> {
  const productsWithout = async (...parts: FilterPart[]) => {
    if (!parts.some((part) => part in filter)) return near.slice(0, CANDIDATES);
    return around(without(filter, parts));
  };
  const [ofAnyCategory, ofAnySeller, atAnyPrice] = await Promise.all([
    'categories' in filter
      ? categoriesAround(without(filter, ['categories']))
      : categoriesOf(near.slice(0, CANDIDATES)),
    productsWithout('sellers'),
    facets.includes('price') ? productsWithout('minPrice', 'maxPrice') : undefined,
  ]);
  const products = (hits: readonly IndexHit[]) => hits.map(({ document }) => document.product);
  return {
    categories: countCategories(ofAnyCategory, all),
    sellers: countSellers(products(ofAnySeller).map(({ seller }) => seller)),
    ...(atAnyPrice ? { prices: priceFacets(products(atAnyPrice).flatMap(({ price }) => price ?? [])) } : {}),
  };
}

function eachCategory(hits: readonly IndexHit[]): number[] {
  return hits.map(({ document }) => document.product.category);
}

function without(filter: IndexFilter, parts: readonly FilterPart[]): IndexFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !parts.includes(name as FilterPart)));
}
