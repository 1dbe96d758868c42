import { expect, test } from 'vitest';
import { wordsFor } from '#app/services/words.ts';
import { hit } from '#app/testing.ts';
import { compareRows } from './compare-rows.ts';

function compared(id: string, change: object, now: 'same' | 'unknown' | null = 'same') {
  const product = { ...hit(id).product, ...change };
  const answer = now === 'same' ? { product, picture: '/p' } : now === null ? null : undefined;
  return { saved: { id, time: 1, product, thumbnail: null }, now: answer };
}

const rows = (...products: ReturnType<typeof compared>[]) => compareRows(products, wordsFor('en'), 'en');

test('prices, seller, category, type and attributes are rows; those that differ are marked', () => {
  const cheap = { price: { amount: 9900, currency: 'CNY' }, attributes: { Colour: 'red' } };
  expect(rows(compared('a', {}), compared('b', cheap))).toEqual([
    { name: 'Price now', values: ['¥129', '¥99'], differs: true },
    { name: 'When saved', values: ['¥129', '¥99'], differs: true },
    { name: 'Seller', values: ['A shop', 'A shop'], differs: false },
    { name: 'Category', values: ['Bags', 'Bags'], differs: false },
    { name: 'Type', values: ['Bag', 'Bag'], differs: false },
    { name: 'Colour', values: [null, 'red'], differs: true },
  ]);
});

test('one attribute in two spellings is one row', () => {
  const found = rows(
    compared('a', { attributes: { Colour: 'red' } }),
    compared('b', { attributes: { 'color ': 'red' } }),
  );
  expect(found.at(-1)).toEqual({ name: 'Colour', values: ['red', 'red'], differs: false });
});

test('what the shop no longer sells is said; offline there is no price of now; what nobody tells has no row', () => {
  expect(rows(compared('a', {}, null), compared('b', {}))[0]?.values).toEqual(['No longer sold', '¥129']);
  const names = rows(compared('a', { seller: '' }, 'unknown'), compared('b', { seller: '' }, 'unknown')).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['When saved', 'Category', 'Type']);
});
