import { expect, test } from 'vitest';
import { countedMax } from './structure.ts';
import { isFew } from './zvec-narrow.ts';

test('few are compared one by one, never where counting ended before all were counted', () => {
  expect(isFew(499, 30_000)).toBe(true);
  expect(isFew(500, 30_000)).toBe(false); // counted to the end: half the catalogue may pass
  expect(isFew(600, 20_000)).toBe(false);
  for (const rows of [10_000, 25_000, 30_000, 100_000, 1_000_000])
    expect(isFew(countedMax(rows, true), rows)).toBe(false);
});
