/**
 * What importing gains by looking for the product in its picture: `npm run bench:regions -- [--pictures 200]`.
 *
 * Worn products: street photos held out from training (`training/common.py`), each thing in them a product whose category the
 * feed names; asked for by its cut-out on white. Products alone: pictures of single garments, asked for by another framing of
 * the same picture. R@1 among products of the same category, for several rules of when to embed the detected box.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { kindsOf } from '../src/catalog/importing/kinds.ts';
import { fittingItem, partOf } from '../src/catalog/importing/region.ts';
import type { Box } from '../src/core/boxes.ts';
import { fineLabel } from '../src/core/taxonomy.ts';
import { cosine } from '../src/core/vector.ts';
import type { DetectedItem, Kind } from '../src/core/vision-api.ts';
import { decodePicture } from '../src/vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '../src/vision/node/vision.ts';
import type { Picture } from '../src/vision/pipeline.ts';
import { DATA, streetPhotos } from './street-photos.ts';

const ROOT = join(import.meta.dirname, '..');
/** Things smaller than this part of the photo are no product anybody would sell by that photo. */
const LEAST_PART = 0.01;

const { pictures = '200' } = parseArgs({ options: { pictures: { type: 'string' } } }).values;

/** One product: its picture's vectors, and the vector it is asked for by. */
interface Sample {
  readonly category: number;
  readonly whole: Int8Array;
  /** Of the detected thing that fits; null when there is none. */
  readonly box: { readonly vector: Int8Array; readonly part: number; readonly others: number } | null;
  readonly query: Int8Array;
}

type Rule = (box: NonNullable<Sample['box']>) => boolean;
const RULES: Record<string, Rule> = {
  'always the whole': () => false,
  'box, where it fills at most 20 %': ({ part }) => part <= 0.2,
  'box, where it fills at most 35 %': ({ part }) => part <= 0.35,
  'box, where it fills at most 50 %': ({ part }) => part <= 0.5,
  'box, where it fills at most 70 %': ({ part }) => part <= 0.7,
  'box, where other kinds are seen': ({ others }) => others > 0,
  'always the box': () => true,
};

function recall(samples: readonly Sample[], rule: Rule): number {
  const gallery = samples.map(({ box, whole }) => (box && rule(box) ? box.vector : whole));
  const found = samples.filter(({ query, category }, i) => {
    const own = cosine(query, gallery[i] as Int8Array);
    return samples.every(
      (other, j) => j === i || other.category !== category || cosine(query, gallery[j] as Int8Array) < own,
    );
  });
  return found.length / samples.length;
}

async function looked(vision: NodeVision, picture: Picture, items: readonly DetectedItem[], kinds: readonly Kind[]) {
  const whole = (await vision.describe(picture, null)).vector;
  const item = fittingItem(items, kinds);
  if (!item) return { whole, box: null };
  const { vector } = await vision.describe(picture, item.box, { kind: item.kind });
  const others = items.filter(({ kind }) => kind !== item.kind).length;
  return { whole, box: { vector, part: partOf(item.box, picture), others } };
}

/** A street photo's things: label, box, and which pixels. */
async function thingsOf(name: string, labels: readonly string[]) {
  const { data, info } = await sharp(join(DATA, 'street', 'masks', `${name}.png`))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const boxes = new Map<number, [number, number, number, number]>();
  for (let i = 0; i < info.width * info.height; i++) {
    const value = data[i * info.channels] as number;
    if (value === 0) continue;
    const [x, y] = [i % info.width, Math.floor(i / info.width)];
    const [l, t, r, b] = boxes.get(value) ?? [x, y, x, y];
    boxes.set(value, [Math.min(l, x), Math.min(t, y), Math.max(r, x), Math.max(b, y)]);
  }
  const things = [...boxes].map(([value, [l, t, r, b]]) => ({
    label: String(labels[value]),
    box: { x: l, y: t, width: r - l + 1, height: b - t + 1 },
    isIn: (x: number, y: number) => data[(y * info.width + x) * info.channels] === value,
  }));
  return { size: info, things };
}

/** The thing alone, on white. */
function cutOut({ raster, width, height }: Picture, box: Box, isIn: (x: number, y: number) => boolean): Picture {
  const data = new Uint8Array(box.width * box.height * 4).fill(255);
  const [scaleX, scaleY] = [raster.width / width, raster.height / height];
  for (let y = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++) {
      if (!isIn(box.x + x, box.y + y)) continue;
      const from = (Math.floor((box.y + y) * scaleY) * raster.width + Math.floor((box.x + x) * scaleX)) * 4;
      data.set(raster.data.subarray(from, from + 4), (y * box.width + x) * 4);
    }
  return { raster: { width: box.width, height: box.height, data }, width: box.width, height: box.height };
}

async function worn(vision: NodeVision, most: number): Promise<Sample[]> {
  const labels = JSON.parse(await readFile(join(DATA, 'street', 'labels.json'), 'utf8')) as string[];
  const samples: Sample[] = [];
  for (const name of (await streetPhotos('val')).slice(0, most)) {
    const picture = await decodePicture(join(DATA, 'street', 'photos', `${name}.jpg`));
    const items = await vision.detect(picture);
    const { size, things } = await thingsOf(name, labels);
    if (size.width !== picture.width) continue;
    for (const { label, box, isIn } of things) {
      const [kinds, category] = [kindsOf({ label, category: null }), fineLabel(label)?.category];
      if (kinds.length === 0 || category === undefined || partOf(box, picture) < LEAST_PART) continue;
      const query = (await vision.describe(cutOut(picture, box, isIn), null)).vector;
      samples.push({ category, query, ...(await looked(vision, picture, items, kinds)) });
    }
  }
  return samples;
}

/** Another framing: a ninth of the width and height cut away on one side, brighter. */
async function reframed(file: string): Promise<Picture> {
  const { width, height } = (await sharp(file).autoOrient().metadata()).autoOrient;
  const [left, top] = [Math.floor(width / 9), Math.floor(height / 9)];
  const crop = { left, top, width: width - left, height: height - top };
  return decodePicture(await sharp(file).autoOrient().extract(crop).modulate({ brightness: 1.15 }).jpeg().toBuffer());
}

async function alone(vision: NodeVision, most: number): Promise<Sample[]> {
  const [, ...rows] = (await readFile(join(DATA, 'clothing', 'labels.csv'), 'utf8')).trim().split('\n');
  const samples: Sample[] = [];
  for (const row of rows) {
    const [file = '', name = '', , , , split] = row.trim().split(',');
    const label = name.toLowerCase();
    const [kinds, category] = [kindsOf({ label, category: null }), fineLabel(label)?.category];
    if (split !== 'val' || kinds.length === 0 || category === undefined) continue;
    const path = join(DATA, 'clothing', 'images', file);
    const picture = await decodePicture(path);
    const query = (await vision.describe(await reframed(path), null)).vector;
    samples.push({ category, query, ...(await looked(vision, picture, await vision.detect(picture), kinds)) });
    if (samples.length >= most) break;
  }
  return samples;
}

const vision = await openNodeVision(join(ROOT, 'models'));
const sets = {
  'worn, by its cut-out': await worn(vision, Number(pictures)),
  'alone, by another framing': await alone(vision, Number(pictures)),
};
for (const [name, samples] of Object.entries(sets)) {
  const seen = samples.filter(({ box }) => box);
  console.log(`\n${name}: ${samples.length} products, a fitting thing detected in ${seen.length}`);
  for (const [rule, asked] of Object.entries(RULES))
    console.log(
      `  ${rule.padEnd(34)} R@1 ${recall(samples, asked).toFixed(3)}  (box of ${seen.filter(({ box }) => box && asked(box)).length})`,
    );
}
await vision.close();
