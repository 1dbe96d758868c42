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

  test.each([
    ['129.00 CNY', { amount: 12900, currency: 'CNY' }],
    ['EUR 1299.5', { amount: 129950, currency: 'EUR' }],
    ['1500JPY', { amount: 1500, currency: 'JPY' }],
    ['0.125 BHD', { amount: 125, currency: 'BHD' }],
  ])('%s names its currency', (text, price) => {
    expect(parsePrice(text, 'USD')).toEqual(price);
  });

  test.each([
    ['1.299,00 EUR', /decimal point/],
    ['1,299.00', /decimal point/],
    ['1,299 USD', /decimal point/],
    ['-5.00 CNY', /negative/],
    ['99.5 JPY', /JPY has 0 digits/],
    ['CNY 5 USD', /two currencies/],
    ['5 ABC', /no such ISO 4217/],
    ['5 cny', /plain decimal/],
  ])('%s is refused with its reason', (text, what) => {
    expect(() => parsePrice(text)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ what: expect.stringMatching(what) }) }),
    );
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

  test('pictures: the main one first, each once, twenty at most', () => {
    const images = (values: Record<string, unknown>) => readRecord({ ...row, ...values });
    expect(images({ images: 'b, c.jpg | a.jpg|d.jpg' }).record.images).toEqual(['a.jpg', 'b, c.jpg', 'd.jpg']);
    expect(images({ images: 'https://x.example/1.jpg, https://x.example/2,3.jpg' }).record.images).toEqual([
      'a.jpg',
      'https://x.example/1.jpg',
      'https://x.example/2,3.jpg',
    ]);
    expect(images({ image: '', images: [{ src: 'b.jpg' }, 'c.jpg'] }).record.images).toEqual(['b.jpg', 'c.jpg']);
    const many = images({ images: Array.from({ length: 25 }, (_, i) => `${i}.jpg`) });
    expect(many.record.images).toHaveLength(20);
    expect(many.remarks).toEqual([expect.stringContaining('20 pictures')]);
  });

  test('a sale holds within its time only', () => {
    const sale = { ...row, sale_price: '99', sale_price_effective_date: '2026-11-01T00:00+0800/2026-11-12T00:00+0800' };
    const at = (now: string) => readRecord(sale, { now: new Date(now) }).record;
    expect(at('2026-11-05T00:00Z')).toMatchObject({ price: { amount: 9900 }, listPrice: { amount: 12900 } });
    for (const now of ['2026-10-31T15:59:59Z', '2026-11-11T16:00:00Z']) {
      expect(at(now)).toMatchObject({ price: { amount: 12900 }, listPrice: null });
    }
  });

  test.each([
    ['In stock', 'in_stock'],
    ['https://schema.org/OutOfStock', 'out_of_stock'],
    ['pre-order', 'preorder'],
    ['BackOrder', 'backorder'],
  ])('availability %s', (availability, expected) => {
    expect(readRecord({ ...row, availability }).record.availability).toBe(expected);
  });

  test('the currency of a row is one', () => {
    const { record } = readRecord({ ...row, price: '129', sale_price: '99' }, { currency: 'EUR' });
    expect(record).toMatchObject({ price: { currency: 'EUR' }, listPrice: { currency: 'EUR' } });
    for (const other of [
      { price: '1 USD', currency: 'EUR' },
      { price: '2 USD', sale_price: '1 EUR' },
    ]) {
      expect(() => readRecord({ ...row, ...other })).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ column: 'currency' }) }),
      );
    }
  });

  test.each([
    ['sale_price', { sale_price: '-1' }],
    ['sale_price_effective_date', { sale_price: '1', sale_price_effective_date: 'tomorrow' }],
    ['images', { images: [5] }],
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

test.each([
  ['id', 'TS 15', 'takes up to 128 of A–Z a–z 0–9 . _ : -, no spaces: TS 15'],
  ['currency', '元', 'takes a code of three capital letters such as CNY: 元'],
  ['category', 'Dresses', 'takes the number of a category, see docs/feeds.md: Dresses'],
  ['url', 'shop.example/p/1', 'takes an http(s) address: shop.example/p/1'],
])('a wrong %s is told in words, not as a pattern', (column, value, what) => {
  const read = () => readRecord({ ...row, [column]: value });
  expect(read).toThrow(expect.objectContaining({ code: 'FEED_LINE', details: { column, what } }));
});
