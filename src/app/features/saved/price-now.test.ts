import { expect, test } from 'vitest';
import { hit } from '#app/testing.ts';
import { priceNow, sorted } from './price-now.ts';

const saved = (id: string, amount = 10000, time = 1) => ({ id, time, product: priced(id, amount), thumbnail: null });
const priced = (id: string, amount: number, currency = 'CNY') => ({ ...hit(id).product, price: { amount, currency } });
const says = (id: string, amount: number, currency?: string) => ({
  product: priced(id, amount, currency),
  picture: '/p',
});

test.each([
  ['lower', 9000, 1000],
  ['higher', 10500, 500],
])('%s than when saved, and by how much', (kind, amount, difference) => {
  expect(priceNow(saved('a'), says('a', amount))).toMatchObject({ kind, difference: { amount: difference } });
});

test('the same, not sold, not known, and in another currency', () => {
  expect(priceNow(saved('a'), says('a', 10000)).kind).toBe('same');
  expect(priceNow(saved('a'), null).kind).toBe('gone');
  expect(priceNow(saved('a'), undefined).kind).toBe('unknown');
  expect(priceNow(saved('a'), says('a', 10000, 'USD')).kind).toBe('other');
});

test('where the shop never told a price, nothing is said of a change', () => {
  const unpriced = { ...hit('a').product, price: null };
  const kept = { ...saved('a'), product: unpriced };
  expect(priceNow(kept, { product: unpriced, picture: '/p' })).toEqual({ kind: 'unsaid' });
  expect(priceNow(kept, undefined)).toEqual({ kind: 'unsaid' });
  expect(priceNow(kept, null)).toEqual({ kind: 'gone' });
  expect(priceNow(kept, says('a', 9900)).kind).toBe('other');
});

test('ordered by what is asked now, else by what was asked then', () => {
  const list = [saved('a', 300), saved('b', 200), saved('c', 100)];
  const now = new Map([['a', says('a', 50)]]);
  expect(sorted(list, now, 'price').map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  expect(sorted(list, now, 'newest')).toBe(list);
});
