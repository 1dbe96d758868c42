/** What `verify` finds: every way in which a document can differ from its source. */
import { cp, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { IndexDocument, IndexFault } from '#search/vector-index.ts';
import { openNodeVision } from '#vision/node/vision.ts';
import { openForReading, openForWriting, picturesFolder, readModelKey } from '../catalogue.ts';
import { drawPicture, importInto, MODELS, scratchFolder } from '../testing.ts';
import { checkDocuments } from './check.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // models are loaded, on busy machines too

let folder: string;
let remove: () => Promise<void>;
let number = 0;
beforeAll(async () => {
  ({ folder, remove } = await scratchFolder());
  for (const i of [1, 2, 3]) await drawPicture(join(folder, 'photos', `${i}.png`), i);
  await importInto(join(folder, 'made'), join(folder, 'photos'));
});
afterAll(() => remove());

/** A copy of the catalogue, changed. */
async function changed(change: (document: IndexDocument, catalogue: string) => Promise<IndexDocument> | IndexDocument) {
  const catalogue = join(folder, `changed-${++number}`);
  await cp(join(folder, 'made'), catalogue, { recursive: true });
  const index = await openForWriting(catalogue, await readModelKey(MODELS));
  const [document] = await index.get(['2']);
  await index.upsert([await change(document as IndexDocument, catalogue)]);
  await index.close();
  return catalogue;
}

async function faultsIn(catalogue: string, deep = false): Promise<IndexFault[]> {
  const vision = deep ? await openNodeVision(MODELS) : undefined;
  const index = await openForReading(catalogue);
  const faults: IndexFault[] = [];
  const onFault = async (fault: IndexFault) => void faults.push(fault);
  const { products } = await checkDocuments({ index, pictures: picturesFolder(catalogue), vision, onFault });
  expect(products).toBe(3);
  await index.close();
  await vision?.close();
  return faults;
}

const fault = (what: string) => [{ id: '2', what: expect.stringMatching(new RegExp(`^${what}`)) }];

test('what was imported is sound, looked at again, too', async () => {
  expect(await faultsIn(join(folder, 'made'), true)).toEqual([]);
});

test('a source hash that is none', async () => {
  const catalogue = await changed((document) => ({ ...document, contentHash: 'made by hand' }));
  expect(await faultsIn(catalogue)).toEqual(fault('SOURCE_HASH made by hand'));
});

test('a picture that was not made from the source', async () => {
  const others = await readdir(picturesFolder(join(folder, 'made')));
  const catalogue = await changed((document) => ({
    ...document,
    picture: others.find((name) => name !== document.picture) as string,
  }));
  expect(await faultsIn(catalogue)).toEqual(fault('PICTURE_OF_ANOTHER_SOURCE'));
});

test.each([
  ['cut off', (path: string) => truncate(path, 40), 'PICTURE_DAMAGED'],
  ['another kind of file', (path: string) => writeFile(path, 'text'), 'PICTURE_DAMAGED'],
])('a picture that is %s', async (_, damage, what) => {
  const catalogue = await changed(async (document, at) => {
    await damage(join(picturesFolder(at), document.picture));
    return document;
  });
  expect(await faultsIn(catalogue)).toEqual(fault(what));
});

test('a vector of something else is found by looking at the picture again', async () => {
  const catalogue = await changed((document) => ({ ...document, vector: document.vector.map((each) => -each) }));
  expect(await faultsIn(catalogue)).toEqual([]);
  expect(await faultsIn(catalogue, true)).toEqual(fault('VECTOR_OF_ANOTHER_PICTURE -0\\.9'));
});

test('a picture exchanged for another one is found in the same way', async () => {
  const catalogue = await changed(async (document, at) => {
    const create = { width: 96, height: 96, channels: 3 as const, background: '#fff' };
    await sharp({ create })
      .webp()
      .toFile(join(picturesFolder(at), document.picture));
    return document;
  });
  expect(await faultsIn(catalogue, true)).toEqual(fault('VECTOR_OF_ANOTHER_PICTURE'));
});
