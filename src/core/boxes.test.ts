import { describe, expect, test } from 'vitest';
import { type Box, clipBox, fabricBox, growBox, iou, nms, outwardPixels, type ScoredBox, votedBox } from './boxes.ts';

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const scored = (score: number, classIndex: number, at: Box): ScoredBox => ({ score, classIndex, box: at });

describe('iou', () => {
  test('is the shared part of both together', () => {
    expect(iou(box(0, 0, 10, 10), box(0, 0, 10, 10))).toBe(1);
    expect(iou(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(50 / 150);
    expect(iou(box(0, 0, 10, 10), box(2, 2, 5, 5))).toBeCloseTo(25 / 100);
  });

  test('is 0 for boxes that only touch', () => {
    expect(iou(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0);
    expect(iou(box(0, 0, 10, 10), box(0, 10, 10, 10))).toBe(0);
  });
});

describe('box voting', () => {
  const at = (x: number, score: number, classIndex = 0): ScoredBox => ({
    box: { x, y: 0, width: 100, height: 50 },
    classIndex,
    score,
  });

  test('one box alone stays where it is', () => {
    expect(votedBox(at(10, 0.9), [at(10, 0.9)], 0.8)).toEqual(at(10, 0.9).box);
  });

  test('those near it pull by score and overlap; others and other kinds do not', () => {
    const voters = [at(0, 0.8), at(10, 0.4), at(60, 0.9), at(5, 0.9, 1)];
    const overlap = 90 / 110;
    const x = (10 * 0.4 * overlap) / (0.8 + 0.4 * overlap);
    expect(votedBox(at(0, 0.8), voters, 0.8).x).toBeCloseTo(x, 10);
    expect(votedBox(at(0, 0.8), voters, 0.9).x).toBe(0);
  });
});

describe('nms', () => {
  test('of overlapping boxes of a class the best stays, other classes are not touched', () => {
    const worse = scored(0.5, 1, box(1, 0, 10, 10));
    const best = scored(0.9, 1, box(0, 0, 10, 10));
    const other = scored(0.4, 2, box(0, 0, 10, 10));
    const apart = scored(0.3, 1, box(40, 0, 10, 10));
    expect(nms([worse, other, best, apart], 0.5, 10)).toEqual([best, other, apart]);
  });

  test('what a hidden box overlaps is not hidden by it', () => {
    const chain = [0, 4, 8].map((x, i) => scored(0.9 - i / 10, 0, box(x, 0, 10, 10)));
    expect(nms(chain, 0.4, 10)).toEqual([chain[0], chain[2]]);
  });

  test('an overlap of exactly the limit is allowed', () => {
    const pair = [scored(0.9, 0, box(0, 0, 10, 10)), scored(0.8, 0, box(0, 0, 5, 10))];
    expect(nms(pair, 0.5, 10)).toHaveLength(2);
    expect(nms(pair, 0.49, 10)).toHaveLength(1);
  });

  test('keeps at most the limit and leaves the input in its order', () => {
    const input = [0.1, 0.3, 0.2].map((score, i) => scored(score, 0, box(20 * i, 0, 10, 10)));
    expect(nms(input, 0.5, 2).map(({ score }) => score)).toEqual([0.3, 0.2]);
    expect(input.map(({ score }) => score)).toEqual([0.1, 0.3, 0.2]);
  });
});

describe('boxes and the picture', () => {
  test('clipping keeps what is inside, and at least one pixel', () => {
    expect(clipBox(box(-5, -5, 20, 8), 10, 10)).toEqual(box(0, 0, 10, 3));
    expect(clipBox(box(50, 50, 5, 5), 10, 10)).toEqual(box(9, 9, 1, 1));
    expect(clipBox(box(-50, 2, 5, 0), 10, 10)).toEqual(box(0, 2, 1, 1));
  });

  test('growing adds the margin on every side', () => {
    expect(growBox(box(10, 20, 100, 50), 0.1)).toEqual(box(0, 15, 120, 60));
  });

  test('whole pixels are rounded outward and stay inside', () => {
    expect(outwardPixels(box(1.2, 1.9, 3, 3), 10, 10)).toEqual(box(1, 1, 4, 4));
    expect(outwardPixels(box(-3.5, 8.5, 20, 20), 10, 10)).toEqual(box(0, 8, 10, 2));
    expect(outwardPixels(box(2, 3, 4, 5), 10, 10)).toEqual(box(2, 3, 4, 5));
    expect(outwardPixels(box(99, 99, 4, 5), 10, 10)).toEqual(box(9, 9, 1, 1));
  });
});

describe('the fabric of a box', () => {
  test('is the middle half of both sides, in whole pixels, rounded outward', () => {
    expect(fabricBox(box(10, 20, 80, 120), 500, 500)).toEqual(box(30, 50, 40, 60));
    expect(fabricBox(box(10.5, 20.5, 81, 122), 500, 500)).toEqual(box(30, 51, 42, 61)); // 30.75…71.25, 51…112
  });

  test('has at least 16 pixels a side about its centre', () => {
    expect(fabricBox(box(100, 100, 20, 80), 500, 500)).toEqual(box(102, 120, 16, 40));
    expect(fabricBox(box(100, 100, 18, 80), 500, 500)).toEqual(box(101, 120, 16, 40)); // 104…114: ten, three on each side
    expect(fabricBox(box(100, 100, 17, 80), 500, 500).width).toBe(17); // 104…113: nine, four on each side
  });

  test('stays inside the picture', () => {
    expect(fabricBox(box(0, 0, 8, 8), 100, 100)).toEqual(box(0, 0, 12, 12)); // 2…6 grown to −4…12
    expect(fabricBox(box(0, 0, 16, 16), 16, 16)).toEqual(box(0, 0, 16, 16));
    expect(fabricBox(box(200, 200, 10, 10), 100, 100)).toEqual(box(99, 99, 1, 1));
  });
});
