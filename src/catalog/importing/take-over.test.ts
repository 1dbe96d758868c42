/** Importing with new models: their index is built beside, and comes into force once it holds everything. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { modelIndexes } from '#search/models.ts';
import { openForReading, readModelKey } from '../catalogue.ts';
import { cli, drawPicture, importInto, MODELS, otherModels, scratchFolder } from '../testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 }); // processes are started and models loaded, on busy machines too

let folder: string;
let catalogue: string;
let models: string;
let keys: { old: string; other: string };
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  catalogue = join(folder, 'catalogue');
  models = await otherModels(join(folder, 'models'));
  keys = { old: await readModelKey(MODELS), other: await readModelKey(models) };
  for (const i of [1, 2, 3]) await drawPicture(join(folder, 'photos', `${i}.png`), i);
  await importInto(catalogue, join(folder, 'photos'));
});
afterAll(() => remove());

const states = async () => (await modelIndexes(catalogue)).map(({ modelKey, state }) => [modelKey, state]);

async function idsOf(modelKey?: string): Promise<string[]> {
  const index = await openForReading(catalogue, modelKey);
  const ids: string[] = [];
  for await (const id of index.ids()) ids.push(id);
  await index.close();
  return ids.sort();
}

test('a part of the catalogue does not take over; whoever asks with the new models is told so', async () => {
  expect(await importInto(catalogue, join(folder, 'photos'), { models, limit: 2 })).toMatchObject({ added: 2 });
  expect(await states()).toEqual([
    [keys.old, 'in-force'],
    [keys.other, 'building'],
  ]);
  await expect(openForReading(catalogue, keys.other)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  expect(await idsOf()).toEqual(['1', '2', '3']);
});

test('the whole takes over; the old models are answered by their own index', async () => {
  expect(await importInto(catalogue, join(folder, 'photos'), { models })).toMatchObject({ added: 1, unchanged: 2 });
  expect(await states()).toEqual([
    [keys.other, 'in-force'],
    [keys.old, 'serving'],
  ]);
  expect(await idsOf()).toEqual(['1', '2', '3']);
  expect(await idsOf(keys.old)).toEqual(['1', '2', '3']);
});

test('a deletion counts for every model', async () => {
  const { lines } = await cli('delete', '2', '4', '--catalogue', catalogue);
  expect(lines).toEqual([{ deleted: 1, unknown: 1 }]);
  expect([await idsOf(keys.old), await idsOf(keys.other)]).toEqual([
    ['1', '3'],
    ['1', '3'],
  ]);
});

test('models: listed, put back in force, dropped; pictures of all are kept', async () => {
  const models = (...args: string[]) => cli('models', ...args, '--catalogue', catalogue);
  const listed = (await models('list')).lines;
  expect(listed).toEqual([
    { modelKey: keys.other, state: 'in-force', products: 2, structure: 'exact' },
    { modelKey: keys.old, state: 'serving', products: 2, structure: 'exact' },
  ]);
  expect(await models('drop', keys.other)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^MODEL_IN_FORCE/) });
  expect(await models('use', keys.old)).toMatchObject({ code: 0 });
  expect((await states())[0]).toEqual([keys.old, 'in-force']);
  expect(await models('use', keys.other)).toMatchObject({ code: 0 });
  expect(await models('drop', keys.old)).toMatchObject({ code: 0 });
  expect(await models('drop', 'x')).toMatchObject({ code: 2 });
  expect(await states()).toEqual([[keys.other, 'in-force']]);
  expect((await cli('verify', '--catalogue', catalogue)).code).toBe(0);
});

test('an import that lost a picture does not count as whole', async () => {
  const other = join(folder, 'second');
  const feed = join(folder, 'feed.csv');
  await writeFile(feed, 'id,title,price,image\na,A,1,photos/1.png\nb,B,2,photos/3.png\n');
  await importInto(other, feed);
  await rm(join(folder, 'photos', '3.png'));
  await importInto(other, feed, { models });
  expect((await modelIndexes(other)).map(({ state }) => state)).toEqual(['in-force', 'building']);
});
