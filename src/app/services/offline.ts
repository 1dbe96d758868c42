/** The service worker, seen from the page: registered in production, updated only when the shopper says so. */
import { Workbox } from 'workbox-window';

const MODEL_CACHE = 'tongkuan-models-v1';
/** Detector, embedder and the runtime's wasm. */
const MODEL_FILES = [/\.tflite$/, /\.wasm$/] as const;
const SMALLEST_MODEL_CACHE = 3;

/**
 * Registers the service worker; `onUpdate` gets the function that switches to the new version. Where another tab has switched
 * already, this one is told, too: parts of it that were not fetched yet are gone with the old version.
 */
export function registerServiceWorker(onUpdate: (apply: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const workbox = new Workbox('/sw.js');
  const reload = () => location.reload();
  workbox.addEventListener('waiting', () => {
    onUpdate(() => {
      workbox.addEventListener('controlling', reload);
      workbox.messageSkipWaiting();
    });
  });
  workbox.addEventListener('controlling', ({ isUpdate }) => isUpdate && onUpdate(reload));
  void workbox.register().catch(() => {}); // private windows refuse; the page works without
}

/** Resolves when the shell is cached and this page is served from it; an active worker has precached everything. */
async function shellCached(): Promise<void> {
  const registration = await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller && registration.active) return;
  await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
}

async function modelsCached(): Promise<boolean> {
  const cache = await caches.open(MODEL_CACHE);
  const files = (await cache.keys()).map((request) => new URL(request.url).pathname);
  const kept = files.filter((file) => MODEL_FILES.some((pattern) => pattern.test(file)));
  return kept.length >= SMALLEST_MODEL_CACHE && MODEL_FILES.every((pattern) => kept.some((file) => pattern.test(file)));
}

/** True once everything needed in flight mode is on the device. Ask after the models have loaded. */
export async function offlineReady(): Promise<boolean> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !('caches' in window)) return false;
  await shellCached();
  return modelsCached();
}
