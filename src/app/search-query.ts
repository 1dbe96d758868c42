import { DEPTH_MAX, LIMIT_DEFAULT, type SearchQuery } from '#core/search-protocol.ts';
import type { Filters } from './flow.ts';

/** What a search is narrowed to, as it goes over the wire. */
export function queryOf(filters: Filters, offset: number): SearchQuery {
  const { categories, sellers, inStock, sort, words, prices } = filters;
  return {
    ...(categories.length === 0 ? {} : { category: categories }),
    ...(words === '' ? {} : { q: words }),
    ...(prices.min === null ? {} : { minPrice: prices.min }),
    ...(prices.max === null ? {} : { maxPrice: prices.max }),
    ...(sellers.length === 0 ? {} : { seller: sellers }),
    ...(inStock ? { inStock } : {}),
    sort,
    group: 'offers',
    offset,
    limit: Math.min(LIMIT_DEFAULT, DEPTH_MAX - offset),
  };
}
