/** Runs LiteRT files in headless Chromium, on a page that may use threads. */
import { join } from 'node:path';
import { cosine } from '#core/vector.ts';
import { launchBrowser } from './browser.ts';
import { bundled } from './bundle.ts';
import type { Answered, Asked, Way } from './models-page.ts';
import { serveFolders } from './serve.ts';

export interface Case {
  readonly file: string;
  /** Width and height. */
  readonly size: readonly [number, number];
}

export interface Seen {
  /** Milliseconds of one picture, quickest run first. */
  readonly wasm1?: readonly number[];
  readonly wasm2?: readonly number[];
  /** Of the first output to what wasm answers. */
  readonly webgpuCosine?: number;
  readonly webgpuReason?: string;
}

interface Counts {
  readonly runs: number;
  readonly warmUp: number;
}

const RUNTIME = join(import.meta.dirname, '..', 'node_modules', '@litertjs', 'core', 'wasm');

/** Every case in a fresh page for each way; a way that fails leaves its figure out, WebGPU says why. */
export async function inBrowser(folder: string, cases: readonly Case[], counts: Counts): Promise<Record<string, Seen>> {
  const { url, close } = await serveFolders({ litert: RUNTIME, models: folder });
  const script = await bundled(join(import.meta.dirname, 'models-page.ts'));
  const browser = await launchBrowser(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']);
  const run = async (way: Way, one: Case, { runs, warmUp }: Counts): Promise<Answered> => {
    const page = await browser.newPage();
    try {
      await page.goto(url);
      await page.addScriptTag({ content: script });
      return await page.evaluate(
        (asked) =>
          (globalThis as unknown as { bench: { measure(what: Asked): Promise<Answered> } }).bench.measure(asked),
        { file: `/models/${one.file}`, size: one.size, way, runs, warmUp },
      );
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
      wasm1: wasm1.times,
      wasm2: wasm2.times,
      ...('values' in webgpu
        ? { webgpuCosine: cosine(webgpu.values, wasm1.values) }
        : { webgpuReason: webgpu.reason.split('\n')[0] ?? '' }),
    };
  }
  await browser.close();
  close();
  return seen;
}
