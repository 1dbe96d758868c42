/** An axis-aligned rectangle in pixels of the upright picture: left, top, width, height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box with the index of its class and its probability (0–1). */
export interface ScoredBox {
  readonly box: Box;
  readonly classIndex: number;
  readonly score: number;
}

/** Intersection over union of two boxes, 0–1. */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/**
 * Greedy class-wise non-maximum suppression: of boxes of one class that overlap by more than `maxIou`, the best stays.
 * @returns the survivors, best score first, at most `limit`.
 */
export function nms(candidates: readonly ScoredBox[], maxIou: number, limit: number): ScoredBox[] {
  const kept: ScoredBox[] = [];
  for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
    if (kept.length >= limit) break;
    const hidden = kept.some((k) => k.classIndex === candidate.classIndex && iou(k.box, candidate.box) > maxIou);
    if (!hidden) kept.push(candidate);
  }
  return kept;
}

/**
 * Box voting (Gidaris & Komodakis 2015): the mean of the boxes of its class that overlap `of` by at least `voteIou`,
 * weighted by score and overlap. `of` must be one of the voters.
 */
export function votedBox(of: ScoredBox, voters: readonly ScoredBox[], voteIou: number): Box {
  let [x, y, width, height, all] = [0, 0, 0, 0, 0];
  for (const { box, classIndex, score } of voters) {
    const overlap = classIndex === of.classIndex ? iou(of.box, box) : 0;
    if (overlap < voteIou) continue;
    const weight = overlap * score;
    x += weight * box.x;
    y += weight * box.y;
    width += weight * box.width;
    height += weight * box.height;
    all += weight;
  }
  return { x: x / all, y: y / all, width: width / all, height: height / all };
}

/** The part of `box` inside a picture of the given size; never empty (at least one pixel). */
export function clipBox(box: Box, imageWidth: number, imageHeight: number): Box {
  const x = Math.min(Math.max(box.x, 0), imageWidth - 1);
  const y = Math.min(Math.max(box.y, 0), imageHeight - 1);
  const right = Math.min(Math.max(box.x + box.width, x + 1), imageWidth);
  const bottom = Math.min(Math.max(box.y + box.height, y + 1), imageHeight);
  return { x, y, width: right - x, height: bottom - y };
}

/** The box grown by `margin` (a fraction of its own width and height) on every side; may leave the picture. */
export function growBox(box: Box, margin: number): Box {
  const dx = box.width * margin;
  const dy = box.height * margin;
  return { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy };
}

/** The smallest box of whole pixels that holds `box`, clipped to the picture. */
export function outwardPixels(box: Box, imageWidth: number, imageHeight: number): Box {
  const x = Math.max(0, Math.floor(box.x));
  const y = Math.max(0, Math.floor(box.y));
  const right = Math.min(imageWidth, Math.ceil(box.x + box.width));
  const bottom = Math.min(imageHeight, Math.ceil(box.y + box.height));
  return clipBox({ x, y, width: right - x, height: bottom - y }, imageWidth, imageHeight);
}

/** Whole pixels a side that a patch of fabric has at least, unless the picture ends before. */
const FABRIC_LEAST = 16;

/** Start and end of the middle half of a side, in whole pixels. */
function middleHalf(start: number, length: number, limit: number): [number, number] {
  const from = Math.floor(start + length / 4);
  const to = Math.ceil(start + (3 * length) / 4);
  const grow = Math.max(0, Math.ceil((FABRIC_LEAST - (to - from)) / 2));
  return [Math.max(0, from - grow), Math.min(limit, to + grow)];
}

/**
 * The patch inside `box` that shows its fabric rather than its cut: the middle half of its width and of its height,
 * rounded outward to whole pixels, each side moved out evenly until there are 16, then clipped to the picture. Training
 * computes the same (`training/reference.py`).
 */
export function fabricBox(box: Box, imageWidth: number, imageHeight: number): Box {
  const [left, right] = middleHalf(box.x, box.width, imageWidth);
  const [top, bottom] = middleHalf(box.y, box.height, imageHeight);
  return clipBox({ x: left, y: top, width: right - left, height: bottom - top }, imageWidth, imageHeight);
}
