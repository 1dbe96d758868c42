/**
 * The page's one way to the vision worker. Calls queue up and run one at a time; each can be aborted, has a deadline and
 * fails with a coded error when the worker dies. A dead or silent worker is replaced: the next call starts a new one,
 * which finds the models in the cache, and photos are opened in it again without the caller noticing.
 */
import { transfer } from 'comlink';
import type { Box } from '#core/boxes.ts';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { PhotoQuality } from '#core/photo-quality.ts';
import { serialQueue } from '#core/serial-queue.ts';
import type {
  DescribeOptions,
  Description,
  DetectedItem,
  LoadProgress,
  OpenPhoto,
  RuntimeReport,
} from '#core/vision-api.ts';
import { type DevicePolicy, smaller } from './device.ts';
import { guarded, throwIfAborted } from './guard.ts';
import { type WorkerLike, WorkerSession } from './worker-session.ts';

/** Decoding a 50 MB picture on a slow phone takes seconds, not this. */
const OPEN_DEADLINE_MS = 20_000;
/** A run takes well under a second; the first one after loading may compile shaders. */
const RUN_DEADLINE_MS = 20_000;
/** `ping` is answered at once, even while a phone wakes up. */
const PING_DEADLINE_MS = 4_000;
/** After this long without an answer the system may have killed the worker in the background without a word. */
const IDLE_BEFORE_PING_MS = 30_000;

/** Once everything is fetched a worker starts within a second or two; one that has not by now gets a successor. */
export const START_STALL_MS = 10_000;

/** From this part of its runs on, a worker that looks at the live camera has its successor made ready. */
const HEAD_START = 0.75;

/** A photo the client keeps open. Width and height are upright. */
export interface VisionPhoto {
  /** Null for a frame of the live camera: it went over to the worker and cannot be opened a second time. */
  readonly picture: Blob | null;
  readonly width: number;
  readonly height: number;
}

/** What the page needs of vision; tests of the flow pass their own. */
export interface Vision {
  load(): Promise<RuntimeReport>;
  open(picture: Blob, signal: AbortSignal): Promise<VisionPhoto>;
  detect(photo: VisionPhoto, signal: AbortSignal): Promise<DetectedItem[]>;
  describe(photo: VisionPhoto, box: Box | null, options: DescribeOptions, signal: AbortSignal): Promise<Description>;
  inspect(photo: VisionPhoto, box: Box | null, signal: AbortSignal): Promise<PhotoQuality>;
  release(photo: VisionPhoto): void;
}

/** What live mode needs: frames, looked at one after the other. Calls that follow `openFrame` are `Vision`'s. */
export interface FrameVision extends Pick<Vision, 'detect' | 'describe' | 'release'> {
  /** Hands a frame over to the worker; it is closed whatever happens. @throws as `open` does */
  openFrame(frame: ImageBitmap, signal: AbortSignal): Promise<VisionPhoto>;
}

export interface VisionClientOptions {
  readonly createWorker: () => WorkerLike;
  readonly policy: DevicePolicy;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** The models run; told for every worker. */
  readonly onLoaded?: () => void;
}

/** Starts the real worker; the only place that names its file. */
export function createVisionWorker(): Worker {
  return new Worker(new URL('../../vision/browser/worker.ts', import.meta.url), { type: 'module', name: 'vision' });
}

interface Loaded {
  readonly session: WorkerSession;
  readonly report: RuntimeReport;
}

/** A worker that is made ready beside the one in use. */
interface Successor {
  readonly session: WorkerSession;
  ready: boolean;
}

export class VisionClient implements Vision, FrameVision {
  #session: WorkerSession | undefined;
  #successor: Successor | undefined;
  #policy: DevicePolicy;
  #lastAnswer = 0;
  readonly #options: VisionClientOptions;
  readonly #queue = serialQueue();

  constructor(options: VisionClientOptions) {
    this.#options = options;
    this.#policy = options.policy;
  }

  /** Fetches and starts the models, if they are not running yet. @throws MODEL_FETCH, MODEL_CORRUPT, RUNTIME_UNAVAILABLE… */
  load(): Promise<RuntimeReport> {
    return this.#queue(async () => (await this.#loaded()).report);
  }

  open(picture: Blob, signal: AbortSignal): Promise<VisionPhoto> {
    return this.#open(picture, ({ remote }) => remote.open(picture), signal);
  }

  async openFrame(frame: ImageBitmap, signal: AbortSignal): Promise<VisionPhoto> {
    try {
      return await this.#open(null, ({ remote }) => remote.open(transfer(frame, [frame])), signal);
    } finally {
      frame.close(); // one that never left; nothing happens to one that did
    }
  }

  #open(
    picture: Blob | null,
    send: (session: WorkerSession) => Promise<OpenPhoto>,
    signal: AbortSignal,
  ): Promise<VisionPhoto> {
    const work = async (session: WorkerSession) => {
      if (picture === null) this.#prepareSuccessor(session);
      const { remote, photoIds } = session;
      const { photoId, width, height } = await send(session);
      // The caller may have left meanwhile; nobody else would free these pixels.
      if (signal.aborted) void remote.release(photoId).catch(() => {});
      const photo = { picture, width, height };
      photoIds.set(photo, photoId);
      return photo;
    };
    return this.#call(OPEN_DEADLINE_MS, signal, work, () => this.#handOver());
  }

  detect(photo: VisionPhoto, signal: AbortSignal): Promise<DetectedItem[]> {
    return this.#call(RUN_DEADLINE_MS, signal, async (session) => {
      session.runs += 1;
      return session.remote.detect(await photoIdIn(session, photo));
    });
  }

  describe(photo: VisionPhoto, box: Box | null, options: DescribeOptions, signal: AbortSignal): Promise<Description> {
    return this.#call(RUN_DEADLINE_MS, signal, async (session) => {
      session.runs += 1;
      return session.remote.describe(await photoIdIn(session, photo), box, options);
    });
  }

  inspect(photo: VisionPhoto, box: Box | null, signal: AbortSignal): Promise<PhotoQuality> {
    return this.#call(RUN_DEADLINE_MS, signal, async (session) => {
      session.runs += 1;
      return session.remote.inspect(await photoIdIn(session, photo), box);
    });
  }

  /** Frees the photo's pixels; quiet when the worker is gone, because then they are gone too. */
  release(photo: VisionPhoto): void {
    const session = this.#session;
    const photoId = session?.photoIds.get(photo);
    if (!session || photoId === undefined) return;
    session.photoIds.delete(photo);
    void this.#queue(() =>
      guarded(session.remote.release(photoId), { died: session.died, deadlineMs: PING_DEADLINE_MS }),
    ).catch(() => {});
  }

  /** @param before what is done when it is the call's turn, ahead of choosing the worker */
  #call<T>(
    deadlineMs: number,
    signal: AbortSignal,
    work: (session: WorkerSession) => Promise<T>,
    before?: () => void,
  ): Promise<T> {
    const queued = this.#queue(async () => {
      throwIfAborted(signal);
      before?.();
      const { session } = await guarded(this.#loaded(), { signal });
      const { runs } = session;
      try {
        const answer = await guarded(work(session), { signal, deadlineMs, died: session.died });
        this.#lastAnswer = Date.now();
        if (session.runs > runs && session.runs >= this.#mostRuns()) this.#replace(session);
        return answer;
      } catch (thrown) {
        throw this.#judge(session, thrown);
      }
    });
    return guarded(queued, { signal });
  }

  /** A broken runtime or a worker that is gone is replaced, by one that needs less memory. */
  #judge(session: WorkerSession, thrown: unknown): TongkuanError {
    const error = toTongkuanError(thrown, 'RUNTIME_FAILED');
    if (error.code === 'WORKER_DIED' || error.code === 'DEADLINE' || error.code === 'RUNTIME_FAILED') {
      this.#policy = smaller(this.#policy);
      this.#replace(session);
      this.#dropSuccessor();
    }
    return error;
  }

  #replace(session: WorkerSession): void {
    session.end();
    if (this.#session === session) this.#session = undefined;
  }

  /** A successor that takes long to load is waited for, but not for ever. */
  #mostRuns(): number {
    const { runsPerWorker } = this.#policy;
    return this.#successor ? 2 * runsPerWorker : runsPerWorker;
  }

  /** The camera must not halt while a worker loads its models, so the next one does so beside the one in use. */
  #prepareSuccessor(session: WorkerSession): void {
    if (session.followed || session.runs < HEAD_START * this.#policy.runsPerWorker) return;
    session.followed = true;
    const successor: Successor = { session: new WorkerSession(this.#options.createWorker()), ready: false };
    this.#successor = successor;
    successor.session
      .load(this.#policy.load, () => {})
      .then(
        () => {
          successor.ready = true;
        },
        () => this.#successor === successor && this.#dropSuccessor(),
      );
  }

  /** Only between two photos: one that is open in a worker stays with it, and a frame could not be opened a second time. */
  #handOver(): void {
    if (!this.#successor?.ready) return;
    this.#session?.end();
    this.#session = this.#successor.session;
    this.#successor = undefined;
  }

  #dropSuccessor(): void {
    this.#successor?.session.end();
    this.#successor = undefined;
  }

  /** Firefox now and then never runs the script of one of the runtime's threads; in a new worker it does. */
  async #loaded(): Promise<Loaded> {
    await this.#dropSilent();
    try {
      return await this.#load(START_STALL_MS);
    } catch (thrown) {
      const { code, details } = toTongkuanError(thrown);
      if (code !== 'DEADLINE' || !details.fetched) throw thrown;
      return this.#load();
    }
  }

  async #load(startMs?: number): Promise<Loaded> {
    const fresh = !this.#session;
    const session = this.#session ?? this.#successor?.session ?? new WorkerSession(this.#options.createWorker());
    if (session === this.#successor?.session) this.#successor = undefined;
    this.#session = session;
    try {
      const report = await session.load(this.#policy.load, (progress) => this.#options.onProgress?.(progress), startMs);
      if (fresh) {
        this.#lastAnswer = Date.now();
        this.#options.onLoaded?.();
      }
      return { session, report };
    } catch (thrown) {
      this.#replace(session);
      throw thrown;
    }
  }

  /** Phones kill workers of sleeping pages silently: ask before relying on one that has been idle. */
  async #dropSilent(): Promise<void> {
    const session = this.#session;
    if (!session || Date.now() - this.#lastAnswer < IDLE_BEFORE_PING_MS) return;
    try {
      await guarded(session.remote.ping(), { died: session.died, deadlineMs: PING_DEADLINE_MS });
      this.#lastAnswer = Date.now();
    } catch {
      this.#replace(session);
    }
  }
}

/** The worker's id of a photo; opened again when this worker is younger than the photo. @throws PHOTO_UNKNOWN for a frame */
async function photoIdIn({ remote, photoIds }: WorkerSession, photo: VisionPhoto): Promise<number> {
  const known = photoIds.get(photo);
  if (known !== undefined) return known;
  if (!photo.picture) throw new TongkuanError('PHOTO_UNKNOWN', { reason: 'the frame went with its worker' });
  const { photoId } = await remote.open(photo.picture);
  photoIds.set(photo, photoId);
  return photoId;
}
