/** Drawn pictures for training, from other seeds than the demo catalogue and the examples. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoProduct, makeProducts } from './catalogue.ts';
import { wardrobeOf } from './outfit.ts';
import { random, seedOf } from './random.ts';
import { toJpeg } from './raster.ts';
import { looseVariant, renderProduct } from './render.ts';
import { sceneItems } from './scene-boxes.ts';
import { renderScene, type SceneSpec } from './scenes.ts';
import { forEachOf, type WorkOptions } from './work.ts';

export interface TrainingOptions extends WorkOptions {
  /** Products; each is drawn twice. */
  readonly items: number;
  readonly scenes: number;
  readonly seed: number;
}

const ITEM_SIDE = 256;
const ITEM_QUALITY = 88;
/** The longer side is 512 px. */
const SCENE_WIDTH = 384;
const VARIANTS = 2;

const numbered = (index: number) => String(index).padStart(5, '0');

/** About `count` products, as many of each style as the demo has in proportion. */
export function trainingProducts(count: number, seed: number): DemoProduct[] {
  const weightSum = makeProducts('w-', seed, (style) => style.count).length;
  const share = (count / weightSum) * 1.05;
  return random(seed)
    .shuffled(makeProducts(`t${seed}-`, seed, (style) => Math.ceil(style.count * share)))
    .slice(0, count);
}

async function writeItems(out: string, products: readonly DemoProduct[], options: TrainingOptions): Promise<void> {
  const jobs = products.flatMap((product, i) =>
    Array.from({ length: VARIANTS }, (_, variant) => ({ product, variant, file: `${numbered(i)}-${variant}.jpg` })),
  );
  await forEachOf(
    jobs,
    async ({ product, variant, file }) => {
      const svg = renderProduct(product, looseVariant(seedOf(`${product.id}/${options.seed}/${variant}`)));
      await writeFile(join(out, 'items', file), await toJpeg(svg, ITEM_QUALITY, ITEM_SIDE));
    },
    options,
  );
  const rows = jobs.map(({ product, file }) => `items/${file},${product.id},${product.label ?? ''},${product.kind}`);
  await writeFile(join(out, 'items.csv'), `file,product,label,kind\n${rows.join('\n')}\n`);
}

/** What scene number `index` shows: mostly people, some of them near, some laid out things, some shelves. */
export function trainingScene(index: number, seed: number): SceneSpec {
  const vary = random(seedOf(`scene/${seed}/${index}`));
  const view = vary.pick([
    'people',
    'people',
    'people',
    'people',
    'people',
    'people',
    'people',
    'flat',
    'flat',
    'shelf',
  ] as const);
  return {
    seed: seedOf(`${seed}/${index}`),
    view,
    width: SCENE_WIDTH,
    ...(vary.chance(0.25) ? { zoom: vary.range(1.2, 1.9) } : {}),
  };
}

async function writeScenes(out: string, products: readonly DemoProduct[], options: TrainingOptions): Promise<void> {
  const wardrobe = wardrobeOf(products);
  const found: Record<string, { box: readonly number[]; kind: string }[]> = {};
  const jobs = Array.from({ length: options.scenes }, (_, i) => i);
  await forEachOf(
    jobs,
    async (index) => {
      const scene = renderScene(trainingScene(index, options.seed), wardrobe);
      const [picture, items] = await Promise.all([toJpeg(scene.svg, ITEM_QUALITY), sceneItems(scene)]);
      await writeFile(join(out, 'scenes', `${numbered(index)}.jpg`), picture);
      found[`scenes/${numbered(index)}.jpg`] = items.map(({ box, kind }) => ({ box, kind }));
    },
    options,
  );
  const sorted = Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(join(out, 'scenes.json'), `${JSON.stringify(sorted)}\n`);
}

/** Writes `items/`, `items.csv`, `scenes/` and `scenes.json` under `out`. */
export async function buildTrainingSet(out: string, options: TrainingOptions): Promise<void> {
  await Promise.all(['items', 'scenes'].map((folder) => mkdir(join(out, folder), { recursive: true })));
  const products = trainingProducts(options.items, options.seed);
  await writeItems(out, products, options);
  await writeScenes(out, products, options);
}
