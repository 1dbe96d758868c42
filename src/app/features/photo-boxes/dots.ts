import type { PhotoView, Target } from '#app/flow.ts';

/** Where a dot may sit in its box, as a fraction of the box's height; the first that keeps its distance is taken, else the roomiest. */
const HEIGHTS = [0.5, 0.3, 0.7, 0.15, 0.85];
/** A dot and its name need this much room, as a fraction of the photo's height: 46 px on a phone. */
const ROOM = 0.12;

/**
 * Height of each item's dot within its box, 0–1. Dots of boxes that share a centre would hide each other; the surer item
 * keeps the middle.
 */
export function dotHeights(targets: readonly Target[], photo: PhotoView): number[] {
  const placed: { x: number; y: number }[] = [];
  const heights = new Array<number>(targets.length).fill(0.5);
  const surest = targets.map((_, index) => index).sort((a, b) => (targets[b]?.score ?? 0) - (targets[a]?.score ?? 0));
  for (const index of surest) {
    const box = targets[index]?.box;
    if (!box) continue;
    const at = (height: number) => ({ x: box.x + box.width / 2, y: box.y + box.height * height });
    const gap = (height: number) => Math.min(...placed.map((dot) => distance(dot, at(height))));
    const roomiest = HEIGHTS.reduce((best, height) => (gap(height) > gap(best) ? height : best));
    heights[index] = HEIGHTS.find((height) => gap(height) > ROOM * photo.height) ?? roomiest;
    placed.push(at(heights[index]));
  }
  return heights;
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
