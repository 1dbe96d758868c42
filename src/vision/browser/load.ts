/** From nothing to a running pipeline: manifest, choice of runtime, verified files, sessions. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { ModelManifest } from '#core/manifest.ts';
import type { LoadOptions, LoadProgress, RuntimeReport } from '#core/vision-api.ts';
import { createPipeline, type Pipeline } from '../pipeline.ts';
import { type DeviceFacts, type Plan, planRuntime } from './choice.ts';
import { deviceFacts } from './device.ts';
import { type VerdictMemory, verdictMemory } from './memory.ts';
import { fetchVerified, keepOnly, type OnBytes, versionedUrl } from './model-cache.ts';
import { fetchModels, findManifests, keepManifest, type ModelBytes, manifestUrl, modelFile } from './models.ts';
import { type Runtime, type RuntimeParts, startRuntime } from './runtime.ts';
import { barcodeFile, type RuntimeBuild, runtimeFile } from './runtime-files.ts';

export interface LoadedVision {
  readonly pipeline: Pipeline;
  readonly report: RuntimeReport;
  readonly runtime: Runtime;
  readonly manifest: ModelManifest;
  readonly models: ModelBytes;
  readonly memory: VerdictMemory;
  /** Of the runtime, that this device uses. */
  readonly builds: readonly RuntimeBuild[];
  /** WebGPU should be measured once there is time. */
  readonly measure: boolean;
}

type OnProgress = (progress: LoadProgress) => void;

/** Counts bytes of several files as one; tells every percent, not every packet. */
function progressOf(total: number, onProgress: OnProgress): OnBytes {
  let loaded = 0;
  let told = 0;
  return (bytes) => {
    loaded += bytes;
    if (loaded < total && Math.abs(loaded - told) < total / 100) return;
    told = loaded;
    onProgress({ loaded: Math.min(loaded, total), total });
  };
}

/** Removes what belongs to no current version. WebGPU's runtime stays only where it is used. */
async function tidy({ modelsUrl }: LoadOptions, { manifest, memory, builds }: LoadedVision): Promise<void> {
  const files = [manifest.detector, manifest.embedder].map((model) => modelFile(modelsUrl, model));
  const kept = [...files, ...builds.map(runtimeFile), barcodeFile()].map(versionedUrl);
  await keepOnly([...kept, manifestUrl(modelsUrl), memory.url]);
}

/** Starts the planned provider. WebGPU that was chosen by measuring and now fails gives way to wasm. */
async function start(
  plan: Plan,
  forced: boolean,
  parts: Omit<RuntimeParts, 'threads' | 'build'>,
  memory: VerdictMemory,
): Promise<{ runtime: Runtime; reasons: readonly string[] }> {
  const { provider, build, threads, wasmBuild, reasons } = plan;
  try {
    return { runtime: await startRuntime(provider, { ...parts, build, threads }), reasons };
  } catch (thrown) {
    if (forced || provider === 'wasm') throw thrown;
    const { details } = toTongkuanError(thrown, 'RUNTIME_UNAVAILABLE');
    await memory.write({ state: 'measured', provider: 'wasm', measuredMs: {}, reason: 'could not be started' });
    const wasm = await fetchVerified(runtimeFile(wasmBuild), () => {});
    const runtime = await startRuntime('wasm', { ...parts, wasm, build: wasmBuild, threads });
    return { runtime, reasons: [...reasons, ...(details.reasons as string[])] };
  }
}

async function loadManifest(
  options: LoadOptions,
  facts: DeviceFacts,
  manifest: ModelManifest,
  onProgress: OnProgress,
): Promise<LoadedVision> {
  const memory = verdictMemory(options.modelsUrl, manifest, facts);
  const plan = planRuntime(options, facts, await memory.read());
  const file = runtimeFile(plan.build);
  const { detector, embedder } = manifest;
  const onBytes = progressOf(detector.web.bytes + embedder.web.bytes + file.bytes, onProgress);
  const [models, wasm] = await Promise.all([
    fetchModels(options.modelsUrl, manifest, onBytes),
    fetchVerified(file, onBytes),
  ]);
  const forced = options.provider === 'webgpu';
  const { runtime, reasons } = await start(plan, forced, { manifest, models, wasm }, memory);
  const report: RuntimeReport = {
    provider: runtime.provider,
    threads: runtime.provider === 'wasm' ? plan.threads : 1,
    crossOriginIsolated: facts.crossOriginIsolated,
    measuredMs: plan.measuredMs,
    reasons,
  };
  const pipeline = createPipeline(manifest, runtime.run);
  const builds = runtime.provider === 'webgpu' ? [plan.wasmBuild, plan.build] : [plan.wasmBuild];
  return { pipeline, report, runtime, manifest, models, memory, builds, measure: plan.measure };
}

/**
 * Tries the newest manifest, then the one that worked last time.
 * @throws MANIFEST_INVALID, MODEL_FETCH, MODEL_CORRUPT, RUNTIME_UNAVAILABLE
 */
export async function loadVision(options: LoadOptions, onProgress: OnProgress): Promise<LoadedVision> {
  const [facts, manifests] = await Promise.all([deviceFacts(), findManifests(options.modelsUrl)]);
  let failure: TongkuanError | null = null;
  for (const manifest of manifests) {
    try {
      const loaded = await loadManifest(options, facts, manifest, onProgress);
      await keepManifest(options.modelsUrl, manifest);
      await tidy(options, loaded);
      return loaded;
    } catch (thrown) {
      failure ??= toTongkuanError(thrown, 'RUNTIME_UNAVAILABLE');
      if (failure.code === 'RUNTIME_UNAVAILABLE') throw failure; // other models would not start either
    }
  }
  throw failure ?? new TongkuanError('MODEL_FETCH');
}
