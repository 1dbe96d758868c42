import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedOptions, openFeed } from './feed.ts';
import type { FeedRow } from './rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-feed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function collect(rows: AsyncIterable<FeedRow>): Promise<FeedRow[]> {
  const all: FeedRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function rowsOf(name: string, content: string | Buffer, options: Partial<FeedOptions> = {}): Promise<FeedRow[]> {
  await writeFile(join(folder, name), content);
  const download = () => Promise.reject(new Error('not expected'));
  const feed = await openFeed(join(folder, name), { download, ...options });
  return collect(feed.rows);
}

const lines = (rows: FeedRow[]) =>
  rows.map((row) => [row.line, 'values' in row ? row.values.id : row.error.details.what]);

describe('CSV', () => {
  test('byte order mark, CRLF, quotes, a line break inside quotes, no line break at the end', async () => {
    const csv =
      '\uFEFFId,Title,Price,Image\r\n1,"a ""b"", c",1.00,a.jpg\r\n\r\n2,"two\r\nlines",2.00,b.jpg\r\n3,红裙子,3,c.jpg';
    const rows = await rowsOf('quotes.csv', csv);
    expect(rows).toEqual([
      { line: 2, values: { id: '1', title: 'a "b", c', price: '1.00', image: 'a.jpg' } },
      { line: 4, values: { id: '2', title: 'two\nlines', price: '2.00', image: 'b.jpg' } },
      { line: 6, values: { id: '3', title: '红裙子', price: '3', image: 'c.jpg' } },
    ]);
  });

  test.each([
    ['tabs', 'id\ttitle\tprice\timage\n1\ta,b\t1\tx.jpg\n'],
    ['semicolons', 'id;title;price;image\n1;a,b;1;x.jpg\n'],
  ])('%s divide too', async (_, content) => {
    const values = { id: '1', title: 'a,b', price: '1', image: 'x.jpg' };
    expect(await rowsOf('other.csv', content)).toEqual([{ line: 2, values }]);
  });

  test('a broken line costs itself and nothing else', async () => {
    const csv = [
      'id,title,price,image',
      '1,good,1,a.jpg',
      '2,"never closed,1,b.jpg',
      '3,good,1,c.jpg',
      '4,one too many,1,d.jpg,',
      '5,"good, too",1,e.jpg',
      '6,12" screen,1,f.jpg',
      '7,too few',
      `8,"${'x'.repeat(1_000_001)}",1,h.jpg`,
      '9,good,1,i.jpg',
    ].join('\n');
    const rows = await rowsOf('broken.csv', csv);
    expect(lines(rows)).toEqual([
      [2, '1'],
      [3, 'the quotes do not match'],
      [4, '3'],
      [5, '5 columns where the header has 4'],
      [6, '5'],
      [7, 'the quotes do not match'],
      [8, '2 columns where the header has 4'],
      [9, 'the line is longer than 1 MB'],
      [10, '9'],
    ]);
  });

  test('a forgotten quote far from the end does not swallow the file', async () => {
    const body = Array.from({ length: 1000 }, (_, i) => `${i},${i === 100 ? '"' : ''}t,1,a.jpg`);
    const rows = await rowsOf('long.csv', ['id,title,price,image', ...body].join('\n'));
    expect(rows).toHaveLength(1000);
    expect(rows.filter((row) => 'error' in row).map(({ line }) => line)).toEqual([102]);
  });

  test('a missing or doubled column is said before anything is read', async () => {
    await expect(rowsOf('a.csv', 'id,title,image\n')).rejects.toMatchObject({
      code: 'FEED_COLUMN',
      details: { column: 'price', there: 'id, title, image', what: expect.stringContaining('--map') },
    });
    await expect(rowsOf('b.csv', 'id,price,image\n')).rejects.toMatchObject({ details: { column: 'title' } });
    await expect(rowsOf('c.csv', 'id,id,price,image\n')).rejects.toMatchObject({ details: { column: 'id' } });
    expect(await rowsOf('e.csv', 'id,image\n1,a.jpg\n', { completed: true })).toHaveLength(1);
    await expect(rowsOf('d.csv', '')).rejects.toMatchObject({ code: 'FEED_COLUMN' });
  });

  test('text that is not UTF-8 is refused line by line; another encoding can be named', async () => {
    const gb = Buffer.concat([
      Buffer.from('id,title,price,image\n1,'),
      Buffer.from([0xba, 0xec]),
      Buffer.from(',1,a.jpg\n2,ok,1,b.jpg'),
    ]);
    expect(lines(await rowsOf('gb.csv', gb))).toEqual([
      [2, expect.stringContaining('--encoding')],
      [3, '2'],
    ]);
    expect(await rowsOf('gb.csv', gb, { encoding: 'gb18030' })).toMatchObject([
      { values: { title: '红' } },
      { line: 3 },
    ]);
    await expect(rowsOf('gb.csv', gb, { encoding: 'klingon' })).rejects.toMatchObject({ code: 'FEED_UNREADABLE' });
  });
});

test('JSON lines: broken ones are named by number', async () => {
  const jsonl = '\uFEFF{"id":"1"}\r\n\n{"id":\n[1]\nnull\n{"id":"6","attributes":{"a":1}}';
  expect(lines(await rowsOf('feed.jsonl', jsonl))).toEqual([
    [1, '1'],
    [3, expect.stringContaining('not JSON')],
    [4, 'not a JSON object'],
    [5, 'not a JSON object'],
    [6, '6'],
  ]);
});

test('what kind of feed it is must be known', async () => {
  await expect(rowsOf('feed.xlsx', 'PK')).rejects.toMatchObject({ code: 'FEED_UNREADABLE' });
  const download = () => Promise.reject(new Error('not expected'));
  await expect(openFeed(join(folder, 'nowhere.csv'), { download })).rejects.toMatchObject({ code: 'FEED_UNREADABLE' });
});

test('a folder: by name, ids from the file names', async () => {
  const pictures = await mkdtemp(join(folder, 'pictures-'));
  for (const file of ['b.PNG', 'a.jpg', 'notes.txt', '.hidden.jpg', '红.webp'])
    await writeFile(join(pictures, file), 'x');
  const feed = await openFeed(pictures, { download: () => Promise.reject(new Error()) });
  expect(feed).toMatchObject({ expected: 3, isFolder: true, base: pictures });
  expect(await collect(feed.rows)).toEqual([
    { line: 1, values: { id: 'a', image: 'a.jpg' } },
    { line: 2, values: { id: 'b', image: 'b.PNG' } },
    { line: 3, values: { id: expect.stringMatching(/^--[0-9a-f]{12}$/), image: '红.webp' } },
  ]);
  await writeFile(join(pictures, 'labels.csv'), 'file,label,sender\nb.PNG,T-Shirt,12\n');
  const labelled = await openFeed(pictures, { download: () => Promise.reject(new Error()) });
  expect(await collect(labelled.rows)).toEqual([
    { line: 2, values: { id: 'b', image: 'b.PNG', label: 'T-Shirt', sender: '12' } },
  ]);
});
