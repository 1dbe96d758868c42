/** Deletions that readers know of before the next snapshot is published. */
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bruteForce, catalogueOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import { bury, TOMBSTONES_MAX, Tombstones } from './tombstones.ts';
import type { IndexDocument, IndexHit } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { createIndex, openIndex } from './zvec.ts';

vi.setConfig({ testTimeout: 120_000 });

const query = vectorNear(3, seeded(99));
const idsOf = (hits: readonly IndexHit[]) => hits.map((hit) => hit.document.product.id);
const idOf = ({ product }: IndexDocument) => product.id;

let folder: ReturnType<typeof temporaryFolder>;
let writer: WriterIndex;
beforeEach(async () => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** An index whose products readers see. */
async function filled(documents: readonly IndexDocument[]) {
  writer = await createIndex(folder.path, MODEL_KEY);
  await writer.upsert(documents);
  await writer.publish();
  return openIndex(folder.path, { mode: 'read' });
}
const snapshots = () => readdirSync(join(folder.path, 'snapshots')).filter((name) => !name.includes('.'));

test('ids are read as the file grows, whole lines only', async () => {
  const path = join(folder.path, 'x.deleted');
  const tombstones = new Tombstones(path);
  expect(tombstones.ids().size).toBe(0);
  await bury(path, ['a', '商品/1', 'with\nnewline "and quotes"']);
  expect([...tombstones.ids()]).toEqual(['a', '商品/1', 'with\nnewline "and quotes"']);
  appendFileSync(path, '"half');
  expect(tombstones.ids().size).toBe(3);
  appendFileSync(path, ' written"\n');
  expect(tombstones.ids().has('half written')).toBe(true);
});

test('whatever a reader is asked, it answers without what was deleted, and no snapshot is made for it', async () => {
  const documents = catalogueOf(120);
  documents.forEach((document, i) => {
    Object.assign(document.product, { group: `group ${i % 3}`, gtin: '04006381333931' });
  });
  const reader = await filled(documents);
  const before = { snapshots: snapshots(), generation: await reader.generation(), stats: await reader.stats() };
  const deleted = bruteForce(documents, query, 7).filter((_, place) => place !== 3);
  expect(await writer.delete(deleted)).toBe(6);
  const left = documents.filter((document) => !deleted.includes(idOf(document)));

  expect(idsOf(await reader.search(query, {}, 10))).toEqual(bruteForce(left, query, 10));
  expect((await reader.nearestFacts(query, {}, 10)).map(({ id }) => id)).toEqual(bruteForce(left, query, 10));
  const found = (await reader.search(query, {}, 10)).map(({ similarity }) => similarity);
  expect(await reader.searchExactly(query, 10)).toEqual(found.map((each) => expect.closeTo(each, 10)));
  expect(await reader.countNear(query, {}, 500)).toBe(114);
  expect((await reader.get(documents.map(idOf))).map(idOf)).toEqual(left.map(idOf));
  expect((await reader.inGroups(['group 0', 'group 1', 'group 2'], {})).map(idOf).sort()).toEqual(
    left.map(idOf).sort(),
  );
  expect((await reader.withGtins(['04006381333931'])).length).toBe(114);
  expect((await reader.contentHashes(documents.map(idOf))).size).toBe(114);
  const ids: string[] = [];
  for await (const id of reader.ids()) ids.push(id);
  expect(ids.sort()).toEqual(left.map(idOf).sort());
  expect(await reader.verify()).toEqual([]);
  expect(await reader.generation()).not.toBe(before.generation);
  const stats = await reader.stats();
  expect(snapshots()).toEqual(before.snapshots);

  await writer.publish();
  expect(await reader.stats()).toEqual(stats);
  expect(stats.products).toBe(before.stats.products - 6);
  expect(idsOf(await reader.search(query, {}, 10))).toEqual(bruteForce(left, query, 10));
  await reader.close();
  await writer.close();
});

test('a product that is put in again comes back with the next snapshot', async () => {
  const documents = catalogueOf(20);
  const [first] = documents as [IndexDocument];
  const reader = await filled(documents);
  await writer.delete([idOf(first)]);
  await writer.upsert([first]);
  await writer.publish();
  expect(await reader.get([idOf(first)])).toEqual([first]);
  await reader.close();
  await writer.close();
});

test('many at once are published, so that no reader has to leave out more than so many', async () => {
  const documents = catalogueOf(TOMBSTONES_MAX + 40);
  const reader = await filled(documents);
  const before = snapshots();
  await writer.delete(documents.slice(0, TOMBSTONES_MAX).map(idOf));
  expect(snapshots()).toEqual(before);
  await writer.delete([idOf(documents[TOMBSTONES_MAX] as IndexDocument)]);
  expect(snapshots()).not.toEqual(before);
  expect((await reader.stats()).products).toBe(39);
  await reader.close();
  await writer.close();
});

test('after the writer is gone, what it deleted stays deleted, and what it put in again stays in', async () => {
  const documents = catalogueOf(20);
  const [first, second] = documents as [IndexDocument, IndexDocument];
  const reader = await filled(documents);
  await writer.delete([idOf(first), idOf(second)]);
  await writer.upsert([second]);
  expect(await reader.get([idOf(first)])).toEqual([]);
  await writer.close();
  const next = await openIndex(folder.path, { mode: 'write' });
  expect((await next.get([idOf(first), idOf(second)])).map(idOf)).toEqual([idOf(second)]);
  await next.close();
  await reader.close();
});
