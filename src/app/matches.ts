/** Which of the products found are of the same style, and which only look similar. */
import type { SearchHit } from '#core/search-protocol.ts';
import type { SearchState } from './flow.ts';

/** A threshold is for items: how alike a patch and a whole product are says nothing about their style. */
function thresholdOf({ description, mode }: Pick<SearchState, 'description' | 'mode'>): number | null {
  return mode === 'fabric' ? null : (description?.matchThreshold ?? null);
}

/** True when there are products and even the nearest of them is of another style. */
export function isNoMatch(search: Pick<SearchState, 'description' | 'mode' | 'nearest'>): boolean {
  const threshold = thresholdOf(search);
  return threshold !== null && search.nearest !== null && search.nearest < threshold;
}

/** The cards in two parts. Other orders, and words, mix both, and where nothing matches there is nothing to part: all are `same`. */
export function partHits(search: SearchState): { same: readonly SearchHit[]; similar: readonly SearchHit[] } {
  const { hits, sort, words } = search;
  const threshold = thresholdOf(search);
  const undivided = sort !== 'similarity' || words !== '' || threshold === null || isNoMatch(search);
  const at = undivided ? -1 : hits.findIndex(({ similarity }) => similarity < threshold);
  return at < 0 ? { same: hits, similar: [] } : { same: hits.slice(0, at), similar: hits.slice(at) };
}
