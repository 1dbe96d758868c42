import { expect, test } from 'vitest';
import { greyOf, MotionWatch, meanDifference } from './motion.ts';

const SIZE = 32 * 24;
const flat = (value: number) => new Uint8Array(SIZE).fill(value);
/** A bright edge at column x on a dark ground. */
const edge = (x: number) => Uint8Array.from({ length: SIZE }, (_, i) => (i % 32 < x ? 200 : 40));

test('the mean absolute difference', () => {
  expect(meanDifference(flat(10), flat(10))).toBe(0);
  expect(meanDifference(flat(10), flat(13))).toBe(3);
  expect(meanDifference(edge(0), edge(16))).toBe(80);
});

test('grey is luma', () => {
  const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255);
  expect([...greyOf(rgba)]).toEqual([255, 0, 149]);
});

test('the noise of a sensor is no motion', () => {
  const watch = new MotionWatch();
  const noisy = (seed: number) => Uint8Array.from({ length: SIZE }, (_, i) => 100 + ((i * 7 + seed * 13) % 5) - 2);
  for (let second = 0; second <= 60; second++) expect(watch.stillFor(noisy(second), second * 1000)).toBe(second * 1000);
});

test('motion starts the minute again', () => {
  const watch = new MotionWatch();
  watch.stillFor(edge(10), 0);
  expect(watch.stillFor(edge(10), 50_000)).toBe(50_000);
  expect(watch.stillFor(edge(14), 51_000)).toBe(0);
  expect(watch.stillFor(edge(14), 60_000)).toBe(9_000);
});

test('a pan so slow that no two frames differ much is motion', () => {
  const watch = new MotionWatch();
  const brightness = (second: number) => flat(50 + second);
  let longest = 0;
  for (let second = 0; second < 60; second++)
    longest = Math.max(longest, watch.stillFor(brightness(second), second * 1000));
  expect(longest).toBeLessThan(5_000);
});
