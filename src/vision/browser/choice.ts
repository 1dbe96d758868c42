/**
 * Which runtime a device gets. Pure: facts and memory in, a plan with the reason of every way not taken out.
 * Known troubles: WebGPU on iOS crashes after some hundred runs and threaded wasm runs out of memory there.
 */
import type { LoadOptions, Provider } from '#core/vision-api.ts';
import type { RuntimeBuild } from './runtime-files.ts';

/** What the worker knows about its device. */
export interface DeviceFacts {
  readonly userAgent: string;
  readonly cores: number;
  readonly crossOriginIsolated: boolean;
  /** WebAssembly has relaxed SIMD; the runtime with threads needs it. */
  readonly relaxedSimd: boolean;
  /** WebAssembly can wait for promises; the WebGPU runtime needs it. */
  readonly jspi: boolean;
  /** Name of the GPU, or null when there is no adapter. */
  readonly adapter: string | null;
  /** The adapter is emulated on the processor: correct, and hundreds of times slower than wasm. */
  readonly software: boolean;
  /** The shopper pays for bytes or asked to save them. */
  readonly metered: boolean;
}

/** What was learnt about WebGPU on this device with these models. */
export type Verdict =
  /** Written before measuring: found again, measuring killed the worker, or the page was closed just then. */
  | { readonly state: 'measuring'; readonly attempts: number }
  | {
      readonly state: 'measured';
      readonly provider: Provider;
      readonly measuredMs: Readonly<Partial<Record<Provider, number>>>;
      /** Why not WebGPU; empty when it was chosen. */
      readonly reason: string;
    };

export interface Plan {
  readonly provider: Provider;
  readonly build: RuntimeBuild;
  /** Of wasm; WebGPU has none. */
  readonly threads: number;
  /** What wasm runs in; the same for one thread as for more, so that one download does for both. */
  readonly wasmBuild: RuntimeBuild;
  /** WebGPU should be measured once there is time. */
  readonly measure: boolean;
  readonly measuredMs: Readonly<Partial<Record<Provider, number>>>;
  readonly reasons: readonly string[];
}

/** Both runtimes on the same input. */
export interface Comparison {
  readonly wasmMs: number;
  readonly webgpuMs: number;
  /** Of the two embeddings. */
  readonly cosine: number;
  /** Largest difference of a detector score. */
  readonly scoreDifference: number;
}

/** Below this the two runtimes do not compute the same thing. */
const LEAST_COSINE = 0.999;
const MOST_SCORE_DIFFERENCE = 0.02;
/** WebGPU must need at most this share of wasm's time: it costs 2 MB more, and more battery to wake the GPU. */
const WORTH_IT = 0.8;
/** So often may a measurement end without a verdict. */
const MOST_ATTEMPTS = 2;
/** A second run this many times slower than wasm settles it; more runs would only keep the shopper's photo waiting. */
export const HOPELESS = 3;

function isIos(userAgent: string): boolean {
  return /iPhone|iPad|iPod/.test(userAgent);
}

/** Why wasm gets no threads here, or null. */
function noThreads(facts: DeviceFacts): string | null {
  if (isIos(facts.userAgent)) return 'iOS runs out of memory with more than one';
  if (!facts.crossOriginIsolated) return 'the page is not cross-origin isolated';
  if (!facts.relaxedSimd) return 'this browser has no relaxed SIMD';
  return null;
}

/** Why WebGPU cannot even be tried here, or null. */
function obstacle(facts: DeviceFacts): string | null {
  if (isIos(facts.userAgent)) return 'iOS crashes after some hundred runs';
  if (facts.adapter === null) return 'no adapter';
  if (facts.software) return 'only a software adapter';
  if (!facts.jspi) return 'this browser has no JSPI';
  return null;
}

/**
 * @param memory what was learnt earlier on this device, or null
 */
export function planRuntime(options: LoadOptions, facts: DeviceFacts, memory: Verdict | null): Plan {
  const alone = noThreads(facts);
  const wasmBuild = alone ? 'compat' : 'threaded';
  const plan = (provider: Provider, measure: boolean, ...why: string[]): Plan => ({
    provider,
    build: provider === 'webgpu' ? 'jspi' : wasmBuild,
    threads: alone ? 1 : Math.max(1, Math.min(options.maxThreads, facts.cores)),
    wasmBuild,
    measure,
    measuredMs: memory?.state === 'measured' ? memory.measuredMs : {},
    reasons: alone ? [`[threads] ${alone}`, ...why] : why,
  });
  if (options.provider === 'webgpu') return plan('webgpu', false, '[wasm] the page asked for webgpu');
  if (options.provider === 'wasm') return plan('wasm', false, '[webgpu] the page asked for wasm');
  const why = obstacle(facts);
  if (why) return plan('wasm', false, `[webgpu] ${why}`);
  if (memory?.state === 'measured') {
    if (memory.provider === 'webgpu') return plan('webgpu', false, '[wasm] slower on this device');
    return plan('wasm', false, `[webgpu] ${memory.reason}`);
  }
  if (memory && memory.attempts >= MOST_ATTEMPTS) return plan('wasm', false, '[webgpu] did not survive being measured');
  if (facts.metered) return plan('wasm', false, '[webgpu] not fetched on a metered connection');
  return plan('wasm', true, '[webgpu] not measured on this device yet');
}

/** What is remembered after both ran. */
export function judge({ wasmMs, webgpuMs, cosine, scoreDifference }: Comparison): Verdict {
  const correct = cosine >= LEAST_COSINE && scoreDifference <= MOST_SCORE_DIFFERENCE;
  const faster = webgpuMs <= wasmMs * WORTH_IT;
  let reason = '';
  if (!correct) reason = `computes something else: cosine ${cosine.toFixed(5)}, scores ± ${scoreDifference.toFixed(4)}`;
  else if (!faster) reason = `not faster: ${webgpuMs.toFixed(1)} ms against ${wasmMs.toFixed(1)} ms`;
  return {
    state: 'measured',
    provider: reason === '' ? 'webgpu' : 'wasm',
    measuredMs: { wasm: wasmMs, webgpu: webgpuMs },
    reason,
  };
}
