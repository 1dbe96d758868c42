/** Which part of a catalogue picture is the product: the detected thing that fits its category, or the whole picture. */
import type { Box } from '#core/boxes.ts';
import type { DetectedItem, Kind } from '#core/vision-api.ts';

/** A thing that fills more of the picture than this is what the picture was taken of, with whatever is beside it. */
export const FILLS = 0.5;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The best thing of a fitting kind, or null. */
export function fittingItem(items: readonly DetectedItem[], kinds: readonly Kind[]): DetectedItem | null {
  const fitting = items.filter(({ kind }) => kinds.includes(kind));
  return fitting.reduce<DetectedItem | null>((best, each) => (best && best.score >= each.score ? best : each), null);
}

/**
 * The part of the picture that is embedded; null: all of it.
 * A picture that shows the item alone is taken whole (`npm run bench:regions` says what either way finds).
 */
export function regionOf(items: readonly DetectedItem[], kinds: readonly Kind[], size: Size): DetectedItem | null {
  const item = fittingItem(items, kinds);
  if (!item || partOf(item.box, size) > FILLS) return null;
  return item;
}

/** How much of the picture a box covers, 0–1. */
export function partOf({ width, height }: Box, size: Size): number {
  return (width * height) / (size.width * size.height);
}
