/** What `verify` finds: every way in which a document can differ from its source. */
import { cp, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DetectedItem } from '#core/vision-api.ts';
import type { IndexDocument, IndexFault } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '#vision/node/vision.ts';
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

async function faultsIn(catalogue: string, deep = false, detects?: NodeVision['detect']): Promise<IndexFault[]> {
  const models = deep ? await openNodeVision(MODELS) : undefined;
  const vision = models && detects ? { ...models, detect: detects } : models;
  const index = await openForReading(catalogue);
  const faults: IndexFault[] = [];
  const onFault = async (fault: IndexFault) => void faults.push(fault);
  const { products } = await checkDocuments({ index, pictures: picturesFolder(catalogue), vision, onFault });
  expect(products).toBe(3);
  await index.close();
  await models?.close();
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

test('a vector of the thing in the picture is sound, where it is of the product’s kind', async () => {
  const item: DetectedItem = { kind: 'dress', category: 1, score: 0.9, box: { x: 8, y: 8, width: 24, height: 24 } };
  const ofItem = (label: string) =>
    changed(async (document, at) => {
      const vision = await openNodeVision(MODELS);
      const picture = await decodePicture(join(picturesFolder(at), document.picture));
      const { vector } = await vision.describe(picture, item.box, { kind: item.kind });
      await vision.close();
      return { ...document, vector, product: { ...document.product, label } };
    });
  const dress = await ofItem('dress');
  expect(await faultsIn(dress, true, async () => [])).toEqual(fault('VECTOR_OF_ANOTHER_PICTURE'));
  expect(await faultsIn(dress, true, async () => [item])).toEqual([]);
  expect(await faultsIn(await ofItem('hat'), true, async () => [item])).toEqual(fault('VECTOR_OF_ANOTHER_PICTURE'));
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
