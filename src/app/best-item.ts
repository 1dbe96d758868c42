import { type Box, iou } from '#core/boxes.ts';
import type { DetectedItem } from '#core/vision-api.ts';

/** How much a box is the subject of a picture, 0–1: large and near the middle. Side lengths count, not areas. */
export function prominence(box: Box, width: number, height: number): number {
  const size = Math.sqrt((box.width * box.height) / (width * height));
  const dx = (box.x + box.width / 2) / width - 0.5;
  const dy = (box.y + box.height / 2) / height - 0.5;
  const distance = Math.min(1, Math.hypot(dx, dy) / Math.SQRT1_2);
  return size * (1 - distance / 2);
}

/** Boxes of one category that overlap by more than this are two names for one thing. */
const SAME_THING_IOU = 0.65;
/** So are boxes of any two that overlap by more than this; the lower one could hardly be seen or tapped. */
const SAME_PLACE_IOU = 0.8;

const mostShared = (a: DetectedItem, b: DetectedItem) => (a.category === b.category ? SAME_THING_IOU : SAME_PLACE_IOU);

/** Items without those that a surer one covers: a jacket is not also a top. */
export function distinctItems(items: readonly DetectedItem[]): DetectedItem[] {
  return items.filter(
    (item) => !items.some((other) => other.score > item.score && iou(other.box, item.box) > mostShared(item, other)),
  );
}

/** Index of the item to search first; −1 when there is none. */
export function bestItem(items: readonly DetectedItem[], width: number, height: number): number {
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  items.forEach((item, index) => {
    const value = item.score * prominence(item.box, width, height);
    if (value > bestValue) {
      best = index;
      bestValue = value;
    }
  });
  return best;
}
