/**
 * One life of the vision worker: started, loaded once, then asked. A session that failed is ended and never used again;
 * `vision-client.ts` starts the next one.
 */
import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { LoadOptions, LoadProgress, RuntimeReport, VisionWorker } from '#core/vision-api.ts';
import { keepErrorCodes } from './coded-errors.ts';
import { guarded } from './guard.ts';

/** The part of `Worker` that is used, so that tests can pass another. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

/** What the worker opens: a file, or a frame of the camera, which goes over to it. */
export type Opened = Blob | ImageBitmap;

/** Nothing was fetched or answered for this long: the load has stalled. */
export const LOAD_STALL_MS = 60_000;

keepErrorCodes();

export class WorkerSession {
  readonly remote: Remote<VisionWorker<Opened>>;
  /** Rejects with WORKER_DIED when the worker is gone. */
  readonly died: Promise<never>;
  /** Ids of the photos this worker holds. */
  readonly photoIds = new WeakMap<object, number>();
  runs = 0;
  /** Whether another one was made ready to follow it; that is tried once. */
  followed = false;
  #loading: Promise<RuntimeReport> | undefined;
  readonly #worker: WorkerLike;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    this.remote = wrap<VisionWorker<Opened>>(worker);
    this.died = new Promise((_, reject) => {
      const die = (event: Event) => reject(new TongkuanError('WORKER_DIED', { reason: reasonOf(event) }));
      worker.addEventListener('error', die as EventListener);
      worker.addEventListener('messageerror', die as EventListener);
    });
    this.died.catch(() => {});
  }

  /**
   * Loads models and runtime; later calls share the first one's promise.
   * @param startMs how long the runtime may take to start once everything is fetched
   * @throws DEADLINE with `fetched`, and what the worker throws
   */
  load(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
    startMs = LOAD_STALL_MS,
  ): Promise<RuntimeReport> {
    this.#loading ??= this.#load(options, onProgress, startMs);
    return this.#loading;
  }

  async #load(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void,
    startMs: number,
  ): Promise<RuntimeReport> {
    const stall = stallWatch(startMs);
    const work = this.remote.load(
      options,
      proxy((progress: LoadProgress) => {
        stall.moved(progress);
        onProgress(progress);
      }),
    );
    try {
      return await guarded(Promise.race([work, stall.stalled]), { died: this.died });
    } catch (thrown) {
      throw toTongkuanError(thrown, 'RUNTIME_UNAVAILABLE');
    } finally {
      stall.stop();
    }
  }

  end(): void {
    this.#worker.terminate();
  }
}

function reasonOf(event: Event): string {
  return 'message' in event && typeof event.message === 'string' ? event.message : event.type;
}

interface StallWatch {
  readonly stalled: Promise<never>;
  moved(progress: LoadProgress): void;
  stop(): void;
}

function stallWatch(startMs: number): StallWatch {
  let timer: ReturnType<typeof setTimeout>;
  let fail: (error: TongkuanError) => void = () => {};
  const stalled = new Promise<never>((_, reject) => {
    fail = reject;
  });
  stalled.catch(() => {});
  const wait = (ms: number, fetched: boolean) => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new TongkuanError('DEADLINE', { stalledMs: ms, fetched })), ms);
  };
  wait(LOAD_STALL_MS, false);
  return {
    stalled,
    moved({ loaded, total }) {
      if (loaded < total) wait(LOAD_STALL_MS, false);
      else wait(startMs, true);
    },
    stop: () => clearTimeout(timer),
  };
}
