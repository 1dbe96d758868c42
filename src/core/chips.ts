/** The category chips of a search; the endpoint and the search in travel packs count alike. */
import type { CategoryCount } from './search-protocol.ts';

/** The nearest products that chips count and that a sort by price puts in order; further ones are of another style. */
export const CANDIDATES = 200;

/** near: categories of the nearest products, nearest first; all: what the catalogue holds. Equal counts keep their order. */
export function countCategories(near: readonly number[], all: readonly CategoryCount[]): CategoryCount[] {
  const counts = new Map<number, number>();
  for (const category of near) counts.set(category, (counts.get(category) ?? 0) + 1);
  for (const { category, count } of all) if (count > 0 && !counts.has(category)) counts.set(category, 0);
  return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
}
