/** All that a search sends: one POST of 144 bytes. */
import type { SearchQuery, SearchResponse } from '#core/search-protocol.ts';
import { apiAddress } from './api.ts';
import { ask, type EndpointOptions, isSearchResponse } from './endpoint.ts';
import type { PackOrigin } from './packs/types.ts';

/** What the shop found, or a travel pack in its stead. */
export interface SearchAnswer extends SearchResponse {
  readonly pack?: PackOrigin;
}

export type Search = (
  vector: Uint8Array<ArrayBuffer>,
  query: SearchQuery,
  signal: AbortSignal,
) => Promise<SearchAnswer>;

/** Address of a search. */
export function searchUrl(query: SearchQuery): string {
  return apiAddress('post', '/v1/search', { query });
}

/**
 * @returns a function that sends an encoded vector and returns what the shop found.
 * @throws SEARCH_OFFLINE, SEARCH_UNREACHABLE, SEARCH_BAD_ANSWER, DEADLINE, ABORTED, or the endpoint's own code
 */
export function createSearch(options: EndpointOptions): Search {
  return (body, query, signal) => {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/octet-stream' } };
    return ask(options, { url: searchUrl(query), init, isAnswer: isSearchResponse }, signal);
  };
}
