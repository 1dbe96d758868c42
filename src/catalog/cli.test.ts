import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { VECTOR_DIM } from '#core/vector.ts';
import { picturesFolder } from './catalogue.ts';
import { cli, drawPicture, ended, importInto, scratchFolder, startCli } from './testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let photos: string;
let catalogue: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  photos = join(folder, 'photos');
  catalogue = join(folder, 'catalogue');
  for (const i of [1, 2, 3, 4]) await drawPicture(join(photos, `${i}.png`), i);
  await importInto(catalogue, photos);
});
afterAll(() => remove());

describe('describe', () => {
  test('one line a picture in the order given, a broken one costs its own line and the exit code', async () => {
    const broken = join(folder, 'broken.jpg');
    await writeFile(broken, 'no picture');
    const { code, lines } = await cli('describe', join(photos, '3.png'), broken, photos);
    const order = ['3.png', null, '1.png', '2.png', '3.png', '4.png'].map((name) =>
      name ? join(photos, name) : broken,
    );
    expect(code).toBe(1);
    expect(lines.map(({ file }) => file)).toEqual(order);
    expect(lines[1]).toEqual({ file: broken, error: { code: 'PICTURE_UNREADABLE', message: expect.any(String) } });
    expect(lines[0]).toEqual(lines[4]);
    const [{ width, height, items, whole }] = lines as [Record<string, unknown>];
    expect([width, height, Array.isArray(items)]).toEqual([96, 96, true]);
    const { category, label, labels, vector } = whole as Record<string, unknown>;
    expect(typeof category).toBe('number');
    expect(labels).toHaveLength(20);
    expect(labels).toContainEqual({ label, score: expect.any(Number) });
    expect(Buffer.from(String(vector), 'base64')).toHaveLength(VECTOR_DIM);
  });

  test('items stand in the order of the scores that a second look gives them, from the least one asked for', async () => {
    const scene = 'models/golden/tall.png';
    const scoresOf = async (...args: string[]) => {
      const { items } = (await cli('describe', '--min-score', '0.05', scene, ...args)).lines[0] as Record<
        string,
        unknown
      >;
      return (items as { score: number }[]).map(({ score }) => score);
    };
    const [looked, detected] = [await scoresOf(), await scoresOf('--boxes-only')];
    expect(looked.length).toBeGreaterThan(1);
    expect(looked).toEqual([...looked].sort((a, b) => b - a));
    expect(looked).not.toEqual(detected);
    for (const score of [...looked, ...detected]) expect(score).toBeGreaterThanOrEqual(0.05);
  });

  test('only what was asked', async () => {
    const [whole] = (await cli('describe', '--whole-only', join(photos, '1.png'))).lines;
    expect(Object.keys(whole ?? {})).toEqual(['file', 'width', 'height', 'whole']);
    const [boxes] = (await cli('describe', '--boxes-only', join(photos, '1.png'))).lines;
    expect(Object.keys(boxes ?? {})).toEqual(['file', 'width', 'height', 'items']);
  });
});

test('fabric is another view of the picture, told in the same words', async () => {
  const [item, fabric] = [
    (await cli('describe', '--whole-only', join(photos, '1.png'))).lines[0]?.whole,
    (await cli('describe', '--whole-only', '--fabric', join(photos, '1.png'))).lines[0]?.whole,
  ];
  expect(Object.keys(Object(fabric))).toEqual(Object.keys(Object(item)));
  expect(fabric).not.toEqual(item);
  const found = (...args: string[]) => cli('search', join(photos, '1.png'), '--catalogue', catalogue, ...args);
  const [whole, byFabric] = [await found('--limit', '1'), await found('--limit', '1', '--fabric')];
  expect(whole.lines[0]).toMatchObject({ id: '1', similarity: 1 });
  expect(byFabric.lines[0]?.similarity).toBeLessThan(1);
});

test('search finds the picture itself first', async () => {
  const { code, lines } = await cli('search', join(photos, '2.png'), '--limit', '2', '--catalogue', catalogue);
  expect(code).toBe(0);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ id: '2', similarity: 1, match: true, price: null, currency: null, seller: '' });
  expect(Object.keys(lines[0] ?? {})).toEqual([
    'id',
    'similarity',
    'match',
    'category',
    'label',
    'title',
    'price',
    'currency',
    'seller',
  ]);
});

test('delete takes ids from arguments and stdin; verify sees a lost picture', async () => {
  const deletion = startCli('delete', '1', '-', '--catalogue', catalogue);
  expect((await ended(deletion, '3\nunknown\n')).lines).toEqual([{ deleted: 2, unknown: 1 }]);
  const { lines } = await cli('search', join(photos, '1.png'), '--catalogue', catalogue);
  expect(lines.map(({ id }) => id).sort()).toEqual(['2', '4']);
  const stats = JSON.parse((await cli('stats', '--catalogue', catalogue)).stdout);
  expect(stats).toMatchObject({ products: 2, structure: 'exact', modelKey: expect.stringMatching(/^[0-9a-f]{16}$/) });

  const sound = await cli('verify', '--clean', '--catalogue', catalogue);
  expect([sound.code, sound.stdout]).toEqual([0, '']);
  const pictures = await readdir(picturesFolder(catalogue));
  expect(pictures).toHaveLength(2);
  await rm(join(picturesFolder(catalogue), pictures[0] ?? ''));
  const faulty = await cli('verify', '--catalogue', catalogue);
  expect(faulty.code).toBe(1);
  expect(faulty.lines).toEqual([
    { id: expect.stringMatching(/^[24]$/), what: expect.stringContaining('PICTURE_MISSING') },
  ]);
});

test.each([
  ['an unknown command', ['fly'], 2],
  ['an unknown option', ['stats', '--fast'], 2],
  ['a wrong value', ['search', 'x.jpg', '--box', '1,2'], 2],
  ['no catalogue', ['stats', '--catalogue', '/nowhere'], 1],
])('%s is said in a line', async (_, args, expected) => {
  const { code, stdout, stderr } = await cli(...(args as string[]));
  expect([code, stdout]).toEqual([expected, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/^(error:|INDEX_MISSING: )/);
});

test('real photos become a demo that says what is invented, and replace only a demo', async () => {
  const source = join(folder, 'clothes');
  const target = join(folder, 'demo');
  await mkdir(source);
  for (const i of [1, 2, 3]) await drawPicture(join(source, 'images', `${i}.jpg`), i);
  await writeFile(join(source, 'labels.csv'), 'file,label\n1.jpg,T-Shirt\n2.jpg,Skip\n3.jpg,Not sure\n');
  const args = ['demo-real', '--from', source, '--catalogue', target];
  expect(await cli(...args)).toMatchObject({ code: 0, stderr: expect.stringContaining('2 added') });
  expect(await cli(...args)).toMatchObject({ code: 0, stderr: 'These photos are there.\n' });
  const { lines } = await cli('search', join(source, 'images', '1.jpg'), '--catalogue', target);
  expect(lines[0]).toMatchObject({ id: '1', label: 't-shirt', title: { en: 'T-shirt (price and seller invented)' } });
  expect(Number(lines[0]?.price) % 100).toBe(0);
  expect(String(lines[0]?.seller)).toContain('示例店');
  expect(JSON.parse(await readFile(join(target, 'demo.json'), 'utf8'))).toMatchObject({ kind: 'real', from: source });
  const own = await cli('demo-real', '--from', source, '--catalogue', catalogue);
  expect([own.code, own.stderr]).toEqual([2, expect.stringMatching(/^USAGE: .*--replace/)]);
});
