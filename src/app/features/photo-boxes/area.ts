import type { PhotoView } from '#app/flow.ts';
import type { Box } from '#core/boxes.ts';

/** Which sides of an area a handle moves: −1 the left or top one, 1 the right or bottom one. */
export interface Corner {
  readonly x: -1 | 1;
  readonly y: -1 | 1;
}

export const CORNERS: readonly Corner[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

/** An area is at least this part of the photo's longer side, wide and high: less cannot be recognised. */
const LEAST = 0.04;
/** What a fresh area covers of the photo's width and height. */
const FRESH = 0.5;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The area to begin with: the middle of the photo. */
export function middleOf({ width, height }: PhotoView): Box {
  const rest = (1 - FRESH) / 2;
  return { x: width * rest, y: height * rest, width: width * FRESH, height: height * FRESH };
}

/** The box with one corner moved by pixels of the photo; it stays inside and never gets too small. */
export function withCornerMoved(box: Box, corner: Corner, dx: number, dy: number, photo: PhotoView): Box {
  const least = LEAST * Math.max(photo.width, photo.height);
  const [x, width] = sideMoved(box.x, box.width, corner.x, dx, photo.width, least);
  const [y, height] = sideMoved(box.y, box.height, corner.y, dy, photo.height, least);
  return { x, y, width, height };
}

/** Start and length of a span after one of its ends moved. */
function sideMoved(start: number, length: number, side: -1 | 1, by: number, limit: number, least: number) {
  const end = start + length;
  if (side === 1) return [start, clamp(end + by, Math.min(start + least, limit), limit) - start] as const;
  const moved = clamp(start + by, 0, Math.max(end - least, 0));
  return [moved, end - moved] as const;
}

/** The box moved as it is, inside the photo. */
export function moved(box: Box, dx: number, dy: number, photo: PhotoView): Box {
  const x = clamp(box.x + dx, 0, photo.width - box.width);
  const y = clamp(box.y + dy, 0, photo.height - box.height);
  return { ...box, x, y };
}

/** The box between two points of the photo; null while it is too small to be meant. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }, photo: PhotoView): Box | null {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => clamp(x, 0, photo.width)) as [
    number,
    number,
  ];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => clamp(y, 0, photo.height)) as [
    number,
    number,
  ];
  const least = LEAST * Math.max(photo.width, photo.height);
  if (right - left < least || bottom - top < least) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
