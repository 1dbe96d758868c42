import { expect, test } from 'vitest';
import type { Target } from '#app/flow.ts';
import { dotHeights } from './dots.ts';

const PHOTO = { url: '', width: 100, height: 100 };
const target = (y: number, height: number, score: number): Target => ({
  box: { x: 20, y, width: 40, height },
  kind: 'top',
  score,
});

test('dots keep to the middle of their boxes', () => {
  expect(dotHeights([target(0, 40, 0.9), target(50, 40, 0.8)], PHOTO)).toEqual([0.5, 0.5]);
});

test('of two boxes with one centre the surer keeps the middle', () => {
  expect(dotHeights([target(10, 70, 0.5), target(10, 70, 0.9)], PHOTO)).toEqual([0.3, 0.5]);
});

test('where there is no room for two, the dot goes as far away as it can', () => {
  const [large, small] = dotHeights([target(10, 20, 0.9), target(14, 12, 0.5)], PHOTO);
  expect(large).toBe(0.5);
  expect([0.15, 0.85]).toContain(small);
});
