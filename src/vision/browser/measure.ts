/** Runs wasm and WebGPU on the same real-sized input, once per device and models, while nobody waits. */
import { wrap } from 'comlink';
import { toTongkuanError } from '#core/errors.ts';
import type { ModelTensor } from '#core/image.ts';
import type { Size } from '#core/input-size.ts';
import type { DetectorManifest, ModelManifest } from '#core/manifest.ts';
import type { SerialQueue } from '#core/serial-queue.ts';
import { cosine } from '#core/vector.ts';
import type { ModelRunner, ModelRunners } from '../pipeline.ts';
import { HOPELESS, judge, type Verdict } from './choice.ts';
import type { VerdictMemory } from './memory.ts';
import { fetchVerified } from './model-cache.ts';
import type { Runtime, RuntimeParts } from './runtime.ts';
import { runtimeFile } from './runtime-files.ts';
import type { WebgpuWorker } from './webgpu-worker.ts';

/** Timed runs of each, taken in turns so that a busy moment hits both. */
const RUNS = 5;

/** Something like a photo: soft shades with edges, the same every time. */
function sampleInput({ width, height }: Size): ModelTensor {
  const tensor = Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const shade = 128 + 60 * Math.sin(x / 17 + (i % 3)) + 60 * Math.cos(y / 23);
    return Math.floor(x > width / 3 && y > height / 2 ? 255 - shade : shade);
  });
  return { tensor, width, height };
}

async function timed(run: ModelRunner, input: ModelTensor): Promise<number> {
  const start = performance.now();
  await run(input);
  return performance.now() - start;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? Number.NaN)));
  return largest;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}

/** Largest difference of a score, over every size the detector runs at: each has its own shaders. */
async function compareScores(
  { input, outputs }: DetectorManifest,
  wasm: ModelRunner,
  webgpu: ModelRunner,
  queue: SerialQueue,
): Promise<number> {
  const { name } = outputs.scores;
  let largest = 0;
  for (const scene of input.sizes.map(sampleInput)) {
    const [ours, theirs] = [await queue(() => wasm(scene)), await queue(() => webgpu(scene))];
    largest = Math.max(largest, largestDifference(ours[name] ?? [], theirs[name] ?? []));
  }
  return largest;
}

/** Every run is a job of its own: a shopper's photo waits for one run at most. */
async function compare(
  { detector, embedder }: ModelManifest,
  wasm: ModelRunners,
  webgpu: ModelRunners,
  queue: SerialQueue,
): Promise<Verdict> {
  const crop = sampleInput(embedder.input);
  // The first runs compile shaders and are not timed.
  const [ours, theirs] = [await queue(() => wasm.embedder(crop)), await queue(() => webgpu.embedder(crop))];
  const { embedding } = embedder.outputs;
  const comparison = {
    cosine: cosine(ours[embedding.name] ?? [], theirs[embedding.name] ?? []),
    scoreDifference: 0,
    wasmMs: await queue(() => timed(wasm.embedder, crop)),
    webgpuMs: await queue(() => timed(webgpu.embedder, crop)),
  };
  if (comparison.webgpuMs > HOPELESS * comparison.wasmMs) return judge(comparison);
  const scoreDifference = await compareScores(detector, wasm.detector, webgpu.detector, queue);
  const times = { wasm: [comparison.wasmMs], webgpu: [comparison.webgpuMs] };
  for (let i = 1; i < RUNS; i++) {
    times.wasm.push(await queue(() => timed(wasm.embedder, crop)));
    times.webgpu.push(await queue(() => timed(webgpu.embedder, crop)));
  }
  return judge({
    cosine: comparison.cosine,
    scoreDifference,
    wasmMs: median(times.wasm),
    webgpuMs: median(times.webgpu),
  });
}

type StartedWebgpu = Omit<Runtime, 'provider'>;

/** WebGPU in a worker of its own. A worker that dies says nothing: the page's deadline ends the measurement. */
async function startWebgpu(parts: RuntimeParts): Promise<StartedWebgpu> {
  const worker = new Worker(new URL('./webgpu-worker.ts', import.meta.url), { type: 'module', name: 'webgpu' });
  const remote = wrap<WebgpuWorker>(worker);
  const runner =
    (model: keyof ModelRunners): ModelRunner =>
    (input) =>
      remote.run(model, input);
  await remote.start(parts).catch((thrown: unknown) => {
    worker.terminate();
    throw thrown;
  });
  const run = { detector: runner('detector'), embedder: runner('embedder') };
  return { run, release: () => worker.terminate() };
}

/**
 * Fetches WebGPU's runtime, compares, and remembers the verdict for the next worker. Never throws: whatever goes wrong
 * is the verdict.
 * @param queue the worker's queue of runs
 */
export async function measureWebgpu(
  wasm: Runtime,
  parts: Omit<RuntimeParts, 'build' | 'wasm' | 'threads'>,
  memory: VerdictMemory,
  queue: SerialQueue,
): Promise<void> {
  try {
    const binary = await fetchVerified(runtimeFile('jspi'), () => {});
    const before = await memory.read();
    await memory.write({ state: 'measuring', attempts: before?.state === 'measuring' ? before.attempts + 1 : 1 });
    const webgpu = await startWebgpu({ ...parts, build: 'jspi', wasm: binary, threads: 1 });
    await memory.write(await compare(parts.manifest, wasm.run, webgpu.run, queue).finally(webgpu.release));
  } catch (thrown) {
    const { code, details } = toTongkuanError(thrown, 'RUNTIME_FAILED');
    if (code === 'MODEL_FETCH') return; // no network just now: try again next time
    const reason = JSON.stringify(details);
    await memory.write({ state: 'measured', provider: 'wasm', measuredMs: {}, reason });
  }
}
