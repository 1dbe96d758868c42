/** Which structure fits how many products, and how wide to look in it. Pure arithmetic; `npm run bench:index` measures it. */

/** Below this many products every vector is compared: a scan of 10,000 takes about a millisecond and misses nothing. */
export const EXACT_BELOW = 10_000;
/** Lists looked into without a filter: 24 of 1,024 gave recall@10 1.000 on a million vectors (bench/index/README.md). */
const PROBES = 24;
/** A filter thins every list out, so more lists are looked into. */
const PROBES_FILTERED = 128;
/** So many for filters that pass this share of the products or more; the narrower the filter, the more lists. */
const NARROW = 0.01;
/** Counting what passes a filter ends here: beyond, it takes longer than looking into more lists than are needed. */
const COUNTED_MAX = 4000;
/** The same for filters that are asked for again, whose number is remembered. */
const COUNTED_AGAIN_MAX = 10_000;
/** Counting goes at least so far: nobody can page further. */
const COUNTED_LEAST = 500;
/** At least so many stored vectors are looked at per result asked for. */
const LOOKED_AT_PER_RESULT = 40;

export type Structure = { readonly kind: 'exact' } | { readonly kind: 'ivf-rabitq' | 'ivf'; readonly lists: number };

/** Lists of a coarse quantiser: the power of two nearest to √products, so that lists and their number grow alike. */
export function listsFor(products: number): number {
  return 2 ** Math.round(Math.log2(Math.sqrt(Math.max(products, 256))));
}

/** @param rabitq whether this platform can run RaBitQ */
export function structureFor(products: number, rabitq: boolean): Structure {
  if (products < EXACT_BELOW) return { kind: 'exact' };
  return { kind: rabitq ? 'ivf-rabitq' : 'ivf', lists: listsFor(products) };
}

/** How far what passes a filter is counted: until it is known not to be narrow. @param isAgain it was asked for before */
export function countedMax(products: number, isAgain: boolean): number {
  const most = isAgain ? COUNTED_AGAIN_MAX : COUNTED_MAX;
  return Math.min(most, Math.max(COUNTED_LEAST, Math.ceil(NARROW * products)));
}

/**
 * How many lists a query looks into; never more than there are.
 * @param passing how many products pass the filter, counted up to `countedMax`; absent: there is no filter
 */
export function probesFor(lists: number, products: number, limit: number, passing?: number): number {
  const perList = Math.max(1, products / lists);
  const deep = (limit * LOOKED_AT_PER_RESULT) / perList;
  const wide =
    passing === undefined ? PROBES : PROBES_FILTERED * Math.max(1, (NARROW * products) / Math.max(1, passing));
  return Math.min(lists, Math.ceil(Math.max(wide, deep)));
}

/** As `stats` tells it: `exact`, `ivf-rabitq/128`. */
export function structureName(structure: Structure): string {
  return structure.kind === 'exact' ? 'exact' : `${structure.kind}/${structure.lists}`;
}
