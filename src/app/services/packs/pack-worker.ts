/** Entry of the pack worker: no models, no DOM; storage, downloads and the search in what was downloaded. */
import { expose } from 'comlink';
import { TongkuanError } from '#core/errors.ts';
import { keepErrorCodes } from '../coded-errors.ts';
import { createPacks } from './packs.ts';
import { packStore } from './store.ts';

const LOCK = 'tongkuan-packs';

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null; // plain http
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(new TongkuanError('ABORTED'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

keepErrorCodes();
expose(
  createPacks({
    store: packStore(),
    fetch: (...request) => fetch(...request),
    now: Date.now,
    sha256,
    sleep,
    // without locks (plain http) nothing keeps two tabs apart, and a damaged pack is noticed when it is read
    alone: (job) => (navigator.locks ? navigator.locks.request(LOCK, job) : job()),
  }),
);
