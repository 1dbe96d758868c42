import { SELLERS_MAX, type SellerCount } from '#core/search-protocol.ts';

export interface SellerChoice {
  readonly seller: string;
  /** Null: none of the nearest are theirs. */
  readonly count: number | null;
}

/** Sellers near by, most first, then chosen ones that have nothing here any more, so that they can be taken away. */
export function sellerList(counts: readonly SellerCount[], chosen: readonly string[]): SellerChoice[] {
  const near = new Set(counts.map(({ seller }) => seller));
  const gone = chosen.filter((seller) => !near.has(seller)).map((seller) => ({ seller, count: null }));
  return [...gone, ...counts].slice(0, SELLERS_MAX);
}
