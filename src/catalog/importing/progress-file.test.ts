/** What an import tells of itself while it runs, in the end, and when nobody can listen. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { drawPicture, importInto, scratchFolder } from '../testing.ts';
import { startProgressFile } from './progress-file.ts';

vi.setConfig({ testTimeout: 300_000 }); // models are loaded

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
});
afterAll(() => remove());

const told = async (of = folder) => JSON.parse(await readFile(join(of, 'import.json'), 'utf8'));

test('it is told again and again while it runs, and once more at the end; nothing else is left', async () => {
  const file = startProgressFile(folder, 10, 5);
  await vi.waitFor(async () => expect(await told()).toMatchObject({ running: true, done: 0, total: 10, failed: 0 }));
  file.update({ done: 4, failed: 1 });
  await vi.waitFor(async () => expect(await told()).toMatchObject({ running: true, done: 4, total: 10, failed: 1 }));
  const { updatedAt } = await told();
  await vi.waitFor(async () => expect((await told()).updatedAt).toBeGreaterThan(updatedAt));
  await file.end();
  expect(await told()).toMatchObject({ running: false, done: 4, total: 10, failed: 1 });
  expect(await readdir(folder)).toEqual(['import.json']);
});

test('where it cannot be written, nothing breaks', async () => {
  const file = startProgressFile(join(folder, 'none'), null, 5);
  file.update({ done: 1 });
  await file.end();
});

test('an import tells how far it is, how it ended, and that it broke off', async () => {
  const catalogue = join(folder, 'catalogue');
  await drawPicture(join(folder, '1.png'), 1);
  const feed = join(folder, 'feed.csv');
  await writeFile(feed, 'id,title,price,label,image\na,A,5,dress,1.png\nb,B,5,dress,none.png\n');
  const during: unknown[] = [];
  const onProgress = async () => during.push(await told(catalogue));
  await importInto(catalogue, feed, { onProgress });
  expect(during[0]).toMatchObject({ running: true, total: 2 });
  expect(await told(catalogue)).toMatchObject({ running: false, done: 2, total: 2, failed: 1 });

  const breaks = () => {
    throw new Error('on purpose');
  };
  await expect(importInto(catalogue, feed, { onProgress: breaks })).rejects.toThrow('on purpose');
  expect(await told(catalogue)).toMatchObject({ running: false, done: 1 });

  // a successor that is being built is told of where people look, and what takes its place knows how it went
  await importInto(catalogue, feed, { replace: true, onProgress });
  expect(during.at(-1)).toMatchObject({ running: true });
  expect(await told(catalogue)).toMatchObject({ running: false, done: 2, failed: 1 });
});
