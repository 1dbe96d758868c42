/** What the worker answers; `worker.ts` puts it on the wire. */
import { TongkuanError } from '#core/errors.ts';
import { serialQueue } from '#core/serial-queue.ts';
import type { VisionWorker } from '#core/vision-api.ts';
import { OpenPhotos } from '../photos.ts';
import { type BrowserPicture, decodePicture } from './decode.ts';
import { type LoadedVision, loadVision } from './load.ts';
import { measureWebgpu } from './measure.ts';
import { warmUp } from './warm-up.ts';

/** Nobody has asked for anything for this long: time to measure WebGPU. */
const IDLE_MS = 8_000;

/** WebGPU that fails in use is not chosen again on this device. */
async function distrust({ runtime, memory }: LoadedVision, thrown: unknown): Promise<void> {
  const failed = thrown instanceof TongkuanError && thrown.code === 'RUNTIME_FAILED';
  if (!failed || runtime.provider !== 'webgpu') return;
  await memory.write({ state: 'measured', provider: 'wasm', measuredMs: {}, reason: 'failed in use' });
}

export function createVisionWorker(): VisionWorker<BrowserPicture> {
  const photos = new OpenPhotos();
  const serial = serialQueue();
  let loading: Promise<LoadedVision> | null = null;
  let lastJob = 0;

  /** One run at a time, each after loading. */
  function queue<T>(job: (loaded: LoadedVision) => Promise<T>): Promise<T> {
    lastJob = performance.now();
    return serial(async () => {
      if (!loading) throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: ['load was not called'] });
      const loaded = await loading;
      return job(loaded).catch(async (thrown: unknown) => {
        await distrust(loaded, thrown);
        throw thrown;
      });
    });
  }

  /** Unless a photo is waiting already, which then does the same. */
  async function warmUpUnasked({ pipeline }: LoadedVision): Promise<void> {
    if (lastJob === 0) await serial(() => warmUp(pipeline)).catch(() => {}); // the photo will tell
  }

  async function measureWhenIdle({ measure, runtime, manifest, models, memory }: LoadedVision): Promise<void> {
    if (!measure) return;
    do await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    while (performance.now() - lastJob < IDLE_MS);
    await measureWebgpu(runtime, { manifest, models }, memory, serial);
  }

  return {
    async load(options, onProgress) {
      if (!loading) {
        loading = loadVision(options, onProgress);
        loading.then(
          (loaded) => warmUpUnasked(loaded).then(() => measureWhenIdle(loaded)),
          () => {
            loading = null; // may be tried again, for instance with a network
          },
        );
      }
      return (await loading).report;
    },
    open: (picture) => serial(async () => photos.add(await decodePicture(picture))),
    detect: (photoId) => queue(({ pipeline }) => pipeline.detect(photos.get(photoId))),
    describe: (photoId, box, options) => queue(({ pipeline }) => pipeline.describe(photos.get(photoId), box, options)),
    inspect: (photoId, box) => queue(({ pipeline }) => pipeline.inspect(photos.get(photoId), box)),
    async release(photoId) {
      photos.release(photoId);
    },
    async ping() {},
  };
}
