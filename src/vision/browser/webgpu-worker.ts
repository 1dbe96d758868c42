/** Entry of a worker inside the vision worker, in which WebGPU is measured: LiteRT.js is one to a worker. */
import { expose } from 'comlink';
import { TongkuanError } from '#core/errors.ts';
import type { ModelTensor } from '#core/image.ts';
import type { ModelRunners } from '../pipeline.ts';
import { keepErrorCodes } from './coded-errors.ts';
import { type Runtime, type RuntimeParts, startRuntime } from './runtime.ts';

export interface WebgpuWorker {
  /** @throws RUNTIME_UNAVAILABLE */
  start(parts: RuntimeParts): Promise<void>;
  /** @throws RUNTIME_FAILED, RUNTIME_UNAVAILABLE before `start` */
  run(model: keyof ModelRunners, input: ModelTensor): Promise<Readonly<Record<string, Float32Array>>>;
}

let runtime: Runtime | null = null;

const worker: WebgpuWorker = {
  async start(parts) {
    runtime = await startRuntime('webgpu', parts);
  },
  async run(model, input) {
    if (!runtime) throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: ['[webgpu] start was not called'] });
    return runtime.run[model](input);
  },
};

keepErrorCodes();
expose(worker);
