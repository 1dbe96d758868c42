/**
 * What a photo costs in Chromium's wasm, here with one thread and with two, and with what MediaPipe's web tasks need for the same
 * two jobs: an EfficientDet-Lite0 at 320 px and a MobileNetV3 at 224 px, on the one thread they have. Median milliseconds of a
 * decoded photo → boxes, of a box → vector, and bytes. All take turns in one page, so that a busy machine is the same for all;
 * the quickest run is nearer to what each needs.
 *
 *   python -m venv venv && venv/bin/pip install -r bench/mediapipe/requirements.txt
 *   venv/bin/python bench/mediapipe/build.py networks
 *   npm run bench:mediapipe -- networks street.jpg
 *
 * MediaPipe's package is no dependency of the product: how to install it says `README.md`. Its own networks lie in a model store, not in
 * a package. `build.py` writes the same networks with random weights: they
 * take as long and find nothing, so that both sides embed the middle of the photo. What they compress to is not measured.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { launchBrowser } from '../browser.ts';
import { bundled } from '../bundle.ts';
import { median } from '../median.ts';
import { type Served, serveFolders } from '../serve.ts';
import type { Asked, Measured, Pair, Times } from './page.ts';

const RUNS = 25;
const WARM_UP = 5;
const THREADS = [1, 2];
const PRECISIONS = ['float32', 'int8'];
const SIZES = ['small', 'large'];
const [networks, photo] = process.argv.slice(2);
if (!networks || !photo) throw new Error('usage: npm run bench:mediapipe -- <folder of build.py> <photo>');

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = {
  litert: join(ROOT, 'node_modules', '@litertjs', 'core', 'wasm'),
  mediapipe: join(ROOT, '.cache', 'bench-mediapipe', 'node_modules', '@mediapipe', 'tasks-vision'),
  models: join(ROOT, 'models'),
  tasks: resolve(networks),
  photo: dirname(resolve(photo)),
};
type Place = keyof typeof FOLDERS;
if (!existsSync(FOLDERS.mediapipe)) throw new Error('MediaPipe is not installed: bench/mediapipe/README.md says how');

const pairs = PRECISIONS.flatMap((precision) =>
  SIZES.map((size): Pair => {
    const detector = `efficientdet-lite0-${precision}.tflite`;
    return { detector, embedder: `mobilenet-v3-${size}-${precision}.tflite` };
  }),
);

/** @returns what was measured, and the paths the page asked for */
async function inBrowser({ url }: Served, asked: Asked): Promise<{ measured: Measured; paths: ReadonlySet<string> }> {
  const browser = await launchBrowser(['--disable-background-networking']);
  try {
    const page = await browser.newPage();
    const paths = new Set<string>();
    page.on('request', (request) => paths.add(new URL(request.url()).pathname));
    await page.goto(url);
    await page.addScriptTag({ content: await bundled(join(import.meta.dirname, 'page.ts')) });
    const measured = await page.evaluate(
      (what) => (globalThis as unknown as { bench: { measure(what: Asked): Promise<Measured> } }).bench.measure(what),
      asked,
    );
    return { measured, paths };
  } finally {
    await browser.close();
  }
}

const megabytes = (parts: readonly Buffer[]): string =>
  (parts.reduce((total, { length }) => total + length, 0) / 1e6).toFixed(1);
const read = (files: readonly string[]): Buffer[] => files.map((file) => readFileSync(file));

/** As they are, and as brotli sends them. */
function onTheWire(files: readonly string[]): string {
  const whole = read(files);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return `${megabytes(whole)} (${megabytes(whole.map((file) => brotliCompressSync(file, { params })))})`;
}

/** What a page loads, by where it comes from. */
interface Bytes {
  readonly litert: string;
  readonly mediapipe: string;
  readonly models: string;
}

function bytesOf(paths: ReadonlySet<string>): Bytes {
  const fetched = (place: Place) =>
    [...paths]
      .filter((path) => path.startsWith(`/${place}/`))
      .map((path) => join(FOLDERS[place], path.slice(place.length + 2)));
  const models = fetched('models').filter((file) => file.endsWith('.tflite'));
  return {
    litert: onTheWire(fetched('litert')),
    mediapipe: onTheWire(fetched('mediapipe')),
    models: onTheWire(models),
  };
}

const runsOf = ({ detect, embed }: Times) => detect.map((ms, run) => ms + (embed[run] ?? Number.NaN));
const whole = (times: Times) => median(runsOf(times));
const row = (times: Times, own: Times, runtime: string, models: string) => ({
  'boxes ms': median(times.detect).toFixed(1),
  'vector ms': median(times.embed).toFixed(1),
  'both ms': whole(times).toFixed(1),
  'quickest ms': Math.min(...runsOf(times)).toFixed(1),
  'times ours': (whole(times) / whole(own)).toFixed(2),
  'runtime MB (brotli)': runtime,
  'models MB (brotli)': models,
});

function print({ ours, pairs: theirs, answered }: Measured, bytes: Bytes): void {
  console.log(`boxes and numbers of each: ${answered.join(', ')}; load after ${loadavg()[0]?.toFixed(1)}`);
  const table = { Tongkuan: row(ours, ours, bytes.litert, bytes.models) };
  pairs.forEach((pair, i) => {
    const files = Object.values(pair).map((file) => join(FOLDERS.tasks, file));
    const name = `MediaPipe, ${basename(pair.embedder, '.tflite')}`;
    Object.assign(table, { [name]: row(theirs[i] as Times, ours, bytes.mediapipe, megabytes(read(files))) });
  });
  console.table(table);
}

const served = await serveFolders(FOLDERS);
let bytes: Bytes | null = null;
for (const threads of THREADS) {
  console.log(
    `Tongkuan with threads: ${threads} on ${availableParallelism()} cores; load before ${loadavg()[0]?.toFixed(1)}`,
  );
  const asked = { photo: `/photo/${basename(photo)}`, pairs, threads, runs: RUNS, warmUp: WARM_UP };
  const { measured, paths } = await inBrowser(served, asked);
  bytes ??= bytesOf(paths);
  print(measured, bytes);
}
served.close();
