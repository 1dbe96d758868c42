/**
 * The models stored in several ways, and MobileNetV2 1.0 at 224 px beside them: bytes, and milliseconds of one picture, median (quickest), in
 * Node (ONNX) and in Chromium (LiteRT, wasm with one and two threads). WebGPU runs on the software adapter: right or not, never how fast.
 *
 *   python training/export_variants.py variants     (prints the quality of each)
 *   npm run bench:models -- variants
 *
 * Beside MediaPipe's web tasks: `npm run bench:mediapipe` (bench/mediapipe/README.md).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import * as ort from 'onnxruntime-node';
import { median } from './median.ts';
import { inBrowser } from './models-browser.ts';

const RUNS = 25;
const WARM_UP = 5;
const folder = process.argv[2];
if (!folder) throw new Error('usage: npm run bench:models -- <folder of export_variants.py>');

/** Width and height of the input a file is measured with. */
function sizeOf(name: string): [number, number] {
  return name.startsWith('detector') ? [320, 480] : [224, 224];
}

async function inNode(path: string, [width, height]: [number, number], threads: number): Promise<number[]> {
  const session = await ort.InferenceSession.create(path, { intraOpNumThreads: threads });
  const image = new ort.Tensor('float32', new Float32Array(width * height * 3).fill(127), [1, height, width, 3]);
  const times: number[] = [];
  for (let run = 0; run < RUNS + WARM_UP; run++) {
    const start = performance.now();
    await session.run({ image });
    if (run >= WARM_UP) times.push(performance.now() - start);
  }
  await session.release();
  return times;
}

const shown = (times: readonly number[] | undefined) =>
  times ? `${median([...times]).toFixed(1)} (${Math.min(...times).toFixed(1)})` : '–';
const megabytes = (bytes: Uint8Array) => (bytes.length / 1e6).toFixed(2);
const brotli = (bytes: Uint8Array) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.tflite'))
  .map((file) => file.replace('.tflite', ''))
  .sort();
const cases = names.map((name) => ({ file: `${name}.tflite`, size: sizeOf(name) }));
const seen = await inBrowser(folder, cases, { runs: RUNS, warmUp: WARM_UP });
const table: Record<string, Record<string, string>> = {};
for (const name of names) {
  const onnx = join(folder, `${name}.onnx`);
  const web = readFileSync(join(folder, `${name}.tflite`));
  const inChromium = seen[`${name}.tflite`];
  table[name] = {
    'ONNX MB': megabytes(readFileSync(onnx)),
    'LiteRT MB': megabytes(web),
    'LiteRT MB brotli': megabytes(brotli(web)),
    'Node 1 thread ms': shown(await inNode(onnx, sizeOf(name), 1)),
    'Node 2 threads ms': shown(await inNode(onnx, sizeOf(name), 2)),
    'wasm 1 thread ms': shown(inChromium?.wasm1),
    'wasm 2 threads ms': shown(inChromium?.wasm2),
    'WebGPU cosine to wasm': inChromium?.webgpuCosine?.toFixed(6) ?? (inChromium?.webgpuReason || '–'),
  };
}
console.table(table);
