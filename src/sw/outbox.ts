/** Sends the searches and lookups that were made without a network, also when no page is open (Background Sync). */
import { answerKey, OUTBOX_CACHE, OUTBOX_SENT, type OutboxTopic, readKey } from '#core/outbox.ts';

declare const self: ServiceWorkerGlobalScope;

/** Too much asked, or a server in trouble: worth another try later. Other refusals would only be repeated. */
function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

let sending: Promise<void> | undefined;

/** Sends all that wait, one after the other. @throws when one could not be sent, so that Background Sync tries again */
export function sendOutbox(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
}

async function sendAll(): Promise<void> {
  const cache = await caches.open(OUTBOX_CACHE);
  for (const request of await cache.keys()) await sendOne(cache, request);
}

async function sendOne(cache: Cache, request: Request): Promise<void> {
  const { pathname, search } = new URL(request.url);
  const entry = readKey(pathname + search);
  if (entry?.is !== 'waiting') return;
  const body = await (await cache.match(request))?.arrayBuffer();
  if (!body) return; // taken back meanwhile
  const answer = await fetch(entry.url, { ...requestOf(entry.topic, body), credentials: 'omit' });
  if (isPassing(answer.status)) throw new Error(`the endpoint answers ${answer.status}`);
  if (!(await cache.delete(request))) return;
  await cache.put(answerKey(entry.id, entry.topic), new Response(await answer.blob(), { status: answer.status }));
  await tell();
}

/** A lookup is in its address alone. */
function requestOf(topic: OutboxTopic, body: ArrayBuffer): RequestInit {
  const accept = 'application/json';
  if (topic === 'lookup') return { headers: { accept } };
  return { method: 'POST', body, headers: { 'content-type': 'application/octet-stream', accept } };
}

/** Pages show it; the icon on the home screen does where no page is open. */
async function tell(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage({ type: OUTBOX_SENT });
  if (pages.length === 0) await navigator.setAppBadge?.().catch(() => {});
}
