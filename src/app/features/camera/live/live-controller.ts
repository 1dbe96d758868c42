/**
 * The loop of live mode: take a frame, look, follow, rest; never two looks at once. Knows no React; camera, models, network
 * and clock are passed in.
 */
import { distinctItems } from '#app/best-item.ts';
import { Observable } from '#app/observable.ts';
import type { Frame } from '#app/services/live-frames.ts';
import type { Search } from '#app/services/search-client.ts';
import type { FrameVision } from '#app/services/vision-client.ts';
import { type ErrorCode, type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Size } from '#core/input-size.ts';
import { LiveSearch } from './live-search.ts';
import { greyOf, MotionWatch } from './motion.ts';
import { averageLook, restAfter } from './pace.ts';
import { nearestToCentre, Settler } from './settle.ts';
import { type Track, Tracker } from './tracker.ts';

/** A phone that lies on a table need not look on. */
const STILL_MS = 60_000;
/** The camera has no picture yet. */
const NO_FRAME_MS = 100;
/** Looks that may fail in a row, such as while a worker is replaced. */
const FAILURES_ALLOWED = 3;
/** These do not pass by themselves. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set([
  'MODEL_FETCH',
  'MODEL_CORRUPT',
  'MANIFEST_INVALID',
  'RUNTIME_UNAVAILABLE',
]);

export interface LiveDeps {
  readonly vision: FrameVision;
  readonly search: Search;
  readonly grab: () => Frame | null;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Resolves after so long, or as soon as the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface LiveState {
  readonly stage: 'starting' | 'running' | 'paused' | 'failed';
  readonly error: TongkuanError | null;
  /** Pixels that the tracks are in. */
  readonly frame: Size;
  readonly tracks: readonly Track[];
  /** Id of the track in the centre. */
  readonly centre: number | null;
  /** Between the last two looks: how long outlines glide. */
  readonly intervalMs: number;
  /** How many there were. */
  readonly looks: number;
}

const NOTHING_SEEN = { frame: { width: 1, height: 1 }, tracks: [], centre: null, intervalMs: 0 } as const;
const BEFORE: LiveState = { ...NOTHING_SEEN, stage: 'starting', error: null, looks: 0 };

export class LiveController extends Observable<LiveState> {
  readonly search: LiveSearch;
  readonly #deps: LiveDeps;
  #abort: AbortController | null = null;
  #tracker = new Tracker();
  #settler = new Settler();
  #lookedAt: number | null = null;

  constructor(deps: LiveDeps) {
    super(BEFORE);
    this.#deps = deps;
    this.search = new LiveSearch(deps.vision, deps.search);
  }

  /** Looks until it is stopped, nothing moves for a minute, or it fails. */
  start(): void {
    this.#leave(BEFORE);
    this.#abort = new AbortController();
    void this.#run(this.#abort.signal);
  }

  /** Ends the loop; whoever stops it is not interested in what it shows. */
  stop(): void {
    if (this.#abort) this.#leave(BEFORE);
  }

  /** Ends the loop until somebody wants to go on. */
  pause(): void {
    if (this.state().stage !== 'failed') this.#leave({ ...BEFORE, stage: 'paused' });
  }

  #leave(next: LiveState): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#tracker = new Tracker();
    this.#settler = new Settler();
    this.#lookedAt = null;
    this.search.forget();
    this.set({ ...next, looks: this.state().looks });
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { grab, now, wait } = this.#deps;
    const motion = new MotionWatch();
    let average: number | null = null;
    let failures = 0;
    while (!signal.aborted) {
      const frame = grab();
      if (!frame) {
        await wait(NO_FRAME_MS, signal);
        continue;
      }
      const started = now();
      const error = await this.#look(frame.picture, signal);
      if (signal.aborted) return;
      failures = error ? failures + 1 : 0;
      if (error && (failures > FAILURES_ALLOWED || HOPELESS.has(error.code))) return this.#fail(error);
      if (motion.stillFor(greyOf(frame.tiny), now()) >= STILL_MS) return this.pause();
      const lookMs = now() - started;
      // The first look waits for the models; it says nothing about the next ones.
      average = this.state().looks > 1 ? averageLook(average, lookMs) : null;
      await wait(restAfter(lookMs, average ?? lookMs), signal);
    }
  }

  /** @returns why it failed, or null */
  async #look(picture: ImageBitmap, signal: AbortSignal): Promise<TongkuanError | null> {
    const { vision, now } = this.#deps;
    try {
      const photo = await vision.openFrame(picture, signal);
      try {
        const items = distinctItems(await vision.detect(photo, signal));
        if (signal.aborted) return null;
        const tracks = this.#tracker.update(items);
        this.#show(tracks, photo);
        const settled = this.#settler.update(tracks, photo, now());
        if (settled?.missed === 0) await this.search.settle(settled, photo, signal);
      } finally {
        vision.release(photo);
      }
      return null;
    } catch (thrown) {
      return toTongkuanError(thrown, 'RUNTIME_FAILED');
    }
  }

  #show(tracks: readonly Track[], { width, height }: Size): void {
    const now = this.#deps.now();
    const { looks, centre } = this.state();
    const intervalMs = this.#lookedAt === null ? 0 : now - this.#lookedAt;
    this.#lookedAt = now;
    const frame = { width, height };
    const nearest = nearestToCentre(tracks, frame, centre ?? undefined)?.id ?? null;
    this.set({ stage: 'running', error: null, frame, tracks, centre: nearest, intervalMs, looks: looks + 1 });
  }

  #fail(error: TongkuanError): void {
    this.#leave({ ...BEFORE, stage: 'failed', error });
  }
}

/** For `LiveDeps.wait`. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
