import { expect, test } from 'vitest';
import { bestItem, distinctItems, prominence } from './best-item.ts';
import { describedNames } from './naming.ts';
import { description } from './testing.ts';

const item = (x: number, y: number, width: number, height: number, score: number) => ({
  box: { x, y, width, height },
  kind: 'top' as const,
  score,
  category: 0,
});

test('the larger, the nearer to the middle, the surer wins', () => {
  const middle = item(30, 30, 40, 40, 0.8);
  expect(bestItem([item(0, 0, 10, 10, 0.95), middle], 100, 100)).toBe(1);
  expect(bestItem([middle, item(60, 60, 40, 40, 0.8)], 100, 100)).toBe(0);
  expect(bestItem([item(30, 30, 40, 40, 0.3), middle], 100, 100)).toBe(1);
  expect(bestItem([], 100, 100)).toBe(-1);
});

test('one garment under two names of a category is one item, under two categories only where neither box hides the other', () => {
  const jacket = { ...item(30, 30, 40, 40, 0.8), kind: 'outerwear' as const };
  const top = item(31, 30, 40, 40, 0.5);
  const dress = { ...item(30, 30, 40, 56, 0.4), kind: 'dress' as const, category: 1 };
  expect(distinctItems([top, jacket, dress])).toEqual([jacket, dress]);
  expect(distinctItems([jacket, { ...dress, box: top.box }])).toEqual([jacket]);
  expect(distinctItems([jacket, item(0, 0, 10, 10, 0.3)])).toHaveLength(2);
});

test('prominence lies between nothing and the whole picture', () => {
  expect(prominence({ x: 0, y: 0, width: 100, height: 100 }, 100, 100)).toBe(1);
  expect(prominence({ x: 0, y: 0, width: 1, height: 1 }, 100, 100)).toBeLessThan(0.01);
});

test('a name never contradicts the category it stands beside', () => {
  const seen = description(3, 'sneakers');
  const labels = [...seen.labels, { label: 'purse', score: 0.1 }];
  expect(describedNames({ ...seen, labels }, 'en')).toEqual({
    name: 'Purse',
    others: [{ label: 'sneakers', name: 'Sneakers' }],
    unsure: true,
  });
  expect(describedNames(seen, 'en').name).toBe('Bags');
  expect(describedNames({ ...seen, label: 'purse' }, 'zh').name).toBe('手包');
});
