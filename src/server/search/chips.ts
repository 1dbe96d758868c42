import type { CategoryCount } from '#core/search-protocol.ts';

/**
 * The chips of an answer.
 * @param near categories of the nearest products, nearest first
 * @param all what the catalogue holds
 * @returns most first; equal counts keep their order, and what is held further off has count 0
 */
export function countCategories(near: readonly number[], all: readonly CategoryCount[]): CategoryCount[] {
  const counts = new Map<number, number>();
  for (const category of near) counts.set(category, (counts.get(category) ?? 0) + 1);
  for (const { category, count } of all) if (count > 0 && !counts.has(category)) counts.set(category, 0);
  return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count);
}
