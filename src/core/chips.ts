/** What else is near: categories and sellers. The endpoint and the search in travel packs count alike. */
import type { CategoryCount, SellerCount } from './search-protocol.ts';

/** The nearest products that chips count and that a sort by price puts in order; further ones are of another style. */
export const CANDIDATES = 200;

/** near: categories of the nearest products, nearest first; all: what the catalogue holds. Equal counts keep their order. */
export function countCategories(near: readonly number[], all: readonly CategoryCount[]): CategoryCount[] {
  const counts = new Map<number, number>();
  for (const category of near) counts.set(category, (counts.get(category) ?? 0) + 1);
  for (const { category, count } of all) if (count > 0 && !counts.has(category)) counts.set(category, 0);
  return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
}

/** Most sellers an answer counts. */
export const SELLERS_LISTED = 20;

/** sellers: of the nearest products, nearest first. Most products first; those without a name are not counted. */
export function countSellers(sellers: readonly string[]): SellerCount[] {
  const counts = new Map<string, number>();
  for (const seller of sellers) if (seller !== '') counts.set(seller, (counts.get(seller) ?? 0) + 1);
  const counted = [...counts].map(([seller, count]) => ({ seller, count })).sort((a, b) => b.count - a.count);
  return counted.slice(0, SELLERS_LISTED);
}
