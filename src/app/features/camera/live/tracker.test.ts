import { describe, expect, test } from 'vitest';
import type { Box } from '#core/boxes.ts';
import { CATEGORY_OF_KIND } from '#core/taxonomy.ts';
import type { DetectedItem, Kind } from '#core/vision-api.ts';
import { type Track, Tracker } from './tracker.ts';

const at = (kind: Kind, x: number, y = 100, size = 100, score = 0.8): DetectedItem => ({
  box: { x, y, width: size, height: size },
  kind,
  score,
  category: CATEGORY_OF_KIND[kind],
});

/** Deterministic noise, −1 to 1. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 1073741824 - 1;
  };
}

function run(frames: readonly (readonly DetectedItem[])[]): (readonly Track[])[] {
  const tracker = new Tracker();
  return frames.map((items) => tracker.update(items));
}

const frames = (count: number, items: (frame: number) => DetectedItem[]) =>
  Array.from({ length: count }, (_, i) => items(i));
const ids = (shown: readonly Track[]) => shown.map(({ id }) => id);
const centreX = ({ x, width }: Box) => x + width / 2;

describe('what is shown', () => {
  test('nothing of one frame only; from the second frame on, the same id', () => {
    const shown = run(frames(5, () => [at('bag', 50)]));
    expect(shown[0]).toEqual([]);
    expect(shown.slice(1).map(ids)).toEqual([[1], [1], [1], [1]]);
  });

  test('a false alarm of a single frame never appears', () => {
    const shown = run(frames(9, (i) => (i === 4 ? [at('bag', 50), at('hat', 300)] : [at('bag', 50)])));
    expect(new Set(shown.flat().map(({ kind }) => kind))).toEqual(new Set(['bag']));
  });

  test('no flicker: a thing that the detector loses every third frame stays, under one id', () => {
    const shown = run(frames(30, (i) => (i % 3 === 2 ? [] : [at('shoes', 200)])));
    expect(shown.slice(1).map(ids)).toEqual(Array.from({ length: 29 }, () => [1]));
  });

  test('gone after three misses; what comes back in time is the same, later it is new', () => {
    const vanishes = (gap: number) => run(frames(8 + gap, (i) => (i < 4 || i >= 4 + gap ? [at('bag', 50)] : [])));
    expect(
      vanishes(3)
        .at(-1)
        ?.map(({ id }) => id),
    ).toEqual([1]);
    const late = vanishes(5);
    expect(late[6]?.length, 'still there at the third miss').toBe(1);
    expect(late[7], 'gone at the fourth').toEqual([]);
    expect(late.at(-1)?.map(({ id }) => id)).toEqual([2]);
  });
});

describe('how it moves', () => {
  test('jitter of the detector hardly moves the outline', () => {
    const random = noise(7);
    const jittered = () => [at('bag', 100 + 4 * random(), 100 + 4 * random(), 100 + 4 * random())];
    const shown = run(frames(60, jittered));
    const steps = (boxes: readonly Box[]) => boxes.slice(1).map((box, i) => Math.abs(box.x - (boxes[i] as Box).x));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const tracks = shown.slice(10).map((list) => list[0] as Track);
    expect(mean(steps(tracks.map(({ box }) => box)))).toBeLessThan(mean(steps(tracks.map(({ seen }) => seen))) / 2);
    expect(new Set(tracks.map(({ id }) => id))).toEqual(new Set([1]));
  });

  test('a quick pan is followed without a new id and without lagging behind', () => {
    const shown = run(frames(14, (i) => [at('bag', i < 3 ? 50 : 50 + 40 * (i - 3))]));
    expect(new Set(shown.slice(1).flatMap(ids))).toEqual(new Set([1]));
    const last = shown.at(-1)?.[0] as Track;
    expect(Math.abs(centreX(last.box) - centreX(last.seen))).toBeLessThan(40);
  });

  test('two things of one kind that cross keep their ids', () => {
    const shown = run(frames(25, (i) => [at('bag', 20 * i, 100), at('bag', 480 - 20 * i, 130)]));
    const [first, last] = [shown[1], shown.at(-1)] as [readonly Track[], readonly Track[]];
    const rightmost = (list: readonly Track[]) => [...list].sort((a, b) => b.box.x - a.box.x).map(({ id }) => id);
    expect(rightmost(first)).toEqual([2, 1]);
    expect(rightmost(last)).toEqual([1, 2]);
  });

  test('things of different kinds in one place are two things', () => {
    const shown = run(frames(6, () => [at('top', 100), at('bag', 110)]));
    expect(shown.at(-1)?.map(({ id, kind }) => [id, kind])).toEqual([
      [1, 'top'],
      [2, 'bag'],
    ]);
  });
});

test('a name of the same category that changes now and then does not change the outline or its name', () => {
  const shown = run(frames(20, (i) => [at(i % 4 === 3 ? 'outerwear' : 'top', 100)]));
  expect(new Set(shown.slice(1).flatMap((list) => list.map(({ id, kind }) => `${id} ${kind}`)))).toEqual(
    new Set(['1 top']),
  );
});

test('a name that was wrong at first is corrected', () => {
  const shown = run(frames(12, (i) => [at(i < 2 ? 'outerwear' : 'top', 100)]));
  expect(shown.at(-1)?.[0]).toMatchObject({ id: 1, kind: 'top' });
});
