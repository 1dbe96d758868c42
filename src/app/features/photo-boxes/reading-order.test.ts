import { expect, test } from 'vitest';
import type { Target } from '#app/flow.ts';
import { inReadingOrder, layers } from './reading-order.ts';
import { THUMBNAIL, thumbnail } from './thumbnail.ts';

const target = (x: number, y: number, width: number, height: number): Target => ({
  box: { x, y, width, height },
  kind: 'bag',
  score: 0.9,
});
const WHOLE: Target = { box: null, kind: null, score: 0 };

test('boxes are read row by row; the whole photo is none of them', () => {
  const targets = [target(60, 82, 10, 10), target(10, 80, 10, 10), WHOLE, target(40, 5, 10, 10)];
  expect(inReadingOrder(targets, 100).map(({ index }) => index)).toEqual([3, 1, 0]);
});

test('of two boxes over each other the smaller can be tapped', () => {
  const [large, small, middle] = layers([target(0, 0, 50, 50), target(10, 10, 5, 5), target(5, 5, 20, 20)]);
  expect(small).toBeGreaterThan(middle ?? 0);
  expect(middle).toBeGreaterThan(large ?? 0);
});

test('a thumbnail shows all of a box, in its middle', () => {
  const photo = { url: '', width: 200, height: 400 };
  const { width, left, top } = thumbnail({ x: 50, y: 100, width: 100, height: 50 }, photo);
  const scale = width / photo.width;
  expect(scale * 100).toBeCloseTo(THUMBNAIL);
  expect(left + 100 * scale).toBeCloseTo(THUMBNAIL / 2);
  expect(top + 125 * scale).toBeCloseTo(THUMBNAIL / 2);
});
