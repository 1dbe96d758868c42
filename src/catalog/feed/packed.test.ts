/** Feeds that are packed, in other encodings, or under names that lie. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFeed } from './feed.ts';
import { plainBytes } from './readers/bytes.ts';
import { collect, inPieces, told } from './testing.ts';

const CSV = 'id,title,price,image\n1,红裙子,5,a.jpg\n2,b,5,b.jpg\n';
const download = () => Promise.reject(new Error('not expected'));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongkuan-packed-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function opened(name: string, content: Uint8Array) {
  await writeFile(join(folder, name), content);
  const feed = await openFeed(join(folder, name), { download });
  return { feed, rows: await collect(feed.rows) };
}

const packed: [string, string, Buffer][] = [
  ['gzip, by its first bytes', 'feed.csv', zlib.gzipSync(CSV)],
  ['gzip in two members', 'feed.bin', Buffer.concat([zlib.gzipSync(CSV.slice(0, 30)), zlib.gzipSync(CSV.slice(30))])],
  ['Brotli, by its name', 'feed.csv.br', zlib.brotliCompressSync(CSV)],
  ['UTF-16 as spreadsheets save it', 'feed.txt', Buffer.from(`\uFEFF${CSV.replaceAll(',', '\t')}`, 'utf16le')],
  ['UTF-8 with a byte order mark', 'feed', Buffer.from(`\uFEFF${CSV}`)],
];
test.each(packed)('%s', async (_, name, content) => {
  const { feed, rows } = await opened(name, content);
  expect(rows.map((row) => 'values' in row && row.values.title)).toEqual(['红裙子', 'b']);
  if (name !== 'feed.txt') expect(feed.expected).toBe(name === 'feed' ? 2 : null);
});

test('the encoding that XML declares', async () => {
  const xml = Buffer.from('<?xml version="1.0" encoding="gb18030"?><rss><item><id>1</id><title>#</title></item></rss>');
  const at = xml.indexOf('#');
  const bytes = Buffer.concat([xml.subarray(0, at), Buffer.from([0xba, 0xec]), xml.subarray(at + 1)]);
  const { rows } = await opened('gb.xml', bytes);
  expect(rows).toMatchObject([{ values: { id: '1', title: '红' } }]);
});

test.each([
  ['cut off', zlib.gzipSync(CSV.repeat(1000)).subarray(0, 60), /cut off/],
  ['ZIP', Buffer.from('PK\u0003\u0004rest of it'), /ZIP/],
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]), /xz/],
])('%s is refused', async (name, content, what) => {
  await expect(opened(name, content)).rejects.toMatchObject({
    code: 'FEED_UNREADABLE',
    details: { what: expect.stringMatching(what) },
  });
});

test('what unpacks without end is stopped', async () => {
  const bomb = zlib.gzipSync(Buffer.alloc(3_000_000));
  let seen = 0;
  const read = async () => {
    for await (const chunk of plainBytes(inPieces(bomb), 'x', 1_000_000)) seen += chunk.length;
  };
  await expect(read()).rejects.toMatchObject({ code: 'FEED_UNREADABLE', details: { limit: 1_000_000 } });
  expect(seen).toBeLessThanOrEqual(1_000_000);
});

test('a feed at an address: its kind by content, its pictures beside it', async () => {
  await writeFile(join(folder, 'fetched'), CSV);
  const feed = await openFeed('https://shop.example/feeds/all?key=1', {
    download: async () => join(folder, 'fetched'),
  });
  expect(feed.base).toBe('https://shop.example/feeds/all?key=1');
  expect(told(await collect(feed.rows))).toEqual([
    [2, '1'],
    [3, '2'],
  ]);
});
