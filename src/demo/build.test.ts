import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildDemoCatalogue, DEMO_VERSION } from './build.ts';
import { demoProducts } from './catalogue.ts';
import { buildTrainingSet } from './training.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('stops when asked to, and leaves no feed behind', async () => {
  const stop = new AbortController();
  const build = buildDemoCatalogue(folder, {
    signal: stop.signal,
    onProgress: ({ done }) => done >= 3 && stop.abort(),
  });
  await expect(build).rejects.toMatchObject({ code: 'ABORTED' });
  await expect(stat(join(folder, 'feed.jsonl'))).rejects.toThrow();
});

it('does nothing when this version is complete', async () => {
  await writeFile(join(folder, 'demo-version.txt'), DEMO_VERSION);
  expect(await buildDemoCatalogue(folder)).toBe(demoProducts().length);
  expect(await readdir(folder)).toEqual(['demo-version.txt']);
});

it('writes training pictures with their lists', async () => {
  await buildTrainingSet(folder, { items: 2, scenes: 1, seed: 3 });
  expect((await readdir(join(folder, 'items'))).sort()).toEqual([
    '00000-0.jpg',
    '00000-1.jpg',
    '00001-0.jpg',
    '00001-1.jpg',
  ]);
  expect((await readdir(folder)).sort()).toEqual(['items', 'items.csv', 'scenes', 'scenes.json']);
});
