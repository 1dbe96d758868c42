/** The page's way to the barcode worker: one life a photo, so that its memory is free again while the shopper looks at results. */
import { type Remote, wrap } from 'comlink';
import type { Barcode, BarcodeWorker } from '#core/barcode.ts';
import { TongkuanError } from '#core/errors.ts';
import { keepErrorCodes } from './coded-errors.ts';
import { guarded } from './guard.ts';
import type { WorkerLike } from './worker-session.ts';

/** Fetching the reader over a slow network included. */
const DEADLINE_MS = 60_000;

export interface BarcodeReader {
  /** All item numbers in a picture. @throws MODEL_FETCH, RUNTIME_…, PICTURE_…, WORKER_DIED, DEADLINE, ABORTED */
  read(picture: Blob, signal: AbortSignal): Promise<readonly Barcode[]>;
  /** Fetches the reader, for when there is no network. @throws as `read` */
  prepare(signal: AbortSignal): Promise<void>;
}

/** Starts the real worker; the only place that names its file. */
export function createBarcodeWorker(): Worker {
  return new Worker(new URL('../../vision/browser/barcode/worker.ts', import.meta.url), {
    type: 'module',
    name: 'barcode',
  });
}

export function barcodeReader(createWorker: () => WorkerLike): BarcodeReader {
  async function inWorker<T>(
    work: (remote: Remote<BarcodeWorker<Blob>>) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const worker = createWorker();
    const died = new Promise<never>((_, reject) => {
      const die = () => reject(new TongkuanError('WORKER_DIED', { worker: 'barcode' }));
      worker.addEventListener('error', die);
      worker.addEventListener('messageerror', die);
    });
    died.catch(() => {});
    try {
      return await guarded(work(wrap<BarcodeWorker<Blob>>(worker)), { signal, died, deadlineMs: DEADLINE_MS });
    } finally {
      worker.terminate();
    }
  }

  keepErrorCodes();
  return {
    read: (picture, signal) => inWorker((remote) => remote.read(picture), signal),
    prepare: (signal) => inWorker((remote) => remote.prepare(), signal),
  };
}
