/** Several models in one catalogue: built beside, switched in one step, each query answered by its own. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CatalogueReader } from './catalogue-reader.ts';
import { dropModel, folderAnswering, folderInForce, folderOfModel, modelIndexes, putInForce } from './models.ts';
import { catalogueOf, documentOf, MODEL_KEY, OTHER_MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexDocument } from './vector-index.ts';
import { createIndex, openIndex } from './zvec.ts';

const query = vectorNear(3, seeded(99));
const products = catalogueOf(40);
/** The same products, as another model sees them. */
const seenAnew = products.map(({ product }, i) => documentOf(i, vectorNear(500 + i, seeded(i)), product));
const [first] = products as [IndexDocument];

let catalogue: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  catalogue = temporaryFolder();
});
afterEach(() => catalogue.remove());

async function put(modelKey: string, documents: readonly IndexDocument[]): Promise<void> {
  const index = await createIndex(await folderOfModel(catalogue.path, modelKey), modelKey);
  await index.upsert(documents);
  await index.close();
}

const states = async () => (await modelIndexes(catalogue.path)).map(({ modelKey, state }) => [modelKey, state]);

test('a new model is built beside the one in force, which alone answers until the switch', async () => {
  await put(MODEL_KEY, products);
  const reader = new CatalogueReader(catalogue.path);
  await put(OTHER_MODEL_KEY, seenAnew);
  expect(await states()).toEqual([
    [MODEL_KEY, 'in-force'],
    [OTHER_MODEL_KEY, 'building'],
  ]);
  await expect(reader.ofModel(OTHER_MODEL_KEY)).rejects.toMatchObject({
    code: 'MODEL_MISMATCH',
    details: { index: MODEL_KEY, vector: OTHER_MODEL_KEY },
  });
  expect(await reader.get([first.product.id])).toEqual([first]);

  await putInForce(catalogue.path, OTHER_MODEL_KEY);
  expect(await states()).toEqual([
    [OTHER_MODEL_KEY, 'in-force'],
    [MODEL_KEY, 'serving'],
  ]);
  expect(await reader.get([first.product.id])).toEqual([seenAnew[0]]);
  expect(reader.modelKey).toBe(OTHER_MODEL_KEY);
  expect(await (await reader.ofModel(MODEL_KEY)).get([first.product.id])).toEqual([first]);
  await reader.close();
});

test('a question begun with one model ends with it, whatever comes into force meanwhile', async () => {
  await put(MODEL_KEY, products);
  await put(OTHER_MODEL_KEY, seenAnew);
  const reader = new CatalogueReader(catalogue.path);
  const asked = await reader.ofModel();
  const before = await asked.search(query, {}, 5);
  await putInForce(catalogue.path, OTHER_MODEL_KEY);
  await reader.stats();
  expect(await asked.search(query, {}, 5)).toEqual(before);
  await reader.close();
});

test('dropped, a model is refused and its folder is gone; the one in force cannot be', async () => {
  await put(MODEL_KEY, products);
  await put(OTHER_MODEL_KEY, seenAnew);
  await putInForce(catalogue.path, OTHER_MODEL_KEY);
  const reader = new CatalogueReader(catalogue.path);
  await (await reader.ofModel(MODEL_KEY)).stats();
  await expect(dropModel(catalogue.path, OTHER_MODEL_KEY)).rejects.toMatchObject({ code: 'MODEL_IN_FORCE' });
  await expect(dropModel(catalogue.path, 'a'.repeat(16))).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  await dropModel(catalogue.path, MODEL_KEY);
  expect(existsSync(join(catalogue.path, 'index'))).toBe(false);
  await expect(reader.ofModel(MODEL_KEY)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
  expect((await reader.stats()).products).toBe(products.length);
  expect(await states()).toEqual([[OTHER_MODEL_KEY, 'in-force']]);
  await reader.close();
});

test('an index somebody writes to is not dropped', async () => {
  await put(MODEL_KEY, products);
  const writer = await createIndex(await folderOfModel(catalogue.path, OTHER_MODEL_KEY), OTHER_MODEL_KEY);
  await expect(dropModel(catalogue.path, OTHER_MODEL_KEY)).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  await writer.close();
});

test('a reader starts before there is a catalogue, and tells what cannot be understood', async () => {
  const reader = new CatalogueReader(catalogue.path);
  await expect(reader.stats()).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  await expect(reader.ofModel(MODEL_KEY)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  await put(MODEL_KEY, products);
  expect((await reader.stats()).products).toBe(products.length);
  writeFileSync(join(catalogue.path, 'serving'), '../elsewhere\n');
  await expect(reader.stats()).rejects.toMatchObject({ code: 'INDEX_BROKEN' });
  await reader.close();
  await expect(reader.stats()).rejects.toMatchObject({ code: 'INDEX_MISSING' });
});

test('folders: the first model has the plain one, and what is half made does not count', async () => {
  await expect(folderInForce(catalogue.path)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  mkdirSync(join(catalogue.path, 'index'));
  expect(await folderOfModel(catalogue.path, MODEL_KEY)).toBe(join(catalogue.path, 'index'));
  await put(MODEL_KEY, products);
  expect(await folderOfModel(catalogue.path, MODEL_KEY)).toBe(join(catalogue.path, 'index'));
  expect(await folderOfModel(catalogue.path, OTHER_MODEL_KEY)).toBe(join(catalogue.path, `index-${OTHER_MODEL_KEY}`));
  expect(await folderAnswering(catalogue.path, MODEL_KEY)).toBe(await folderInForce(catalogue.path));
  await expect(openIndex(join(catalogue.path, `index-${OTHER_MODEL_KEY}`), { mode: 'read' })).rejects.toMatchObject({
    code: 'INDEX_MISSING',
  });
});
