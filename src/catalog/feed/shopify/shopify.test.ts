import { describe, expect, test } from 'vitest';
import { parseMapping } from '../mapping.ts';
import { readRecord } from '../record.ts';
import type { FeedRow } from '../rows.ts';
import { rowsOf, told } from '../testing.ts';

const records = (rows: readonly FeedRow[]) => rows.map((row) => readRecord('values' in row ? row.values : {}).record);
const csv = (...lines: string[]) =>
  [
    'Handle,Title,Vendor,Product Category,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Variant Image,Status',
    ...lines,
  ].join('\n');

describe('product CSV', () => {
  test('rows of a handle are a product: variants, pictures, or both', async () => {
    const rows = await rowsOf(
      'shopify-csv',
      csv(
        "dress,Dress,Nanfeng,Apparel & Accessories > Clothing > Dresses,Color,red,D-R,shopify,3,deny,99.00,129.00,'4006381333931,https://x.example/2.jpg,2,https://x.example/red.jpg,active",
        'dress,,,,,blue,D B,shopify,0,deny,129.00,,,https://x.example/1.jpg,1,,',
        'dress,,,,,,,,,,,,,https://x.example/red.jpg,3,,',
        'bag,Bag,,,Title,Default Title,,,,,5.00,,,https://x.example/bag.jpg,1,,active',
      ),
    );
    expect(records(rows)).toMatchObject([
      {
        id: 'D-R',
        title: { en: 'Dress' },
        price: { amount: 9900 },
        listPrice: { amount: 12900 },
        availability: 'in_stock',
        gtin: '04006381333931',
        group: 'dress',
        category: 1,
        images: ['https://x.example/red.jpg', 'https://x.example/1.jpg', 'https://x.example/2.jpg'],
        attributes: { brand: 'Nanfeng', color: 'red' },
      },
      {
        id: expect.stringMatching(/^D-B-[0-9a-f]{12}$/),
        price: { amount: 12900 },
        listPrice: null,
        availability: 'out_of_stock',
        images: ['https://x.example/1.jpg', 'https://x.example/2.jpg'],
        attributes: { color: 'blue' },
      },
      { id: 'bag', group: null, availability: 'in_stock', images: ['https://x.example/bag.jpg'], attributes: {} },
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  test('drafts are left out; what lacks a handle or a price is said; the same SKU twice does not do', async () => {
    const rows = await rowsOf(
      'shopify-csv',
      csv(
        'draft,Draft,,,,,d,,,,1,,,a.jpg,1,,draft',
        ',Lost,,,,,l,,,,1,,,a.jpg,1,,active',
        'free,Free,,,,,f,,,,,,,a.jpg,1,,active',
        'shirt,Shirt,,,Size,S,same,,,,1,,,a.jpg,1,,active',
        'shirt,,,,,M,same,,,,1,,,,,,',
        'short,row',
      ),
    );
    expect(told(rows)).toEqual([
      [3, 'missing'],
      [4, 'missing'],
      [7, '2 columns where the header has 17'],
      [5, 'shirt:S'],
      [6, 'shirt:M'],
    ]);
    await expect(rowsOf('shopify-csv', 'Handle,Title\n')).rejects.toMatchObject({ code: 'FEED_COLUMN' });
  });

  test('a mapping reads what the CSV has beside', async () => {
    const mapping = parseMapping({ url: { template: 'https://shop.example/products/{Handle}' }, seller: 'Vendor' });
    const [row] = await rowsOf('shopify-csv', csv('bag,Bag,Nanfeng,,,,b,,,,5,,,a.jpg,1,,'), { mapping });
    expect(row).toMatchObject({ values: { url: 'https://shop.example/products/bag', seller: 'Nanfeng' } });
  });
});

describe('products.json', () => {
  const product = {
    id: 1,
    title: 'Dress',
    handle: 'dress',
    published_at: '2026-01-01T00:00:00Z',
    vendor: 'Nanfeng',
    product_type: 'Dresses',
    options: [{ name: 'Color', values: ['red', 'blue'] }],
    images: [
      { id: 11, position: 1, src: 'https://x.example/red.jpg' },
      { id: 12, position: 2, src: 'https://x.example/back.jpg' },
    ],
    variants: [
      {
        id: 101,
        option1: 'red',
        price: '99.00',
        compare_at_price: '129.00',
        available: true,
        featured_image: { src: 'https://x.example/red.jpg' },
      },
      {
        id: 102,
        option1: 'blue',
        price: '129.00',
        compare_at_price: null,
        inventory_quantity: 0,
        inventory_policy: 'continue',
        image_id: 12,
      },
    ],
  };

  test('an object a product, its address from that of the feed', async () => {
    const json = JSON.stringify({ products: [product, { ...product, published_at: null }, { handle: 'x' }] });
    const rows = await rowsOf('shopify-json', json, { shop: new URL('https://shop.example/products.json?limit=250') });
    expect(records(rows.slice(0, 2))).toMatchObject([
      {
        id: '101',
        group: 'dress',
        category: 1,
        price: { amount: 9900 },
        listPrice: { amount: 12900 },
        availability: 'in_stock',
        pageUrl: 'https://shop.example/products/dress',
        images: ['https://x.example/red.jpg'],
        attributes: { color: 'red', brand: 'Nanfeng' },
      },
      { id: '102', availability: 'backorder', images: ['https://x.example/back.jpg'] },
    ]);
    expect(told(rows.slice(2))).toEqual([[1, 'missing']]);
  });
});
