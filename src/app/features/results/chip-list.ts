import type { CategoryCount } from '#core/search-protocol.ts';

export interface Chip {
  /** null: all categories. */
  readonly category: number | null;
  readonly count: number | null;
}

/** The detected category first, then all, then what else lies near, most first, then what lies further off, without a count. */
export function chipList(detected: number | null, counts: readonly CategoryCount[]): Chip[] {
  const own = counts.find(({ category }) => category === detected);
  const others = counts.filter(({ category }) => category !== detected);
  return [
    ...(detected === null ? [] : [{ category: detected, count: own?.count || null }]),
    { category: null, count: null },
    ...others.map(({ category, count }) => ({ category, count: count || null })),
  ];
}
