/**
 * The service worker. It keeps the page for flight mode and nothing else: models and wasm live in a cache of their own,
 * filled and hash-checked by the vision worker, which this file neither reads nor clears.
 */
import { clientsClaim, type WorkboxPlugin } from 'workbox-core';
import { ExpirationPlugin } from 'workbox-expiration';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkFirst, StaleWhileRevalidate } from 'workbox-strategies';
import { OUTBOX_SEND } from '#core/outbox.ts';
import { SHARE_PATH } from '#core/shared-photo.ts';
import { sendOutbox } from './outbox.ts';
import { isExample, isProductPicture, NOT_THE_PAGE } from './routes.ts';
import { receiveShare } from './share.ts';

declare const self: ServiceWorkerGlobalScope;

/** Background Sync is not in TypeScript's library (wicg.github.io/background-sync). */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}
declare global {
  interface ServiceWorkerGlobalScopeEventMap {
    sync: SyncEvent;
  }
}
/** Files of the page and their revisions; written by `vite/service-worker.ts`. */
declare const __PRECACHE__: PrecacheEntry[];

/** About 6 MB at 15 KB a picture: the results of the last searches. */
const PICTURES_KEPT = 400;
const PICTURES_SECONDS = 7 * 24 * 3600;

// The first visit is served from here at once, so that flight mode works without a reload.
clientsClaim();
// A new version waits until the page asks: it must never change under a search.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting();
  if (event.data?.type === OUTBOX_SEND) event.waitUntil(sendOutbox().catch(() => {})); // still no network: later
});
self.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_SEND) event.waitUntil(sendOutbox());
});

precacheAndRoute(__PRECACHE__);
cleanupOutdatedCaches();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname === SHARE_PATH,
  ({ request }) => receiveShare(request),
  'POST',
);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [...NOT_THE_PAGE] }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isProductPicture(url.pathname),
  new StaleWhileRevalidate({
    cacheName: 'tongkuan-pictures-v1',
    // The class declares optional methods in a way exactOptionalPropertyTypes refuses.
    plugins: [
      new ExpirationPlugin({
        maxEntries: PICTURES_KEPT,
        maxAgeSeconds: PICTURES_SECONDS,
        purgeOnQuotaError: true,
      }) as WorkboxPlugin,
    ],
  }),
);
// Scenes are drawn after the page is built; those precached are answered above.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isExample(url.pathname),
  new NetworkFirst({ cacheName: 'tongkuan-examples-v1', networkTimeoutSeconds: 3 }),
);
