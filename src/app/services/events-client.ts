/** Tells the shop what was shown and tapped, for those who chose to. What cannot be sent is dropped without a word. */
import type { EventType } from '#core/search-protocol.ts';
import { apiAddress } from './api.ts';

/** As the endpoint takes it: a product of its own, and nothing of whoever looked at it. */
export interface ShopEvent {
  readonly type: EventType;
  readonly productId: string;
  /** Place among the results, from 0. */
  readonly position: number;
  readonly category: number;
  /** The hour it happened in, ISO 8601. */
  readonly at: string;
}

/** unwanted: this shop takes no events · dropped: there was no network, or the shop failed. */
export type Sending = 'sent' | 'unwanted' | 'dropped';
export type SendEvents = (events: readonly ShopEvent[]) => Promise<Sending>;

interface EventsOptions {
  readonly fetch: typeof fetch;
  readonly isOnline: () => boolean;
}

/** Never rejects. The request outlives the page that makes it, as the last one must. */
export function createEventSender({ fetch, isOnline }: EventsOptions): SendEvents {
  return async (events) => {
    if (!isOnline()) return 'dropped';
    try {
      const { ok, status } = await fetch(apiAddress('post', '/v1/events'), {
        method: 'POST',
        body: JSON.stringify({ events }),
        headers: { 'content-type': 'application/json' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        keepalive: true,
      });
      if (ok) return 'sent';
      return status === 404 ? 'unwanted' : 'dropped';
    } catch {
      return 'dropped';
    }
  };
}
