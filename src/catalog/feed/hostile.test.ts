/** Whatever a feed holds: each row is a record or a coded error with its line, and the readers hold little of it. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { FEED_FORMATS, type FeedFormat, formatOf } from './format.ts';
import { parseMapping } from './mapping.ts';
import { readerOf } from './read.ts';
import { readRecord } from './record.ts';
import type { FeedRow } from './rows.ts';
import { inPieces } from './testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // hundreds of feeds each, on busy machines too

const GOOD: Readonly<Record<FeedFormat, string>> = {
  csv: 'id,title,price,image\n1,"a ""b"", c",129.00 CNY,a.jpg\n2,"two\nlines",5,b.jpg\n3,x,5,c.jpg\n',
  'shopify-csv':
    'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\na,A,Size,S,s,1,a.jpg\na,,,M,m,2,b.jpg\nb,B,,,,3,c.jpg\n',
  jsonl: '{"id":"1","title":"x","price":"5","image":"a.jpg"}\n{"id":"2","title":"y","price":5,"images":["b.jpg"]}\n',
  json: '{"meta":{},"products":[{"id":"1","title":"x","price":"5","image":"a.jpg"},\n{"id":"2","attributes":{"a":"\\u00e9"}}]}',
  'shopify-json':
    '{"products":[{"handle":"a","title":"A","options":[{"name":"Size"}],"images":[{"src":"a.jpg"}],\n"variants":[{"id":1,"price":"5","option1":"S"}]}]}',
  xml: '<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n<item><g:id>1</g:id><title><![CDATA[a]]></title><g:price>5 CNY</g:price></item>\n<item><g:id>2</g:id><link>b&amp;c</link></item></channel></rss>',
};
const mapping = parseMapping({
  title_en: { template: '{title} {id}' },
  attr_x: { from: 'a.b.0', values: { '*': 'y' } },
});
/** A CSV is refused when it lacks what its mapping reads. */
const mappingFor = (format: FeedFormat) => (format === 'csv' ? undefined : mapping);

/** Reads all of it; throws what is no coded error. */
async function readAll(format: FeedFormat, bytes: Uint8Array, size: number): Promise<FeedRow[]> {
  const rows: FeedRow[] = [];
  const read = readerOf(format, {
    encoding: 'utf-8',
    shop: new URL('https://shop.example/'),
    completed: true,
    mapping: mappingFor(format),
  });
  try {
    for await (const row of read(inPieces(bytes, size))) {
      rows.push(row);
      checkRow(row);
    }
  } catch (error) {
    if (!(error instanceof TongkuanError)) throw error;
    expect(error.code).toMatch(/^FEED_(UNREADABLE|COLUMN)$/);
  }
  return rows;
}

function checkRow(row: FeedRow): void {
  expect(row.line).toBeGreaterThanOrEqual(1);
  if ('error' in row) {
    expect(row.error.code).toBe('FEED_LINE');
    return;
  }
  try {
    const { record } = readRecord(row.values);
    expect(record.images.length).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toMatchObject({ code: 'FEED_LINE' });
  }
}

const piece = fc.integer({ min: 1, max: 50 });
/** Places at which something is cut out and something else put in. */
const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.integer({ min: 0, max: 8 }),
    put: fc.oneof(
      fc.constantFrom(
        ...'"\'<>&;,{}[]\\\n\r\t:',
        ']]>',
        '<![CDATA[',
        '<!--',
        '</item>',
        '<item>',
        '\uFEFF',
        '\u0000',
        '&#0;',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

function mutated(text: string, changes: { at: number; cut: number; put: string }[]): string {
  return changes.reduce((now, { at, cut, put }) => {
    const from = Math.floor(at * now.length);
    return now.slice(0, from) + put + now.slice(from + cut);
  }, text);
}

describe.each(FEED_FORMATS)('%s', (format) => {
  test('a good feed is read the same in pieces of any size', async () => {
    const whole = await readAll(format, Buffer.from(GOOD[format]), 1e6);
    expect(whole.length).toBeGreaterThan(0);
    for (const size of [1, 2, 3, 5, 64]) expect(await readAll(format, Buffer.from(GOOD[format]), size)).toEqual(whole);
  });

  test('changed feeds', async () => {
    await fc.assert(
      fc.asyncProperty(mutations, piece, async (changes, size) => {
        const bytes = Buffer.from(mutated(GOOD[format], changes));
        const rows = await readAll(format, bytes, size);
        expect(await readAll(format, bytes, 1e6)).toEqual(rows);
      }),
      { numRuns: 100 },
    );
  });

  test('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), piece, async (bytes, size) => {
        await readAll(format, bytes, size);
      }),
      { numRuns: 60 },
    );
  });
});

test('the kind of any text is known or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (head, name) => {
      try {
        expect(FEED_FORMATS).toContain(formatOf(head, name));
      } catch (error) {
        expect(error).toMatchObject({ code: 'FEED_UNREADABLE' });
      }
    }),
  );
});

test('any values are a record or an error that names the column', () => {
  const columns = fc.constantFrom(
    'id',
    'title',
    'price',
    'sale_price',
    'image',
    'images',
    'attributes',
    'gtin',
    'attr_x',
    'category',
  );
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(columns, fc.string()), fc.anything({ withNullPrototype: true })), (values) => {
      checkRow({ line: 1, values });
    }),
    { numRuns: 500 },
  );
});
