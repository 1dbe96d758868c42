/** The page's side of the searches that wait for a network; the service worker sends them (sw/outbox.ts). */
import { OUTBOX_CACHE, OUTBOX_MAX, OUTBOX_SEND, OUTBOX_SENT, readKey, waitingKey } from '#core/outbox.ts';
import type { SearchQuery, SearchResponse } from '#core/search-protocol.ts';
import { searchUrl } from './search-client.ts';

/** A search by the id of the past search it belongs to. total: products found; null where the shop refused it. */
export type Outgoing =
  | { readonly id: string; readonly stage: 'waiting' }
  | { readonly id: string; readonly stage: 'answered'; readonly total: number | null };

export interface OutboxStore {
  list(): Promise<Outgoing[]>;
  /** Keeps a search for later, in the place of an earlier one with that id. */
  put(id: string, vector: Uint8Array<ArrayBuffer>, query: SearchQuery): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
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

  async function remove(ids: readonly string[]): Promise<void> {
    const cache = await open();
    const mine = (await keys()).filter(({ entry }) => ids.includes(entry.id));
    await Promise.all(mine.map(({ request }) => cache.delete(request)));
  }

  return {
    async list() {
      const cache = await open();
      const entries = await keys();
      return Promise.all(
        entries.map(async ({ request, entry }): Promise<Outgoing> => {
          if (entry.is === 'waiting') return { id: entry.id, stage: 'waiting' };
          return { id: entry.id, stage: 'answered', total: await totalOf(await cache.match(request)) };
        }),
      );
    },
    async put(id, vector, query) {
      if (!worker?.controller) return;
      await remove([id]);
      if ((await keys()).length >= OUTBOX_MAX) return;
      await (await open()).put(waitingKey(id, searchUrl(query)), new Response(vector));
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

async function totalOf(answer: Response | undefined): Promise<number | null> {
  if (!answer?.ok) return null;
  const { total } = (await answer.json().catch(() => ({}))) as Partial<SearchResponse>;
  return typeof total === 'number' ? total : null;
}
