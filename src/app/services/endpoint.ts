/** One request to the shop's endpoint: guarded, checked, its failures told apart. */
import { isErrorCode, TongkuanError } from '#core/errors.ts';
import type { ErrorResponse, SearchResponse } from '#core/search-protocol.ts';
import { guarded } from './guard.ts';

/** Phones on the move stall rather than fail; longer than this and trying again is quicker. */
const DEADLINE_MS = 12_000;

export interface EndpointOptions {
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
}

interface Asked<T> {
  readonly url: string;
  readonly init?: RequestInit;
  /** Whether the answer has the shape the page needs. */
  readonly isAnswer: (answer: unknown) => answer is T;
}

/**
 * Asks, and returns the JSON answered.
 * @throws SEARCH_OFFLINE, SEARCH_UNREACHABLE, SEARCH_BAD_ANSWER, DEADLINE, ABORTED, or the endpoint's own code
 */
export async function ask<T>(options: EndpointOptions, asked: Asked<T>, signal: AbortSignal): Promise<T> {
  if (!options.isOnline()) throw new TongkuanError('SEARCH_OFFLINE');
  const stop = new AbortController();
  const leave = () => stop.abort();
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await guarded(answerTo(options, asked, stop.signal), { signal, deadlineMs: DEADLINE_MS });
  } finally {
    stop.abort(); // after a deadline the request is still under way
    signal.removeEventListener('abort', leave);
  }
}

/** True for an answer that has what a list of results needs. */
export function isSearchResponse(answer: unknown): answer is SearchResponse {
  const response = answer as Partial<SearchResponse> | null;
  return Array.isArray(response?.hits) && Array.isArray(response.categories) && typeof response.total === 'number';
}

async function answerTo<T>(
  { fetch, isOnline }: EndpointOptions,
  { url, init, isAnswer }: Asked<T>,
  signal: AbortSignal,
): Promise<T> {
  let response: Response;
  try {
    const headers = { ...init?.headers, accept: 'application/json' };
    response = await fetch(url, { ...init, headers, signal, credentials: 'omit' });
  } catch (cause) {
    throw new TongkuanError(isOnline() ? 'SEARCH_UNREACHABLE' : 'SEARCH_OFFLINE', {}, { cause });
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw errorOf(answer, response.status);
  if (!isAnswer(answer)) throw new TongkuanError('SEARCH_BAD_ANSWER', { status: response.status });
  return answer;
}

function errorOf(answer: unknown, status: number): TongkuanError {
  const error = (answer as Partial<ErrorResponse> | null)?.error;
  if (error && isErrorCode(error.code)) return new TongkuanError(error.code, { ...error.details, status });
  // A proxy in between answers for an endpoint that is down.
  return new TongkuanError(status >= 502 ? 'SEARCH_UNREACHABLE' : 'SEARCH_BAD_ANSWER', { status });
}
