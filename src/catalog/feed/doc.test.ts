/** The examples of docs/feeds.md that need no models. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FEED_FORMATS } from './format.ts';
import { parseMapping } from './mapping.ts';
import { readRecord, unknownColumns } from './record.ts';
import type { FeedRow } from './rows.ts';
import { rowsOf } from './testing.ts';

const page = readFileSync('docs/feeds.md', 'utf8');

function example(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1] ?? '';
}

function recordOf(row: FeedRow | undefined) {
  if (!row || 'error' in row) throw new Error('no row');
  expect(unknownColumns(row.values)).toEqual([]);
  const { record, remarks } = readRecord(row.values);
  expect(remarks).toEqual([]);
  return record;
}

test('the XML example', async () => {
  const [row, ...others] = await rowsOf('xml', example('xml'));
  expect(others).toEqual([]);
  expect(recordOf(row)).toEqual({
    id: 'SK-11-red',
    title: { zh: 'Pleated skirt', en: 'Pleated skirt' },
    price: { amount: 19900, currency: 'CNY' },
    listPrice: { amount: 25900, currency: 'CNY' },
    availability: 'in_stock',
    gtin: '04006381333931',
    seller: '',
    group: 'SK-11',
    category: 2,
    label: null,
    images: ['https://shop.example/img/SK-11-red.jpg', 'https://shop.example/img/SK-11-back.jpg'],
    pageUrl: 'https://shop.example/p/SK-11?color=red',
    attributes: { color: 'red' },
  });
});

test('the mapping example', async () => {
  const mapping = parseMapping(JSON.parse(example('json map')));
  const rows = await rowsOf('csv', example('csv mapped'), { mapping });
  expect(rows.map(recordOf)).toMatchObject([
    {
      id: '4711',
      price: { amount: 8990, currency: 'EUR' },
      category: 1,
      availability: 'in_stock',
      images: ['pictures/001.jpg', 'pictures/002.jpg'],
      pageUrl: 'https://shop.example/kleid-mit-falten',
      seller: 'Nanfeng',
    },
    { id: '4712', category: 4, availability: 'out_of_stock', pageUrl: null },
  ]);
});

test('every format is named', () => {
  for (const format of FEED_FORMATS) expect(page).toContain(`\`${format}\``);
});
