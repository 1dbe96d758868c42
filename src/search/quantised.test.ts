/** Large catalogues: the coarse-quantised structure. One index for the whole file, because it takes seconds to build. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cosine } from '#core/vector.ts';
import { countedMax, EXACT_BELOW, listsFor, probesFor, structureFor } from './structure.ts';
import { bruteForce, catalogueOf, documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexFilter } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { createIndex } from './zvec.ts';
import { createCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';

// a busy machine builds slowly; no test here asserts a time
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CLUSTERS = 150;
const products = catalogueOf(12_000, CLUSTERS);
const random = seeded(7);
const queries = Array.from({ length: 60 }, (_, i) => vectorNear(i * 2, random));

let folder: ReturnType<typeof temporaryFolder>;
let index: WriterIndex;

beforeAll(async () => {
  folder = temporaryFolder();
  index = await createIndex(folder.path, MODEL_KEY);
  await index.upsert(products);
  await index.optimise();
});
afterAll(async () => {
  await index.close();
  folder.remove();
});

function bruteForceSimilarities(documents: typeof products, query: Int8Array, limit: number): number[] {
  return documents
    .map(({ vector }) => cosine(query, vector))
    .sort((a, b) => b - a)
    .slice(0, limit);
}

type Searches = Pick<WriterIndex, 'search'>;

async function recallAt10(filter: IndexFilter, passing = products, from: Searches = index): Promise<number> {
  let found = 0;
  let wanted = 0;
  for (const query of queries) {
    const truth = bruteForce(passing, query, 10);
    const hits = new Set((await from.search(query, filter, 10)).map((hit) => hit.document.product.id));
    found += truth.filter((id) => hits.has(id)).length;
    wanted += truth.length;
  }
  return found / wanted;
}

test('the structure is quantised', async () => {
  expect((await index.stats()).structure).toMatch(/^ivf(-rabitq)?\/128$/);
});

test('the stored components are the ones put in', async () => {
  const some = products.slice(100, 200);
  expect(await index.get(some.map(({ product }) => product.id))).toEqual(some);
});

test('at least 95 of 100 nearest are found', async () => {
  expect(await recallAt10({})).toBeGreaterThanOrEqual(0.95);
});

test('filters narrow and wide lose nothing', async () => {
  const narrow = products.filter(
    ({ product: { category, price } }) => category === 4 && (price?.amount ?? Infinity) <= 3000,
  );
  expect(narrow.length).toBeGreaterThan(10);
  expect(await recallAt10({ categories: [4], maxPrice: 3000 }, narrow)).toBeGreaterThanOrEqual(0.95);
  const wide = products.filter(({ product: { category } }) => category === 4 || category === 0);
  expect(await recallAt10({ categories: [4, 0] }, wide)).toBeGreaterThanOrEqual(0.95);
});

test('a filter that leaves three products gives those three', async () => {
  const three = products.slice(0, 3).map(({ product }, i) =>
    documentOf(20_000 + i, vectorNear(i * 40, random), {
      ...product,
      id: `rare-${i}`,
      category: 21,
      price: { amount: 7, currency: 'CNY' },
    }),
  );
  await index.upsert(three);
  expect(await index.search(queries[0] as Int8Array, { categories: [21], maxPrice: 7 }, 10)).toHaveLength(3);
});

test('a narrow filter asked for again is answered exactly, and with what was written since', async () => {
  const filter = { categories: [20], maxPrice: 2000 };
  const passing = products.filter(
    ({ product: { category, price } }) => category === 20 && (price?.amount ?? Infinity) <= 2000,
  );
  expect(passing.length).toBeGreaterThan(10);
  await index.search(queries[0] as Int8Array, filter, 10);
  expect(await recallAt10(filter, passing)).toBe(1);
  const [query = new Int8Array()] = queries;
  const first = await index.search(query, filter, 5);
  expect(first.map(({ similarity }) => similarity)).toEqual(bruteForceSimilarities(passing, query, 5));
  expect((await index.nearestFacts(query, filter, 5)).map(({ id }) => id)).toEqual(bruteForce(passing, query, 5));
  const fresh = documentOf(40_000, query, { category: 20, price: { amount: 2000, currency: 'CNY' } });
  await index.upsert([fresh]);
  for (const _ of [1, 2, 3]) expect((await index.search(query, filter, 1))[0]?.document).toEqual(fresh);
  await index.delete([fresh.product.id]);
  for (const _ of [1, 2, 3])
    expect((await index.search(query, filter, 5)).map(({ document }) => document)).toEqual(
      first.map(({ document }) => document),
    );
});

test('fresh products are found before the next optimise, deleted ones are not', async () => {
  const fresh = documentOf(30_000, queries[1] as Int8Array);
  await index.upsert([fresh]);
  expect((await index.search(fresh.vector, {}, 1))[0]?.document).toEqual(fresh);
  await index.delete([fresh.product.id]);
  const hits = await index.search(fresh.vector, {}, 500);
  expect(hits).toHaveLength(500);
  expect(hits.map((hit) => hit.document.product.id)).not.toContain(fresh.product.id);
});

test('changed and optimised, every product keeps its own vector and is found', async () => {
  const kept = new Map(products.map((document) => [document.product.id, document]));
  /** Overwrites some with other vectors, deletes the hundred after them. */
  const change = async (from: number, to: number) => {
    const changed = products
      .slice(from, to)
      .map(({ product }, i) => documentOf(i, vectorNear((i * 7) % CLUSTERS, random), product));
    for (const document of changed) kept.set(document.product.id, document);
    const gone = products.slice(to, to + 100).map(({ product }) => product.id);
    for (const id of gone) kept.delete(id);
    await index.upsert(changed);
    await index.delete(gone);
    await index.optimise();
  };
  const works = () => readdirSync(folder.path).filter((name) => /^work(-|$)/.test(name));
  const before = works();
  await change(0, 300);
  expect(works(), 'little changed: nothing is copied').toEqual(before);
  const check = async () => {
    const now = [...kept.values()];
    const some = now.filter((_, i) => i % 20 === 0);
    expect(await index.get(some.map(({ product }) => product.id))).toEqual(some);
    expect((await index.stats()).structure).toMatch(/^ivf/);
    expect(await recallAt10({}, now)).toBeGreaterThanOrEqual(0.95);
  };
  await check();
  await change(500, 11_500);
  expect(works()).not.toEqual(before);
  await check();
});

test('where RaBitQ cannot run, plain IVF finds as much', async () => {
  const shelf = new Shelf(createCollection(join(folder.path, 'plain')));
  shelf.put(products);
  await shelf.build(false);
  expect(shelf.stats().structure).toBe('ivf/128');
  expect(await recallAt10({}, products, shelf)).toBeGreaterThanOrEqual(0.95);
  const narrow = products.filter(
    ({ product: { category, price } }) => category === 4 && (price?.amount ?? Infinity) <= 3000,
  );
  expect(await recallAt10({ categories: [4], maxPrice: 3000 }, narrow, shelf)).toBeGreaterThanOrEqual(0.95);
  shelf.close();
});

test('the arithmetic of structures', () => {
  expect(structureFor(EXACT_BELOW - 1, true)).toEqual({ kind: 'exact' });
  expect(structureFor(EXACT_BELOW, false)).toEqual({ kind: 'ivf', lists: 128 });
  expect(listsFor(1_000_000)).toBe(1024);
  expect(probesFor(1024, 1_000_000, 10)).toBe(24);
  expect(probesFor(128, 12_000, 500)).toBe(128);
  expect(probesFor(1024, 100_000, 10, 2000), 'a wide filter').toBe(128);
  expect(probesFor(1024, 1_000_000, 10, 4000), 'at least so many pass').toBe(320);
  expect(probesFor(1024, 1_000_000, 10, 1000), 'one product in a thousand').toBe(1024);
  expect(probesFor(1024, 1_000_000, 10, 0)).toBe(1024);
  expect([20_000, 200_000, 1_000_000].map((products) => countedMax(products, false))).toEqual([500, 2000, 4000]);
  expect([20_000, 200_000, 1_000_000].map((products) => countedMax(products, true))).toEqual([500, 2000, 10_000]);
});
