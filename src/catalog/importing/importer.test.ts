import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openForReading } from '../catalogue.ts';
import { drawPicture, importInto, MODELS, scratchFolder } from '../testing.ts';
import { reportLines } from './report-words.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let catalogue: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  catalogue = join(folder, 'catalogue');
  for (let i = 1; i <= 6; i++) await drawPicture(join(folder, 'pictures', `${i}.png`), i);
});
afterAll(() => remove());

const header = 'id,title,price,label,image';
const product = (i: number, price = '129.00', label = 'dress') => `p${i},商品 ${i},${price},${label},pictures/${i}.png`;

async function feed(name: string, ...lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

async function documents(...ids: string[]) {
  const index = await openForReading(catalogue);
  try {
    return await index.get(ids);
  } finally {
    await index.close();
  }
}

describe('an import', () => {
  test('adds products and their pictures; what the shop left open is filled in', async () => {
    const path = await feed('feed.csv', header, product(1), product(2, '99', ''), product(3));
    const report = await importInto(catalogue, path);
    expect(report).toMatchObject({ added: 3, changed: 0, unchanged: 0, skipped: 0, embedded: 3, complete: true });
    const [first, second] = await documents('p1', 'p2');
    expect(first?.product).toMatchObject({ label: 'dress', category: 1, price: { amount: 12900, currency: 'CNY' } });
    expect(second?.product.label).not.toBe('');
    const stored = await sharp(join(catalogue, 'pictures', first?.picture ?? '')).metadata();
    expect([stored.format, stored.width]).toEqual(['webp', 96]);
    expect(first?.vector).toHaveLength(128);
  });

  test('of the same feed again looks at no picture and loads no model', async () => {
    const manifestOnly = join(folder, 'manifest-only');
    await mkdir(manifestOnly);
    await copyFile(join(MODELS, 'manifest.json'), join(manifestOnly, 'manifest.json'));
    const report = await importInto(catalogue, join(folder, 'feed.csv'), { models: manifestOnly });
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 3, embedded: 0 });
  });

  test('of a new price keeps the vector; of a new picture does not; of a lost copy makes it again', async () => {
    const [before] = await documents('p1');
    await drawPicture(join(folder, 'pictures', '3.png'), 33);
    const path = await feed('feed.csv', header, product(1, '89.50'), product(2, '99', ''), product(3));
    expect(await importInto(catalogue, path)).toMatchObject({ changed: 2, unchanged: 1, embedded: 1 });
    const [after] = await documents('p1');
    expect(after?.product.price?.amount).toBe(8950);
    expect([after?.vector, after?.picture]).toEqual([before?.vector, before?.picture]);
    await rm(join(catalogue, 'pictures', after?.picture ?? ''));
    expect(await importInto(catalogue, path)).toMatchObject({ changed: 1, unchanged: 2, embedded: 1 });
  });

  test('names what it skips and goes on', async () => {
    await writeFile(join(folder, 'pictures', 'text.png'), 'no picture');
    await drawPicture(join(folder, 'pictures', 'tiny.png'), 1, 8);
    const path = await feed(
      'broken.csv',
      `${header},note`,
      `${product(4)},`,
      'p 5,t,1,,pictures/5.png,',
      'p5,t,-1,,pictures/5.png,',
      'p5,,1,,pictures/5.png,',
      `${product(4)},again`,
      'p6,t,1,,pictures/none.png,',
      'p6,t,1,,pictures/text.png,',
      'p7,t,1,,pictures/tiny.png,',
      'p8,t,1,,../outside.png,',
      'p9,t,1,,http://127.0.0.1:9/x.png,',
      'p10,t,1,kurta,pictures/6.png,',
    );
    const report = await importInto(catalogue, path);
    expect(report).toMatchObject({ added: 2, skipped: 9, unknownColumns: ['note'] });
    expect(report.skippedLines.map(({ line, code }) => [line, code])).toEqual([
      [3, 'FEED_LINE'],
      [4, 'FEED_LINE'],
      [5, 'FEED_LINE'],
      [6, 'FEED_LINE'],
      [7, 'PICTURE_MISSING'],
      [8, 'FEED_LINE'], // p6 was in line 7 already
      [9, 'PICTURE_TOO_SMALL'],
      [10, 'PICTURE_MISSING'],
      [11, 'PICTURE_FETCH'],
    ]);
    expect(report.remarks).toEqual([{ line: 12, id: 'p10', remark: expect.stringContaining('kurta') }]);
    expect(reportLines(report).join('\n')).toMatch(
      /line 9 \(p7\): PICTURE_TOO_SMALL .*2 added, 0 changed, 0 unchanged, 0 withdrawn, 9 skipped/s,
    );
  });

  test('of several pictures gives each its own vector, and goes on without one that is broken', async () => {
    const target = join(folder, 'several');
    await writeFile(join(folder, 'pictures', 'broken.png'), 'no picture');
    const several = async (images: string, price = '5') => {
      const [main, ...others] = images.split('|');
      return importInto(
        target,
        await feed('several.csv', `${header},images`, `s1,裙子,${price},dress,${main},${others.join('|')}`),
      );
    };
    const shown = async () => {
      const index = await openForReading(target);
      const [document] = await index.get(['s1']);
      await index.close();
      return document;
    };
    const [one, two] = ['pictures/1.png', 'pictures/2.png'];
    expect(await several(`${one}|${two}|${one}`)).toMatchObject({ added: 1, embedded: 2, remarks: [] });
    const first = await shown();
    expect(first).toMatchObject({ product: { pictures: 2 }, views: [{ picture: expect.any(String) }] });
    expect(first?.views?.[0]?.vector).not.toEqual(first?.vector);
    expect(await several(`${one}|${two}`, '6')).toMatchObject({ changed: 1, embedded: 0 });
    expect(await shown()).toMatchObject({ product: { price: { amount: 600 } }, views: first?.views });
    const broken = await several(`${two}|pictures/broken.png|${one}`, '6');
    expect(broken).toMatchObject({
      changed: 1,
      embedded: 0,
      remarks: [{ remark: expect.stringMatching(/^picture 2 .*UNREADABLE/) }],
    });
    expect(await shown()).toMatchObject({ vector: first?.views?.[0]?.vector, picture: first?.views?.[0]?.picture });
    expect(await several(two, '6')).toMatchObject({ changed: 1, embedded: 0 });
    expect((await shown())?.product.pictures).toBeUndefined();
    expect(await several('pictures/none.png|pictures/gone.png', '6')).toMatchObject({ skipped: 1, withdrawn: 0 });
  });

  test('reads only as many rows as asked', async () => {
    const path = await feed('limit.csv', header, product(1), product(2), product(3));
    expect(await importInto(join(folder, 'limited'), path, { limit: 2 })).toMatchObject({ added: 2, complete: true });
  });

  test('with replace leaves nothing of the old catalogue', async () => {
    const path = await feed('new.csv', header, product(6));
    expect(await importInto(catalogue, path, { replace: true })).toMatchObject({ added: 1 });
    expect(await documents('p1', 'p6')).toMatchObject([{ product: { id: 'p6' } }]);
    expect((await readdir(folder)).filter((name) => name.startsWith('catalogue'))).toEqual(['catalogue']);
  });
});

test('feed and pictures at addresses: fetched once, and again when asked', async () => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/shop/feed.csv')
      response.end([header, 'r1,t,1,dress,1.png', 'r2,t,1,dress,/gone.png'].join('\n'));
    else if (request.url === '/shop/1.png') response.end(await sharp(join(folder, 'pictures', '1.png')).toBuffer());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop/feed.csv`;
    const target = join(folder, 'remote');
    await expect(importInto(target, url)).rejects.toMatchObject({ code: 'FEED_UNREADABLE' });
    const options = { allowPrivateHosts: true };
    expect(await importInto(target, url, options)).toMatchObject({
      added: 1,
      skippedLines: [{ line: 3, code: 'PICTURE_FETCH' }],
    });
    expect(await importInto(target, url, options)).toMatchObject({ unchanged: 1, embedded: 0 });
    expect(asked.filter((path) => path === '/shop/1.png')).toHaveLength(1);
    expect(await importInto(target, url, { ...options, refetch: true })).toMatchObject({ unchanged: 1, embedded: 0 });
    expect(asked.filter((path) => path === '/shop/1.png')).toHaveLength(2);
  } finally {
    server.close();
  }
});
