import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cosine } from '#core/vector.ts';
import {
  bruteForce,
  catalogueOf,
  documentOf,
  MODEL_KEY,
  OTHER_MODEL_KEY,
  seeded,
  temporaryFolder,
  vectorNear,
} from './testing.ts';
import type { IndexDocument, IndexFilter, IndexHit, ReadableIndex } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { createIndex, openIndex } from './zvec.ts';

const products = catalogueOf(600);
const query = vectorNear(3, seeded(99));
const idsOf = (hits: readonly IndexHit[]) => hits.map((hit) => hit.document.product.id);
async function allIds(from: ReadableIndex): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of from.ids()) ids.push(id);
  return ids;
}

let folder: ReturnType<typeof temporaryFolder>;
let index: WriterIndex;

async function startEmpty() {
  folder = temporaryFolder();
  index = await createIndex(folder.path, MODEL_KEY);
}
async function end() {
  await index.close();
  folder.remove();
}

describe('what was put in', () => {
  beforeAll(async () => {
    await startEmpty();
    await index.upsert(products);
  }, 60_000);
  afterAll(end);

  test('comes back nearest first, exactly, with its cosine similarity', async () => {
    for (const cluster of [0, 7, 31]) {
      const vector = vectorNear(cluster, seeded(cluster));
      const hits = await index.search(vector, {}, 10);
      expect(idsOf(hits)).toEqual(bruteForce(products, vector, 10));
      for (const { document, similarity } of hits) expect(similarity).toBeCloseTo(cosine(vector, document.vector), 10);
    }
  });

  test('is found by id, in the order asked, as it was put in', async () => {
    const found = await index.get(['商品/5', 'nobody', '商品/2']);
    expect(found).toEqual([products[5], products[2]]);
  });

  test('is listed with its content hash', async () => {
    expect(await index.contentHashes(['商品/1', 'nobody'])).toEqual(new Map([['商品/1', 'hash-1']]));
    expect((await allIds(index)).sort()).toEqual(products.map(({ product }) => product.id).sort());
  });

  test.each<[string, IndexFilter]>([
    ['one category', { categories: [4] }],
    ['two categories', { categories: [0, 88888888] }],
    ['a price range', { minPrice: 20_000, maxPrice: 30_000 }],
    ['a range of one price', { minPrice: 8019, maxPrice: 8019 }],
    ['everything together', { categories: [1, 2, 3], minPrice: 1000, maxPrice: 50_000 }],
    ['nothing left', { categories: [4], maxPrice: 1 }],
  ])('is filtered by %s', async (_, filter) => {
    const { categories, minPrice = 0, maxPrice = Number.MAX_SAFE_INTEGER } = filter;
    const passing = products.filter(({ product: { category, price } }) => {
      return (
        (categories?.includes(category) ?? true) &&
        (price?.amount ?? -1) >= minPrice &&
        (price?.amount ?? Infinity) <= maxPrice
      );
    });
    expect(idsOf(await index.search(query, filter, 20))).toEqual(bruteForce(passing, query, 20));
  });

  test('is filtered by what the shop says of it, and found by its GTIN', async () => {
    const random = seeded(12);
    const said: [string, Parameters<typeof documentOf>[2]][] = [
      ['no price', { price: null, seller: 'Nobody else' }],
      ['sold out', { availability: 'out_of_stock', seller: "it's mine" }],
      ['in stock', { availability: 'in_stock', gtin: '04006381333931' }],
      ['same item', { gtin: '04006381333931', seller: "it's mine" }],
    ];
    const more = said.map(([id, changes], i) => documentOf(i, vectorNear(3, random), { ...changes, id }));
    await index.upsert(more);
    const found = async (filter: IndexFilter) => idsOf(await index.search(query, filter, 500));
    expect(await found({ sellers: ["it's mine", 'Nobody else'] })).toHaveLength(3);
    expect(await found({ minPrice: 0 })).not.toContain('no price');
    expect(await found({ maxPrice: 100_000 })).not.toContain('no price');
    expect(await found({ sellers: ["it's mine"], inStock: true })).toEqual(['same item']);
    const sameItem = await index.withGtins(['04006381333931', '00000000000000', "') or (1 = 1"]);
    expect(sameItem.map(({ product }) => product.id).sort()).toEqual(['in stock', 'same item']);
    expect(await index.withGtins([])).toEqual([]);
    expect(await index.verify()).toEqual([]);
    await index.delete(more.map(({ product }) => product.id));
  });

  test.each<[string, IndexFilter]>([
    ['minPrice', { minPrice: Number.NaN }],
    ['maxPrice', { maxPrice: -1 }],
    ['category', { categories: ['1) or (1 = 1' as unknown as number] }],
  ])('refuses a filter whose %s is no whole number', async (parameter, filter) => {
    await expect(index.search(query, filter, 5)).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      details: { parameter },
    });
  });

  test('is counted by category and found sound', async () => {
    const { products: total, categories, structure } = await index.stats();
    expect({ total, structure }).toEqual({ total: 600, structure: 'exact' });
    expect(categories[0]).toEqual({ category: 0, count: 43 });
    expect(categories.reduce((sum, { count }) => sum + count, 0)).toBe(600);
    expect(await index.verify()).toEqual([]);
  });

  test('is there after closing, opening and optimising', async () => {
    await index.optimise();
    await index.close();
    index = await openIndex(folder.path, { mode: 'write', modelKey: MODEL_KEY });
    expect(idsOf(await index.search(query, {}, 10))).toEqual(bruteForce(products, query, 10));
  });
});

describe('what was changed', () => {
  beforeAll(async () => {
    await startEmpty();
    await index.upsert(products);
  }, 60_000);
  afterAll(end);

  test('is overwritten by id: old fields and vector are gone', async () => {
    const moved = documentOf(3, query, { category: 22, price: { amount: 5, currency: 'CNY' } });
    await index.upsert([moved]);
    expect((await index.search(query, {}, 1))[0]).toEqual({ document: moved, similarity: 1 });
    expect(await index.search(query, { categories: [22], maxPrice: 5 }, 10)).toHaveLength(1);
    expect((await index.stats()).products).toBe(600);
  });

  test('is gone once deleted, and can be put in again', async () => {
    const query = vectorNear(9, seeded(9));
    const [nearest] = idsOf(await index.search(query, {}, 1)) as [string];
    expect(await index.delete([nearest, nearest, 'nobody'])).toBe(1);
    expect(idsOf(await index.search(query, {}, 500))).not.toContain(nearest);
    expect(await index.get([nearest])).toEqual([]);
    expect(await allIds(index)).not.toContain(nearest);
    await index.upsert(products.filter(({ product }) => product.id === nearest));
    expect(idsOf(await index.search(query, {}, 1))).toEqual([nearest]);
  });
});

describe('what was changed, then optimised', () => {
  const kept = new Map(products.map((document) => [document.product.id, document]));
  const ids = [...kept.keys()];
  beforeAll(async () => {
    await startEmpty();
    await index.upsert(products);
  }, 60_000);
  afterAll(end);

  /** Overwrites some products with other vectors and deletes others: zvec keeps the rows before. */
  async function change(from: number) {
    const random = seeded(from);
    const changed = ids.slice(from, from + 20).map((_, i) => documentOf(from + i, vectorNear(i, random)));
    for (const document of changed) kept.set(document.product.id, document);
    await index.upsert(changed);
    const gone = ids.slice(from + 20, from + 30);
    for (const id of gone) kept.delete(id);
    await index.delete(gone);
  }

  test('keeps its own vector, each time, for the writer and for readers', async () => {
    for (const from of [10, 400]) {
      await change(from);
      await index.optimise();
      const reader = await openIndex(folder.path, { mode: 'read' });
      for (const opened of [index, reader]) {
        expect(await opened.get(ids)).toEqual(ids.flatMap((id) => kept.get(id) ?? []));
        expect(idsOf(await opened.search(query, {}, 10))).toEqual(bruteForce([...kept.values()], query, 10));
        expect(await opened.verify()).toEqual([]);
      }
      await reader.close();
    }
  }, 120_000);

  test('lies in one collection, and is there for the next writer; another one is refused meanwhile', async () => {
    const works = () => readdirSync(folder.path).filter((name) => name.startsWith('work') && name !== 'working');
    expect(works()).toHaveLength(1);
    await expect(openIndex(folder.path, { mode: 'write' })).rejects.toMatchObject({ code: 'INDEX_BUSY' });
    await index.close();
    mkdirSync(join(folder.path, 'work-killed')); // what a writer killed while optimising leaves
    index = await openIndex(folder.path, { mode: 'write' });
    expect(works()).toHaveLength(1);
    expect((await index.stats()).products).toBe(kept.size);
  });

  test('is nothing when everything was deleted', async () => {
    await index.delete(ids);
    await index.optimise();
    expect(await allIds(index)).toEqual([]);
    await index.upsert(products.slice(0, 5));
    expect(idsOf(await index.search(query, {}, 5)).sort()).toEqual(ids.slice(0, 5).sort());
  });
});

describe('what is refused', () => {
  beforeEach(startEmpty, 60_000);
  afterEach(end);
  const sound = documentOf(1, query);
  test('a document that is not sound, and the whole call with it', async () => {
    const cases: [string, IndexDocument][] = [
      ['VECTOR_TYPE', { ...sound, vector: new Int8Array(64) }],
      ['VECTOR_ZERO', { ...sound, vector: new Int8Array(128) }],
      ['CATEGORY_UNKNOWN', documentOf(1, query, { category: 77 })],
      ['FEED_LINE', documentOf(1, query, { price: { amount: 1.5, currency: 'CNY' } })],
      ['FEED_LINE', documentOf(1, query, { id: '' })],
    ];
    for (const [code, document] of cases) {
      await expect(index.upsert([sound, document]), code).rejects.toMatchObject({ code });
    }
    expect((await index.stats()).products).toBe(0);
  });

  test('an index that is not there', async () => {
    for (const mode of ['read', 'write'] as const) {
      const opening = mode === 'read' ? openIndex('/nowhere', { mode }) : openIndex('/nowhere', { mode });
      await expect(opening).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    }
  });

  test('another model', async () => {
    await index.close();
    const wrong = { code: 'MODEL_MISMATCH', details: { index: MODEL_KEY, vector: OTHER_MODEL_KEY } };
    await expect(openIndex(folder.path, { mode: 'read', modelKey: OTHER_MODEL_KEY })).rejects.toMatchObject(wrong);
    await expect(createIndex(folder.path, OTHER_MODEL_KEY)).rejects.toMatchObject(wrong);
  });

  test('a damaged header and damaged files', async () => {
    await index.close();
    const header = join(folder.path, 'index.json');
    writeFileSync(header, '{"schemaVersion":99}');
    await expect(openIndex(folder.path, { mode: 'read' })).rejects.toMatchObject({ code: 'INDEX_BROKEN' });
    writeFileSync(header, JSON.stringify({ schemaVersion: 1, modelKey: MODEL_KEY }));
    rmSync(join(folder.path, 'work', 'manifest.0'), { force: true });
    rmSync(join(folder.path, 'work', 'idmap.0'), { recursive: true });
    await expect(openIndex(folder.path, { mode: 'write' })).rejects.toMatchObject({ code: 'INDEX_BROKEN' });
  });
});
