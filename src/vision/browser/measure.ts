/** Runs wasm and WebGPU on the same real-sized input, once per device and models, while nobody waits. */
import { toTongkuanError } from '#core/errors.ts';
import type { ModelInput, ModelManifest } from '#core/manifest.ts';
import { cosine } from '#core/vector.ts';
import type { ModelRunner } from '../pipeline.ts';
import type { SerialQueue } from '../serial-queue.ts';
import { judge, type Verdict } from './choice.ts';
import type { VerdictMemory } from './memory.ts';
import { fetchVerified } from './model-cache.ts';
import { type Runtime, type RuntimeParts, startRuntime } from './runtime.ts';
import { runtimeFile } from './runtime-files.ts';

/** Timed runs; the first, which compiles shaders, is not among them. */
const RUNS = 5;

/** Something like a photo: soft shades with edges, the same every time. */
function sampleInput({ width, height }: ModelInput): Float32Array {
  return Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const shade = 128 + 60 * Math.sin(x / 17 + (i % 3)) + 60 * Math.cos(y / 23);
    return Math.floor(x > width / 3 && y > height / 2 ? 255 - shade : shade);
  });
}

async function medianMs(run: ModelRunner, input: Float32Array): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const start = performance.now();
    await run(input);
    if (i > 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] ?? 0) - (b[i] ?? Number.NaN)));
  return largest;
}

async function compare({ detector, embedder }: ModelManifest, wasm: Runtime, webgpu: Runtime): Promise<Verdict> {
  const crop = sampleInput(embedder.input);
  const scene = sampleInput(detector.input);
  const embeddingOf = async ({ run }: Runtime) => (await run.embedder(crop))[embedder.outputs.embedding.name] ?? [];
  const scoresOf = async ({ run }: Runtime) => (await run.detector(scene))[detector.outputs.scores.name] ?? [];
  return judge({
    cosine: cosine(await embeddingOf(wasm), await embeddingOf(webgpu)),
    scoreDifference: largestDifference(await scoresOf(wasm), await scoresOf(webgpu)),
    wasmMs: await medianMs(wasm.run.embedder, crop),
    webgpuMs: await medianMs(webgpu.run.embedder, crop),
  });
}

/**
 * Fetches WebGPU's runtime, compares, and remembers the verdict for the next worker. Never throws: whatever goes wrong
 * is the verdict.
 * @param queue the worker's queue of runs, so that a shopper's photo never waits for more than one step
 */
export async function measureWebgpu(
  wasm: Runtime,
  parts: Omit<RuntimeParts, 'wasm' | 'threads'>,
  memory: VerdictMemory,
  queue: SerialQueue,
): Promise<void> {
  try {
    const binary = await fetchVerified(runtimeFile('webgpu'), () => {});
    await memory.write({ state: 'measuring' });
    const webgpu = await queue(() => startRuntime('webgpu', { ...parts, wasm: binary, threads: 1 }));
    await memory.write(await queue(() => compare(parts.manifest, wasm, webgpu)));
    await webgpu.release();
  } catch (thrown) {
    const { code, details } = toTongkuanError(thrown, 'RUNTIME_FAILED');
    if (code === 'MODEL_FETCH') return; // no network just now: try again next time
    const reason = JSON.stringify(details);
    await memory.write({ state: 'measured', provider: 'wasm', measuredMs: {}, reason });
  }
}
