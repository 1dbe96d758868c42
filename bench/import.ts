/**
 * How fast pictures come into the catalogue: `npm run bench:import -- [--pictures 50000] [--compare] [--keep]`.
 *
 * The pictures are made from the photos of single garments by augmentation (cut, mirrored, other light), each a product with its
 * label. Printed: pictures a second, the part of the threads' time that is inference, and what a second import of the same feed
 * takes. `--compare` imports the first of them with one thread a core, and with one thread whose runs are divided among the
 * cores, in turns. `--keep` leaves the pictures in `.cache/bench-import` for the next time.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { mapOrdered } from '../src/catalog/importing/ordered.ts';
import type { ImportReport } from '../src/catalog/importing/report.ts';
import { reportLines } from '../src/catalog/importing/report-words.ts';
import { type RunImportOptions, runImport } from '../src/catalog/importing/run-import.ts';
import { seeded } from '../src/search/testing.ts';

const ROOT = join(import.meta.dirname, '..');
const DATA = process.env.TONGKUAN_DATA ?? join(ROOT, '..', 'shared', 'data');
const WORK = join(ROOT, '.cache', 'bench-import');
const CATALOGUE = join(WORK, 'catalogue');
const NO_LABELS = ['Not sure', 'Other', 'Skip'];
/** Pictures each way of using the cores is measured with, and how often. */
const COMPARED = 200;
const TURNS = 2;

const { values } = parseArgs({
  options: { pictures: { type: 'string' }, compare: { type: 'boolean' }, keep: { type: 'boolean' } },
});
const count = Number(values.pictures ?? 50_000);

async function makePictures(): Promise<string> {
  await mkdir(join(WORK, 'pictures'), { recursive: true });
  const [, ...rows] = (await readFile(join(DATA, 'clothing', 'labels.csv'), 'utf8')).trim().split('\n');
  const sources = rows.map((row) => row.trim().split(',')).map(([file = '', label = '']) => ({ file, label }));
  const numbers = (async function* () {
    for (let i = 0; i < count; i++) yield i;
  })();
  const lines = ['id,title,price,label,image'];
  for await (const line of mapOrdered(numbers, 8, async (i) => {
    const source = sources[i % sources.length] as (typeof sources)[number];
    await augmented(join(DATA, 'clothing', 'images', source.file), join(WORK, 'pictures', `${i}.jpg`), i);
    return `b${i},${source.label} ${i},${10 + (i % 500)},${NO_LABELS.includes(source.label) ? '' : source.label},pictures/${i}.jpg`;
  }))
    lines.push(line);
  const feed = join(WORK, `feed-${count}.csv`);
  await writeFile(feed, lines.join('\n'));
  return feed;
}

async function augmented(from: string, to: string, i: number): Promise<void> {
  if (existsSync(to)) return;
  const random = seeded(i);
  const image = sharp(from).autoOrient();
  const { width, height } = (await image.metadata()).autoOrient;
  const keep = 0.85 + 0.15 * random();
  const [w, h] = [Math.floor(width * keep), Math.floor(height * keep)];
  image.extract({
    left: Math.floor((width - w) * random()),
    top: Math.floor((height - h) * random()),
    width: w,
    height: h,
  });
  if (random() < 0.5) image.flop();
  await image
    .modulate({ brightness: 0.85 + 0.3 * random() })
    .jpeg({ quality: 85 })
    .toFile(to);
}

async function imported(options: Partial<RunImportOptions> = {}): Promise<ImportReport> {
  return runImport({ feed, catalogue: CATALOGUE, models: join(ROOT, 'models'), ...options });
}

async function compare(): Promise<void> {
  const cores = availableParallelism();
  const ways = {
    [`${cores} threads, 1 a run`]: { cores },
    [`1 thread, ${cores} a run`]: { cores: 1, threadsPerRun: cores },
  };
  for (let turn = 0; turn < TURNS; turn++)
    for (const [name, options] of Object.entries(ways)) {
      await rm(CATALOGUE, { recursive: true, force: true });
      const { seconds } = await imported({ ...options, limit: COMPARED });
      console.log(`${name}: ${(COMPARED / seconds).toFixed(1)} pictures/s (load ${loadavg()[0]?.toFixed(1)})`);
    }
}

const feed = await makePictures();
if (values.compare) await compare();
await rm(CATALOGUE, { recursive: true, force: true });
const first = await imported();
for (const line of reportLines(first)) console.log(line);
const again = await imported();
console.log(
  `${(count / first.seconds).toFixed(1)} products/s; again ${again.seconds.toFixed(2)} s, ${(first.seconds / again.seconds).toFixed(0)} times as fast`,
);
console.log(
  `inference ${((first.timing?.inferenceShare ?? 0) * 100).toFixed(0)} % of ${first.timing?.threads} threads' time; load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
);
await rm(values.keep ? CATALOGUE : WORK, { recursive: true, force: true });
