/**
 * Questions asked without a network: searches, and barcodes to look up. Page and service worker share a cache: a waiting
 * question is an entry whose address says which one it is and where it goes, and whose body is what is sent with it; the
 * service worker puts its answer beside it.
 */
export const OUTBOX_CACHE = 'tongkuan-outbox-v1';
/** Tag of Background Sync, where the browser has it, and message with which the page asks for the same. */
export const OUTBOX_SEND = 'outbox-send';
/** Message of the service worker to its pages: something was answered. */
export const OUTBOX_SENT = 'outbox-sent';
/** Questions that wait at most; a further one takes the place of none. */
export const OUTBOX_MAX = 50;

/** search: products that look like a region, by its 144 bytes · lookup: products with the barcodes in the photo, by the address alone. */
export type OutboxTopic = 'search' | 'lookup';

const WAITING = '/outbox/waiting/';
const ANSWER = '/outbox/answer/';
const TOPICS = { search: '/v1/search', lookup: '/v1/products?gtin=' } as const;

/** id: of the past search; url: path and query of the question. */
export function waitingKey(id: string, url: string): string {
  return `${WAITING}${encodeURIComponent(id)}${url}`;
}

export function answerKey(id: string, topic: OutboxTopic): string {
  return `${ANSWER}${encodeURIComponent(id)}/${topic}`;
}

export type OutboxEntry =
  | { readonly is: 'waiting'; readonly id: string; readonly topic: OutboxTopic; readonly url: string }
  | { readonly is: 'answer'; readonly id: string; readonly topic: OutboxTopic };

/** What a key in the cache stands for; null for one that is nobody's. path: path and query. */
export function readKey(path: string): OutboxEntry | null {
  if (path.startsWith(ANSWER)) return readAnswer(path.slice(ANSWER.length));
  return path.startsWith(WAITING) ? readWaiting(path.slice(WAITING.length)) : null;
}

/** Before there were lookups the topic was not written. */
function readAnswer(rest: string): OutboxEntry {
  const [id = '', topic] = rest.split('/');
  return { is: 'answer', id: decodeURIComponent(id), topic: topic === 'lookup' ? topic : 'search' };
}

function readWaiting(rest: string): OutboxEntry | null {
  const at = rest.indexOf('/');
  const [id, url] = [decodeURIComponent(rest.slice(0, at)), rest.slice(at)];
  const topic = (['search', 'lookup'] as const).find((each) => url.startsWith(TOPICS[each]));
  return at < 0 || !topic ? null : { is: 'waiting', id, topic, url };
}
