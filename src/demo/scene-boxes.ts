/** Where the items of a scene can be seen: read from its mask. */
import type { Kind } from '#core/vision-api.ts';
import { itemOfMask } from './layer.ts';
import { toRgb } from './raster.ts';
import type { Scene } from './scenes.ts';

export interface SceneItem {
  /** Left, top, width, height in px. */
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly kind: Kind;
  readonly productId: string;
}

/** Items of which fewer pixels are left are too small to be found. */
const LEAST_PIXELS = 60;
const LEAST_SIDE = 5;

/** Tight boxes around what is visible of each item; hidden items are left out. */
export async function sceneItems(scene: Scene): Promise<SceneItem[]> {
  const { data, width } = await toRgb(scene.mask);
  const seen = scene.items.map(() => ({ left: Infinity, top: Infinity, right: -1, bottom: -1, pixels: 0 }));
  for (let at = 0; at < data.length; at += 3) {
    const item = itemOfMask(data[at] ?? 0, data[at + 1] ?? 0);
    const box = item === null ? undefined : seen[item];
    if (!box) continue;
    const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
    box.pixels += 1;
  }
  return scene.items.flatMap((item, i): SceneItem[] => {
    const box = seen[i];
    if (!box || box.pixels < LEAST_PIXELS) return [];
    const [w, h] = [box.right - box.left, box.bottom - box.top];
    return Math.min(w, h) < LEAST_SIDE ? [] : [{ ...item, box: [box.left, box.top, w, h] }];
  });
}
