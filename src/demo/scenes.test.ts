import { beforeAll, describe, expect, it } from 'vitest';
import { demoProducts } from './catalogue.ts';
import { exampleScenes } from './examples.ts';
import { itemOfMask, maskColour } from './layer.ts';
import { wardrobeOf } from './outfit.ts';
import { toRgb } from './raster.ts';
import { type SceneItem, sceneItems } from './scene-boxes.ts';
import { renderScene, type Scene } from './scenes.ts';
import { trainingScene } from './training.ts';

const products = demoProducts();
const scenes = [
  ...exampleScenes().map(({ scene }) => scene),
  ...[1, 2, 3, 4].map((i) => renderScene(trainingScene(i, 5), wardrobeOf(products))),
];
let found: { scene: Scene; items: SceneItem[] }[] = [];

beforeAll(async () => {
  found = await Promise.all(scenes.map(async (scene) => ({ scene, items: await sceneItems(scene) })));
});

describe('scenes', () => {
  it('are the same each time', () => {
    expect(exampleScenes().map(({ scene }) => scene.svg)).toEqual(exampleScenes().map(({ scene }) => scene.svg));
  });

  it('show something to find, all of it sold in the catalogue', () => {
    const ids = new Set(products.map((product) => product.id));
    for (const { items } of found) {
      expect(items.length).toBeGreaterThanOrEqual(2);
      for (const item of items) expect(ids.has(item.productId)).toBe(true);
    }
  });

  it('keep boxes inside the picture', () => {
    for (const { scene, items } of found)
      for (const { box } of items) {
        const [x, y, width, height] = box;
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(width, height)).toBeGreaterThan(0);
        expect(x + width).toBeLessThanOrEqual(scene.width);
        expect(y + height).toBeLessThanOrEqual(scene.height);
      }
  });

  it('draw something where a box says so', async () => {
    const [first] = found;
    const item = first?.items[0];
    if (!first || !item) throw new Error('no scene');
    const { data, width } = await toRgb(first.scene.svg);
    const [left, top, w, h] = item.box;
    const colours = new Set<number>();
    for (let y = top; y < top + h; y += 3)
      for (let x = left; x < left + w; x += 3) colours.add(data.readUIntBE((y * width + x) * 3, 3));
    expect(colours.size).toBeGreaterThan(20);
  });
});

describe('mask colours', () => {
  it('lead back to the item', () => {
    for (let item = 0; item < 60; item++) {
      const [red = 0, green = 0] = (maskColour(item).match(/\d+/g) ?? []).map(Number);
      expect(itemOfMask(red, green)).toBe(item);
    }
    expect(itemOfMask(0, 0)).toBeNull();
  });
});
