/**
 * Searches made without a network. Page and service worker share a cache: a waiting search is an entry whose address says
 * which one it is and where it goes, and whose body is the 144 bytes; the service worker puts its answer beside it.
 */
export const OUTBOX_CACHE = 'tongkuan-outbox-v1';
/** Tag of Background Sync, where the browser has it, and message with which the page asks for the same. */
export const OUTBOX_SEND = 'outbox-send';
/** Message of the service worker to its pages: something was answered. */
export const OUTBOX_SENT = 'outbox-sent';
/** Searches that wait at most; a further one takes the place of none. */
export const OUTBOX_MAX = 50;

const WAITING = '/outbox/waiting/';
const ANSWER = '/outbox/answer/';
const SEARCH_PATH = '/v1/search';

/** id: of the past search; url: path and query of the search. */
export function waitingKey(id: string, url: string): string {
  return `${WAITING}${encodeURIComponent(id)}${url}`;
}

export function answerKey(id: string): string {
  return `${ANSWER}${encodeURIComponent(id)}`;
}

export type OutboxEntry =
  | { readonly is: 'waiting'; readonly id: string; readonly url: string }
  | { readonly is: 'answer'; readonly id: string };

/** What a key in the cache stands for; null for one that is nobody's. path: path and query. */
export function readKey(path: string): OutboxEntry | null {
  if (path.startsWith(ANSWER)) return { is: 'answer', id: decodeURIComponent(path.slice(ANSWER.length)) };
  if (!path.startsWith(WAITING)) return null;
  const rest = path.slice(WAITING.length);
  const at = rest.indexOf(SEARCH_PATH);
  return at < 0 ? null : { is: 'waiting', id: decodeURIComponent(rest.slice(0, at)), url: rest.slice(at) };
}
