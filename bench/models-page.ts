/** The page of `models-browser.ts`: one file in one build of LiteRT.js. */
import { loadAndCompile, loadLiteRt } from '@litertjs/core';
import { runModel } from '#vision/browser/runtime.ts';

export type Way = 'wasm1' | 'wasm2' | 'webgpu';

export interface Asked {
  readonly file: string;
  /** Width and height. */
  readonly size: readonly [number, number];
  readonly way: Way;
  readonly runs: number;
  readonly warmUp: number;
}

export interface Answered {
  /** Milliseconds, quickest run first. */
  readonly times: readonly number[];
  /** Of the first output. */
  readonly values: readonly number[];
}

const LOADERS = {
  wasm1: 'litert_wasm_compat_internal.js',
  wasm2: 'litert_wasm_threaded_internal.js',
  webgpu: 'litert_wasm_jspi_internal.js',
};

/** Many runs, each with a picture that goes into the runtime and an answer that comes out. */
export async function measure({ file, size, way, runs, warmUp }: Asked): Promise<Answered> {
  const [width, height] = size;
  await loadLiteRt(`/litert/${LOADERS[way]}`);
  const model = await loadAndCompile(file, {
    accelerator: way === 'webgpu' ? 'webgpu' : 'wasm',
    cpuOptions: { numThreads: way === 'wasm2' ? 2 : 1 },
    gpuOptions: { precision: 'fp32' },
  });
  const tensor = Float32Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256);
  const times: number[] = [];
  let outputs: Record<string, Float32Array> = {};
  for (let run = 0; run < runs + warmUp; run++) {
    const start = performance.now();
    outputs = await runModel(model, 'image', { tensor, width, height });
    times.push(performance.now() - start);
  }
  return { times: times.slice(warmUp).sort((a, b) => a - b), values: [...(Object.values(outputs)[0] ?? [])] };
}
