/** The only thing that leaves the device: one POST of 144 bytes per search. */
import { isErrorCode, TongkuanError } from '#core/errors.ts';
import type { ErrorResponse, SearchQuery, SearchResponse } from '#core/search-protocol.ts';
import { guarded } from './guard.ts';
import type { PackOrigin } from './packs/types.ts';

/** Phones on the move stall rather than fail; longer than this and trying again is quicker. */
const SEARCH_DEADLINE_MS = 12_000;

/** What the shop found, or a travel pack in its stead. */
export interface SearchAnswer extends SearchResponse {
  readonly pack?: PackOrigin;
}

export type Search = (
  vector: Uint8Array<ArrayBuffer>,
  query: SearchQuery,
  signal: AbortSignal,
) => Promise<SearchAnswer>;

export interface SearchClientOptions {
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
}

/** Address of a search; parameters that are absent are left out, lists repeat theirs. */
export function searchUrl(query: SearchQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) if (each !== undefined) parameters.append(name, String(each));
  }
  const text = parameters.toString();
  return text ? `/v1/search?${text}` : '/v1/search';
}

/**
 * @returns a function that sends an encoded vector and returns what the shop found.
 * @throws SEARCH_OFFLINE, SEARCH_UNREACHABLE, SEARCH_BAD_ANSWER, DEADLINE, ABORTED, or the endpoint's own code
 */
export function createSearch({ fetch, isOnline }: SearchClientOptions): Search {
  return async (vector, query, signal) => {
    if (!isOnline()) throw new TongkuanError('SEARCH_OFFLINE');
    const stop = new AbortController();
    const leave = () => stop.abort();
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await guarded(ask(fetch, isOnline, vector, query, stop.signal), {
        signal,
        deadlineMs: SEARCH_DEADLINE_MS,
      });
    } finally {
      stop.abort(); // after a deadline the request is still under way
      signal.removeEventListener('abort', leave);
    }
  };
}

async function ask(
  fetch: SearchClientOptions['fetch'],
  isOnline: () => boolean,
  body: Uint8Array<ArrayBuffer>,
  query: SearchQuery,
  signal: AbortSignal,
): Promise<SearchResponse> {
  let response: Response;
  try {
    const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' };
    response = await fetch(searchUrl(query), { method: 'POST', body, headers, signal, credentials: 'omit' });
  } catch (cause) {
    throw new TongkuanError(isOnline() ? 'SEARCH_UNREACHABLE' : 'SEARCH_OFFLINE', {}, { cause });
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(answer, response.status);
  if (!isSearchResponse(answer)) throw new TongkuanError('SEARCH_BAD_ANSWER', { status: response.status });
  return answer;
}

function errorOf(answer: unknown, status: number): TongkuanError {
  const error = (answer as Partial<ErrorResponse> | null)?.error;
  if (error && isErrorCode(error.code)) return new TongkuanError(error.code, { ...error.details, status });
  // A proxy in between answers for an endpoint that is down.
  return new TongkuanError(status >= 502 ? 'SEARCH_UNREACHABLE' : 'SEARCH_BAD_ANSWER', { status });
}

function isSearchResponse(answer: unknown): answer is SearchResponse {
  const response = answer as Partial<SearchResponse> | null;
  return Array.isArray(response?.hits) && Array.isArray(response.categories) && typeof response.total === 'number';
}
