/** Street scenes for someone who has neither camera nor photo at hand. Their clothes are in the demo catalogue. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalText } from '#core/product.ts';
import { writeWhole } from './build.ts';
import { demoProducts } from './catalogue.ts';
import { wardrobeOf } from './outfit.ts';
import { toJpeg } from './raster.ts';
import { renderScene, type Scene, type SceneSpec } from './scenes.ts';

interface Example extends LocalText {
  readonly spec: SceneSpec;
}

const WIDTH = 720;
const QUALITY = 82;

const EXAMPLES: readonly Example[] = [
  { zh: '街头', en: 'On the street', spec: { seed: 4206, view: 'people', place: 'street', width: WIDTH } },
  { zh: '橱窗前', en: 'By a shop window', spec: { seed: 4205, view: 'people', place: 'shop', width: WIDTH } },
  { zh: '公园里', en: 'In the park', spec: { seed: 4209, view: 'people', place: 'park', width: WIDTH } },
  { zh: '饮料货架', en: 'A shelf of drinks', spec: { seed: 4104, view: 'shelf', width: WIDTH } },
];

/** The example scenes, drawn but not yet pixels. */
export function exampleScenes(): (LocalText & { file: string; scene: Scene })[] {
  const wardrobe = wardrobeOf(demoProducts());
  return EXAMPLES.map(({ zh, en, spec }, i) => ({
    file: `scene-${i + 1}.jpg`,
    zh,
    en,
    scene: renderScene(spec, wardrobe),
  }));
}

/** Writes `scene-1.jpg` … and `examples.json` into `folder`. @returns the file names */
export async function buildExampleScenes(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const examples = exampleScenes();
  for (const { file, scene } of examples) await writeWhole(join(folder, file), await toJpeg(scene.svg, QUALITY));
  const list = examples.map(({ file, zh, en }) => ({ file, zh, en }));
  await writeWhole(join(folder, 'examples.json'), `${JSON.stringify(list, null, 2)}\n`);
  return list.map(({ file }) => file);
}
