import { expect, test } from 'vitest';
import { chipList } from './chip-list.ts';

test('the recognised category comes first, then all, then the others with their counts, further ones without', () => {
  const counts = [
    { category: 4, count: 12 },
    { category: 3, count: 9 },
    { category: 5, count: 0 },
  ];
  expect(chipList(3, counts)).toEqual([
    { category: 3, count: 9 },
    { category: null, count: null },
    { category: 4, count: 12 },
    { category: 5, count: null },
  ]);
});

test('a recognised category the shop does not have is still named', () => {
  expect(chipList(7, [{ category: 4, count: 1 }])[0]).toEqual({ category: 7, count: null });
});
