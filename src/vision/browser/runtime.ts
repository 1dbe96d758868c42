/** The one door to LiteRT.js: starts a build of it with both models and makes functions of them. One to a worker. */
import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor, unloadLiteRt } from '@litertjs/core';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { ModelTensor } from '#core/image.ts';
import type { ModelManifest } from '#core/manifest.ts';
import type { Provider } from '#core/vision-api.ts';
import type { ModelRunner, ModelRunners } from '../pipeline.ts';
import type { ModelBytes } from './models.ts';
import { type RuntimeBuild, runtimeFile } from './runtime-files.ts';
import { startLoader } from './runtime-loader.ts';

export interface Runtime {
  readonly provider: Provider;
  readonly run: ModelRunners;
  release(): void;
}

export interface RuntimeParts {
  readonly manifest: ModelManifest;
  readonly models: ModelBytes;
  readonly build: RuntimeBuild;
  /** Its wasm binary, already checked. */
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly threads: number;
}

/** Runs the signature for the input's size: outputs by name. Every tensor lies in the runtime's memory until it is deleted. */
export async function runModel(
  model: CompiledModel,
  inputName: string,
  { tensor, width, height }: ModelTensor,
): Promise<Record<string, Float32Array>> {
  const image = new Tensor(tensor, [1, height, width, 3]);
  const outputs = await model.run(`${width}x${height}`, { [inputName]: image }).finally(() => image.delete());
  const taken: Record<string, Float32Array> = {};
  for (const [name, output] of Object.entries(outputs)) {
    taken[name] = (await output.data()) as Float32Array;
    output.delete();
  }
  return taken;
}

function runnerOf(model: CompiledModel, provider: Provider, inputName: string): ModelRunner {
  return async (input) => {
    try {
      return await runModel(model, inputName, input);
    } catch (cause) {
      // Out of memory looks like this too. The page replaces the worker: a runtime that failed once is not trusted.
      const { reason } = toTongkuanError(cause).details;
      throw new TongkuanError('RUNTIME_FAILED', { provider, reason }, { cause });
    }
  };
}

/**
 * Starts a provider. Another one can be started only after this one failed to, or in another worker.
 * @throws RUNTIME_UNAVAILABLE with `reasons`
 */
export async function startRuntime(provider: Provider, parts: RuntimeParts): Promise<Runtime> {
  const { manifest, models, build, wasm, threads } = parts;
  try {
    const { loaderUrl } = runtimeFile(build);
    await startLoader({ loaderUrl, wasm, threads, gpu: provider === 'webgpu' }, loadLiteRt);
    const options = {
      accelerator: provider,
      cpuOptions: { numThreads: threads },
      gpuOptions: { precision: 'fp32' }, // half of it is not what wasm computes
    } as const;
    const detector = await loadAndCompile(models.detector, options);
    const embedder = await loadAndCompile(models.embedder, options);
    return {
      provider,
      run: {
        detector: runnerOf(detector, provider, manifest.detector.input.name),
        embedder: runnerOf(embedder, provider, manifest.embedder.input.name),
      },
      release: unloadLiteRt,
    };
  } catch (cause) {
    unloadLiteRt();
    const { reason } = toTongkuanError(cause).details;
    throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: [`[${provider}] ${reason}`] }, { cause });
  }
}
