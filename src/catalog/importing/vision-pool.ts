/**
 * Threads that look at pictures, one a core. onnxruntime runs a model on the thread that asks, so one thread alone leaves the
 * other cores idle; and threads within a run divide small layers badly (`npm run bench:import -- --compare` measures both).
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, type ErrorDetails, TongkuanError } from '#core/errors.ts';
import type { Kind } from '#core/vision-api.ts';
import type { Picture } from '#vision/pipeline.ts';
import type { Looked } from './looking.ts';

export interface ThreadData {
  readonly models: string;
  readonly threads: number;
}

export interface ThreadJob {
  readonly job: number;
  readonly picture: Picture;
  readonly kinds: readonly Kind[];
}

export interface ThreadAnswer {
  readonly job: number;
  readonly looked?: Looked;
  readonly error?: { readonly code: ErrorCode; readonly details: ErrorDetails };
}

export interface PoolOptions {
  /** Threads that each look at a picture; one a core unless told otherwise. */
  readonly lanes?: number | undefined;
  /** Threads within one run of a model. */
  readonly threads?: number | undefined;
}

/** Jobs a thread holds: the next one lies ready when one is done. */
const HELD = 2;

interface Waiting {
  readonly picture: Picture;
  readonly kinds: readonly Kind[];
  readonly resolve: (looked: Looked) => void;
  readonly reject: (error: TongkuanError) => void;
}

/** One thread and what it has in work. */
class Lane {
  readonly worker: Worker;
  readonly jobs = new Map<number, Waiting>();
  readonly ended: Promise<void>;
  #next = 0;
  #failure: string | undefined;

  constructor(data: ThreadData, onFree: () => void) {
    this.worker = new Worker(join(import.meta.dirname, 'vision-thread-entry.mjs'), { workerData: data, execArgv: [] });
    this.worker.on('message', ({ job, looked, error }: ThreadAnswer) => {
      const waiting = this.jobs.get(job);
      this.jobs.delete(job);
      if (looked) waiting?.resolve(looked);
      else waiting?.reject(new TongkuanError(error?.code ?? 'RUNTIME_FAILED', error?.details ?? {}));
      onFree();
    });
    this.worker.on('error', (cause) => this.#fail(cause));
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (code) => {
        this.#fail(new Error(`ended with ${code}`));
        resolve();
      });
    });
  }

  /** What is given to a thread that ended is refused at once. */
  give(waiting: Waiting): void {
    if (this.#failure) {
      waiting.reject(new TongkuanError('WORKER_DIED', { reason: this.#failure }));
      return;
    }
    const job = this.#next++;
    this.jobs.set(job, waiting);
    const { raster, width, height } = waiting.picture;
    const data = new Uint8Array(raster.data); // a copy: the picture is also stored meanwhile
    const picture: Picture = { raster: { ...raster, data }, width, height };
    this.worker.postMessage({ job, picture, kinds: waiting.kinds } satisfies ThreadJob, [data.buffer as ArrayBuffer]);
  }

  #fail(cause: Error): void {
    this.#failure ??= cause.message;
    for (const { reject } of this.jobs.values())
      reject(new TongkuanError('WORKER_DIED', { reason: cause.message }, { cause }));
    this.jobs.clear();
  }
}

export class VisionPool {
  /** How many pictures are looked at at once. */
  readonly lanes: number;
  readonly #data: ThreadData;
  readonly #opened: Lane[] = [];
  readonly #waiting: Waiting[] = [];

  constructor(models: string, { lanes = availableParallelism(), threads = 1 }: PoolOptions = {}) {
    this.lanes = Math.max(1, lanes);
    this.#data = { models, threads };
  }

  /** True once a picture was looked at: until then no model is loaded. */
  get isUsed(): boolean {
    return this.#opened.length > 0;
  }

  /** @throws MODEL_*, MANIFEST_INVALID, RUNTIME_*, WORKER_DIED */
  look(picture: Picture, kinds: readonly Kind[]): Promise<Looked> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ picture, kinds, resolve, reject });
      this.#giveOut();
    });
  }

  async close(): Promise<void> {
    const lanes = this.#opened.splice(0);
    for (const { worker } of lanes) worker.postMessage('close');
    await Promise.all(lanes.map(({ ended }) => ended));
  }

  #giveOut(): void {
    for (;;) {
      const [next] = this.#waiting;
      const lane = next && this.#freest();
      if (!next || !lane) return;
      this.#waiting.shift();
      lane.give(next);
    }
  }

  /** The lane with the least to do; a new one, which takes a while to start, where more waits than those there hold. */
  #freest(): Lane | undefined {
    const [lane] = [...this.#opened].sort((a, b) => a.jobs.size - b.jobs.size);
    const isWorthOne = !lane || this.#waiting.length > HELD;
    if (isWorthOne && (!lane || lane.jobs.size > 0) && this.#opened.length < this.lanes) {
      const opened = new Lane(this.#data, () => this.#giveOut());
      this.#opened.push(opened);
      return opened;
    }
    return lane && lane.jobs.size < HELD ? lane : undefined;
  }
}
