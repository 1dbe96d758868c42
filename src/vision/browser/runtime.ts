/** The one door to onnxruntime-web: starts a runtime with both models and makes functions of them. */
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { ModelManifest } from '#core/manifest.ts';
import type { Provider } from '#core/vision-api.ts';
import type { ModelRunner, ModelRunners } from '../pipeline.ts';
import type { ModelBytes } from './models.ts';
import { runtimeFile } from './runtime-files.ts';

export interface Runtime {
  readonly provider: Provider;
  readonly run: ModelRunners;
  release(): Promise<void>;
}

export interface RuntimeParts {
  readonly manifest: ModelManifest;
  readonly models: ModelBytes;
  /** The runtime's wasm binary, already checked. */
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly threads: number;
}

type Ort = typeof import('onnxruntime-web');

/** The smallest build that holds the provider; never the default one, which holds everything. */
function importOrt(provider: Provider): Promise<Ort> {
  return provider === 'wasm' ? import('onnxruntime-web/wasm') : import('onnxruntime-web/jspi');
}

function runnerOf(ort: Ort, session: InferenceSession, provider: Provider, inputName: string): ModelRunner {
  return async ({ tensor, width, height }) => {
    try {
      const input: Tensor = new ort.Tensor('float32', tensor, [1, height, width, 3]);
      const results = await session.run({ [inputName]: input });
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
    } catch (cause) {
      // Out of memory looks like this too. The page replaces the worker: a runtime that failed once is not trusted.
      const { reason } = toTongkuanError(cause).details;
      throw new TongkuanError('RUNTIME_FAILED', { provider, reason }, { cause });
    }
  };
}

/**
 * Starts a provider. A runtime that could not start stays unusable until the worker is replaced.
 * @throws RUNTIME_UNAVAILABLE with `reasons`
 */
export async function startRuntime(provider: Provider, parts: RuntimeParts): Promise<Runtime> {
  const { manifest, models, wasm, threads } = parts;
  try {
    const ort = await importOrt(provider);
    ort.env.logLevel = 'error';
    ort.env.wasm.proxy = false; // this already is a worker
    ort.env.wasm.numThreads = provider === 'wasm' ? threads : 1;
    ort.env.wasm.wasmPaths = { mjs: new URL(runtimeFile(provider).loaderUrl, self.location.href).href };
    ort.env.wasm.wasmBinary = wasm;
    const options = {
      executionProviders: [provider],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3, // errors; that WebGPU leaves the shape arithmetic to the CPU is as it should be
    } as const;
    const detector = await ort.InferenceSession.create(models.detector, options);
    delete ort.env.wasm.wasmBinary; // compiled by now; 14 MB that nobody needs
    const embedder = await ort.InferenceSession.create(models.embedder, options);
    return {
      provider,
      run: {
        detector: runnerOf(ort, detector, provider, manifest.detector.input.name),
        embedder: runnerOf(ort, embedder, provider, manifest.embedder.input.name),
      },
      release: async () => {
        await detector.release();
        await embedder.release();
      },
    };
  } catch (cause) {
    const { reason } = toTongkuanError(cause).details;
    throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: [`[${provider}] ${reason}`] }, { cause });
  }
}
