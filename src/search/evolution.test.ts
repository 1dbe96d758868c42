/** Indexes made by earlier versions: read as they are, and migrated without a moment in which they cannot be. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeHeader } from './folder.ts';
import { bruteForce, catalogueOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexFilter, ReadableIndex } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { openIndex, watchIndex } from './zvec.ts';
import { indexBeforeGroups } from './zvec-testing.ts';

const query = vectorNear(3, seeded(99));
const sold = (i: number) => (i % 3 === 0 ? 'out_of_stock' : null);
/** As read from an older index nothing is sold out: it could not say so. */
const products = catalogueOf(300);
const versionOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).schemaVersion;

let folder: ReturnType<typeof temporaryFolder>;
let writer: WriterIndex;
beforeEach(async () => {
  folder = temporaryFolder();
  writer = await indexBeforeGroups(folder.path, products);
});
afterEach(async () => {
  await writer.close();
  folder.remove();
});

async function found(index: ReadableIndex, filter: IndexFilter, limit = 10): Promise<string[]> {
  return (await index.search(query, filter, limit)).map(({ document }) => document.product.id);
}

const ofSeller = products.filter(({ product }) => product.seller === 'Seller 2');

async function answersRight(index: ReadableIndex): Promise<void> {
  expect(await index.get(products.slice(0, 5).map(({ product }) => product.id))).toEqual(products.slice(0, 5));
  expect(await found(index, {})).toEqual(bruteForce(products, query, 10));
  expect(await found(index, { sellers: ['Seller 2'], inStock: true })).toEqual(bruteForce(ofSeller, query, 10));
  const near = await index.nearestFacts(query, { sellers: ['Seller 2'] }, 500);
  expect(near).toHaveLength(ofSeller.length);
  expect(await index.verify()).toEqual([]);
}

test('an index without the fields for seller and stock answers as if it had them', async () => {
  expect(versionOf(folder.path)).toBe(1);
  await answersRight(writer);
});

test('migrated, it has them, loses nothing, and a reader sees it as soon as it is done', async () => {
  const reader = await openIndex(folder.path, { mode: 'read' });
  await answersRight(reader);
  const migrating = writer.migrate();
  await answersRight(reader);
  await migrating;
  expect((await reader.stats()).groupsListed).toBe(true);
  await answersRight(reader);
  expect(versionOf(folder.path)).toBe(2);
  const soldOut = products.map((document, i) => ({
    ...document,
    product: { ...document.product, availability: sold(i) },
  }));
  await writer.upsert(soldOut as typeof products);
  const available = products.filter((_, i) => sold(i) === null);
  expect(await found(writer, { inStock: true })).toEqual(bruteForce(available, query, 10));
  await reader.close();
});

test('what has all fields is left as it is', async () => {
  await writer.migrate();
  const before = readFileSync(join(folder.path, 'working'), 'utf8');
  await writer.migrate();
  expect(readFileSync(join(folder.path, 'working'), 'utf8')).toBe(before);
});

test('an index of a later version is refused, not misread', async () => {
  await writeHeader(folder.path, MODEL_KEY, 3);
  await expect(openIndex(folder.path, { mode: 'read' })).rejects.toMatchObject({
    code: 'INDEX_BROKEN',
    details: { schemaVersion: 3 },
  });
  const reader = await watchIndex(folder.path);
  await expect(reader.stats()).rejects.toMatchObject({ code: 'INDEX_BROKEN' });
  await reader.close();
});
