/** The page's side of the questions that wait for a network; the service worker sends them (sw/outbox.ts). */
import {
  OUTBOX_CACHE,
  OUTBOX_MAX,
  OUTBOX_SEND,
  OUTBOX_SENT,
  type OutboxTopic,
  readKey,
  waitingKey,
} from '#core/outbox.ts';
import type { LocalText } from '#core/product.ts';
import type { ProductsResponse, SearchQuery, SearchResponse } from '#core/search-protocol.ts';
import { isProductResponse } from './endpoint.ts';
import { gtinsUrl } from './products-client.ts';
import { searchUrl } from './search-client.ts';

/** What is asked of the shop: what looks like a region of the photo, or what is sold under the barcodes in it. */
export type Question =
  | { readonly topic: 'search'; readonly vector: Uint8Array<ArrayBuffer>; readonly query: SearchQuery }
  | { readonly topic: 'lookup'; readonly gtins: readonly string[] };

/** A question by the id of the past search it belongs to. */
export type Outgoing =
  | { readonly id: string; readonly topic: OutboxTopic; readonly stage: 'waiting' }
  | (Answer & { readonly id: string; readonly topic: OutboxTopic; readonly stage: 'answered' });

export interface Answer {
  /** Products found; null where the shop refused. */
  readonly total: number | null;
  /** Of the first product that has the barcode; null for a search, and where nobody sells it. */
  readonly title: LocalText | null;
}

export interface OutboxStore {
  list(): Promise<Outgoing[]>;
  /** Keeps a question for later, in the place of an earlier one of its topic with that id. */
  put(id: string, question: Question): Promise<void>;
  /** topic: that one alone; absent: all that is kept under these ids. */
  delete(ids: readonly string[], topic?: OutboxTopic): Promise<void>;
  /** Has everything sent that waits, now if there is a network, else as soon as there is one. */
  send(): Promise<void>;
  /** Calls back whenever something was answered. */
  watch(onAnswer: () => void): void;
}

interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Without a service worker nothing is kept, and every call resolves. */
export function outboxStore(): OutboxStore {
  const worker = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
  const open = () => caches.open(OUTBOX_CACHE);

  async function keys(): Promise<{ request: Request; entry: NonNullable<ReturnType<typeof readKey>> }[]> {
    const requests = await (await open()).keys();
    return requests.flatMap((request) => {
      const { pathname, search } = new URL(request.url);
      const entry = readKey(pathname + search);
      return entry ? [{ request, entry }] : [];
    });
  }

  async function remove(ids: readonly string[], topic?: OutboxTopic): Promise<void> {
    const cache = await open();
    const meant = ({ entry }: { entry: { topic: OutboxTopic; id: string } }) =>
      ids.includes(entry.id) && (!topic || entry.topic === topic);
    const mine = (await keys()).filter(meant);
    await Promise.all(mine.map(({ request }) => cache.delete(request)));
  }

  return {
    async list() {
      const cache = await open();
      const entries = await keys();
      return Promise.all(
        entries.map(async ({ request, entry: { is, id, topic } }): Promise<Outgoing> => {
          if (is === 'waiting') return { id, topic, stage: 'waiting' };
          return { id, topic, stage: 'answered', ...(await answerOf(topic, await cache.match(request))) };
        }),
      );
    },
    async put(id, question) {
      if (!worker?.controller) return;
      await remove([id], question.topic);
      if ((await keys()).length >= OUTBOX_MAX) return;
      const { url, body } = requestOf(question);
      await (await open()).put(waitingKey(id, url), new Response(body));
    },
    delete: remove,
    async send() {
      if (!worker?.controller || (await keys()).every(({ entry }) => entry.is !== 'waiting')) return;
      if (navigator.onLine) return worker.controller.postMessage({ type: OUTBOX_SEND });
      const registration: SyncRegistration = await worker.ready;
      await registration.sync?.register(OUTBOX_SEND).catch(() => {}); // refused: sent when the page is opened next
    },
    watch(onAnswer) {
      worker?.addEventListener('message', ({ data }) => data?.type === OUTBOX_SENT && onAnswer());
    },
  };
}

function requestOf(question: Question): { url: string; body: Uint8Array<ArrayBuffer> | null } {
  if (question.topic === 'lookup') return { url: gtinsUrl(question.gtins), body: null };
  return { url: searchUrl(question.query), body: question.vector };
}

async function answerOf(topic: OutboxTopic, response: Response | undefined): Promise<Answer> {
  const answer: unknown = response?.ok ? await response.json().catch(() => null) : null;
  return topic === 'lookup' ? lookupAnswer(answer) : searchAnswer(answer);
}

function searchAnswer(answer: unknown): Answer {
  const { total } = (answer ?? {}) as Partial<SearchResponse>;
  return { total: typeof total === 'number' ? total : null, title: null };
}

function lookupAnswer(answer: unknown): Answer {
  const { products } = (answer ?? {}) as Partial<ProductsResponse>;
  if (!Array.isArray(products)) return { total: null, title: null };
  const [first] = products.filter(isProductResponse);
  return { total: products.length, title: first?.product.title ?? null };
}
