import { expect, test } from 'vitest';
import { nearestToCentre, Settler } from './settle.ts';
import type { Track } from './tracker.ts';

const FRAME = { width: 480, height: 640 };

/** A track of 100 × 100 whose middle is so far right of the frame's. */
function track(id: number, right: number, missed = 0): Track {
  const box = { x: 190 + right, y: 270, width: 100, height: 100 };
  return { id, kind: 'bag', box, seen: box, missed };
}

/** Ids that a settler gives for frames 100 ms apart. */
function settled(frames: readonly (readonly Track[])[]): (number | null)[] {
  const settler = new Settler();
  return frames.map((tracks, i) => settler.update(tracks, FRAME, 100 * i)?.id ?? null);
}

const times = <T>(count: number, value: (i: number) => T) => Array.from({ length: count }, (_, i) => value(i));

test('the thing in the centre settles after 0.6 seconds', () => {
  const found = settled(times(9, () => [track(1, 20), track(2, 150)]));
  expect(found).toEqual([null, null, null, null, null, null, 1, 1, 1]);
});

test('not while the phone moves', () => {
  expect(settled(times(20, (i) => [track(1, 15 * i - 150)]))).toEqual(times(20, () => null));
});

test('tremor is not movement', () => {
  expect(settled(times(9, (i) => [track(1, i % 2 ? 8 : -8)])).at(-1)).toBe(1);
});

test('what is only passed by does not settle', () => {
  const found = settled([
    ...times(8, () => [track(1, 0)]),
    ...times(4, () => [track(2, 0)]),
    ...times(8, () => [track(1, 0)]),
  ]);
  expect(new Set(found)).toEqual(new Set([null, 1]));
});

test('two things at the same distance do not swap', () => {
  const wobbling = times(12, (i) => [track(1, i % 2 ? 50 : 54), track(2, i % 2 ? -54 : -50)]);
  const found = new Set(settled(wobbling));
  expect(found).toEqual(new Set([null, 2]));
});

test('what lies in a corner is not in the centre', () => {
  expect(nearestToCentre([track(1, 500)], FRAME)).toBeNull();
});

test('nothing there, nothing settled', () => {
  expect(nearestToCentre([], FRAME)).toBeNull();
  expect(settled(times(9, () => []))).toEqual(times(9, () => null));
});
