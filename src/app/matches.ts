/** Which of the products found are of the same style, and which only look similar. */
import type { SearchHit } from '#core/search-protocol.ts';
import type { SearchState } from './flow.ts';

/** True when there are products and even the nearest of them is of another style. */
export function isNoMatch({ description, nearest }: SearchState): boolean {
  return description !== null && nearest !== null && nearest < description.matchThreshold;
}

/** The cards in two parts. Other orders mix both, and where nothing matches there is nothing to part: all are `same`. */
export function partHits(search: SearchState): { same: readonly SearchHit[]; similar: readonly SearchHit[] } {
  const { hits, sort, description } = search;
  const undivided = sort !== 'similarity' || !description || isNoMatch(search);
  const at = undivided ? -1 : hits.findIndex(({ similarity }) => similarity < description.matchThreshold);
  return at < 0 ? { same: hits, similar: [] } : { same: hits.slice(0, at), similar: hits.slice(at) };
}
