/** Runs model files in headless Chromium through onnxruntime-web, on a page that may use threads. */
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { serveFolders } from './serve.ts';

export interface Case {
  readonly file: string;
  /** Width and height. */
  readonly size: readonly [number, number];
}

export interface Seen {
  /** Median milliseconds of one picture. */
  readonly wasm1?: number;
  readonly wasm2?: number;
  /** Of the first output to what wasm answers. */
  readonly webgpuCosine?: number;
  readonly webgpuReason?: string;
}

interface Counts {
  readonly runs: number;
  readonly warmUp: number;
}

type Way = 'wasm1' | 'wasm2' | 'webgpu';

const DIST = join(import.meta.dirname, '..', 'node_modules', 'onnxruntime-web', 'dist');

/** In the page: the median of many runs and the first output's values. */
async function measure({ way, file, size, runs, warmUp }: Case & Counts & { readonly way: Way }) {
  const build = way === 'webgpu' ? '/ort/ort.jspi.min.mjs' : '/ort/ort.wasm.min.mjs';
  const ort: typeof import('onnxruntime-web') = await import(build);
  ort.env.logLevel = 'error';
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = way === 'wasm2' ? 2 : 1;
  const executionProviders = [way === 'webgpu' ? 'webgpu' : 'wasm'];
  const session = await ort.InferenceSession.create(`/models/${file}`, { executionProviders });
  const [width, height] = size;
  const pixels = Float32Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256);
  const image = new ort.Tensor('float32', pixels, [1, height, width, 3]);
  const times: number[] = [];
  let values: number[] = [];
  for (let run = 0; run < runs + warmUp; run++) {
    const start = performance.now();
    const outputs = await session.run({ image });
    times.push(performance.now() - start);
    const first = outputs[session.outputNames[0] ?? ''];
    values = first ? [...(first.data as Float32Array)] : [];
  }
  return { ms: times.slice(warmUp).sort((a, b) => a - b)[runs >> 1] ?? Number.NaN, values };
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i] ?? 0;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return ab / Math.sqrt(aa * bb);
}

/** Every case in a fresh page for each way; a way that fails leaves its figure out, WebGPU says why. */
export async function inBrowser(folder: string, cases: readonly Case[], counts: Counts): Promise<Record<string, Seen>> {
  const { url, close } = await serveFolders({ ort: DIST, models: folder });
  const browser = await launchBrowser(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']);
  const run = async (way: Way, one: Case, { runs, warmUp }: Counts) => {
    const page = await browser.newPage();
    try {
      await page.goto(url);
      return await page.evaluate(measure, { ...one, runs, warmUp, way });
    } finally {
      await page.close();
    }
  };
  const seen: Record<string, Seen> = {};
  for (const one of cases) {
    const wasm1 = await run('wasm1', one, counts);
    const wasm2 = await run('wasm2', one, counts);
    const webgpu = await run('webgpu', one, { runs: 1, warmUp: 0 }).catch((cause) => ({ reason: String(cause) }));
    seen[one.file] = {
      wasm1: wasm1.ms,
      wasm2: wasm2.ms,
      ...('values' in webgpu
        ? { webgpuCosine: cosine(webgpu.values, wasm1.values) }
        : { webgpuReason: webgpu.reason.split('\n')[0] ?? '' }),
    };
  }
  await browser.close();
  close();
  return seen;
}
