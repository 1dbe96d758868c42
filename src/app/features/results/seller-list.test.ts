import { expect, test } from 'vitest';
import { sellerList } from './seller-list.ts';

const COUNTS = Array.from({ length: 20 }, (_, i) => ({ seller: `Shop ${i}`, count: 20 - i }));

test('sellers near by come with their counts, and a chosen one that has nothing here stays to be taken away', () => {
  expect(sellerList(COUNTS.slice(0, 2), ['Shop 1', 'Elsewhere'])).toEqual([
    { seller: 'Elsewhere', count: null },
    { seller: 'Shop 0', count: 20 },
    { seller: 'Shop 1', count: 19 },
  ]);
});

test('no more can be chosen than a search may name', () => {
  const list = sellerList(COUNTS, ['Elsewhere']);
  expect(list).toHaveLength(20);
  expect(list[0]?.seller).toBe('Elsewhere');
});
