import { describe, expect, test } from 'vitest';
import { parsePrice } from './price.ts';
import { readRecord, unknownColumns } from './record.ts';
import { slugOf } from './slug.ts';

const row = { id: 'a-1', title: '裙子', price: '129.00', image: 'a.jpg' };

describe('prices', () => {
  test.each([
    ['129', 'CNY', 12900],
    ['129.9', 'CNY', 12990],
    ['129.00', 'USD', 12900],
    ['0', 'CNY', 0],
    ['0.05', 'EUR', 5],
    ['129.000', 'CNY', 12900],
    ['1500', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['9999999999.99', 'CNY', 999_999_999_999],
  ])('%s %s', (text, currency, amount) => {
    expect(parsePrice(text, currency)).toEqual({ amount, currency });
  });

  test.each([
    '1,299.00',
    '-1',
    '+1',
    '1e3',
    '¥129',
    '129.',
    '.5',
    '129.999',
    'abc',
    '',
    '1 299',
    '99999999999',
    '1'.repeat(30),
    '１２９',
  ])('%s is refused', (text) => {
    expect(() => parsePrice(text)).toThrow(expect.objectContaining({ code: 'FEED_LINE' }));
  });

  test('a currency nobody knows is refused', () => {
    expect(() => parsePrice('1', 'RMB')).toThrow(
      expect.objectContaining({ details: { column: 'currency', what: expect.any(String) } }),
    );
  });
});

test.each([
  ['T-Shirt', 't-shirt'],
  ['Golden Delicious', 'golden-delicious'],
  ['  Longsleeve ', 'longsleeve'],
  ['Not sure', 'not-sure'],
  ['Ｐａｎｔｓ', 'pants'],
])('slug of %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

describe('records', () => {
  test('every column', () => {
    const { record, remarks } = readRecord({
      ...row,
      title_en: ' Dress ',
      currency: 'USD',
      sale_price: '99.5',
      availability: 'In stock',
      gtin: '4006381333931',
      seller: 'Nanfeng',
      group: 'g1',
      category: '1',
      label: 'Dress',
      url: 'https://shop.example/a-1',
      attributes: '{"material":"cotton","size":38,"none":null}',
      attr_colour: 'red',
    });
    expect(record).toEqual({
      id: 'a-1',
      title: { zh: '裙子', en: 'Dress' },
      price: { amount: 9950, currency: 'USD' },
      listPrice: { amount: 12900, currency: 'USD' },
      availability: 'in_stock',
      gtin: '04006381333931',
      seller: 'Nanfeng',
      group: 'g1',
      category: 1,
      label: 'dress',
      images: ['a.jpg'],
      pageUrl: 'https://shop.example/a-1',
      attributes: { material: 'cotton', size: '38', colour: 'red' },
    });
    expect(remarks).toEqual([]);
  });

  test('empty cells and null are absent; JSON may say numbers', () => {
    const { record } = readRecord({
      id: 7,
      title: 'x',
      price: 129.9,
      image: 'a.jpg',
      category: 0,
      seller: null,
      label: '',
    });
    expect(record).toMatchObject({
      id: '7',
      price: { amount: 12990, currency: 'CNY' },
      category: 0,
      label: null,
      seller: '',
    });
  });

  test('a label nobody knows is left to the model and said', () => {
    const { record, remarks } = readRecord({ ...row, label: 'Kurta' });
    expect(record.label).toBeNull();
    expect(remarks).toEqual([expect.stringContaining('kurta')]);
  });

  test('a sale that is none, a wrong item number and unknown words are not passed on', () => {
    const { record, remarks } = readRecord({
      ...row,
      sale_price: '129.00',
      gtin: '4006381333932',
      availability: 'soon',
    });
    expect(record).toMatchObject({ price: { amount: 12900 }, listPrice: null, gtin: null, availability: null });
    expect(remarks).toEqual([expect.stringContaining('soon'), expect.stringContaining('4006381333932')]);
  });

  test.each([
    ['id', { id: 'a b' }],
    ['id', { id: '../../etc' }],
    ['id', { id: 'x'.repeat(129) }],
    ['id', { id: '' }],
    ['image', { image: null }],
    ['image', { image: ['a'] }],
    ['title', { title: 'x'.repeat(501) }],
    ['category', { category: '77' }],
    ['category', { category: '-1' }],
    ['currency', { currency: 'cny' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['attributes', { attributes: '[1]' }],
    ['attributes', { attributes: '{' }],
    ['attributes', { attributes: { deep: {} } }],
  ])('a wrong %s is refused by name', (column, wrong) => {
    const read = () => readRecord({ ...row, ...wrong });
    expect(read).toThrow(expect.objectContaining({ code: 'FEED_LINE', details: expect.objectContaining({ column }) }));
  });

  test('columns nobody reads are named', () => {
    expect(unknownColumns({ ...row, attr_x: '1', titel: 'x' })).toEqual(['titel']);
  });
});
