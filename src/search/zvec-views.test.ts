/** Products with several pictures: found by each, listed once, deleted whole. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cosine } from '#core/vector.ts';
import { catalogueOf, documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexDocument, IndexHit, VectorIndex } from './vector-index.ts';
import { createIndex, openIndex } from './zvec.ts';
import { indexBeforeGroups } from './zvec-testing.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // a busy machine copies slowly; nothing asserts a time

const random = seeded(3);
/** A product whose pictures lie near these clusters: the main one first. */
function shown(i: number, ...clusters: number[]): IndexDocument {
  const [main = 0, ...others] = clusters;
  const views = others.map((cluster, n) => ({ vector: vectorNear(cluster, random), picture: `${i}-${n + 2}.webp` }));
  const document = documentOf(i, vectorNear(main, random), { category: 1, pictures: clusters.length });
  return views.length > 0 ? { ...document, views } : document;
}
const idsOf = (hits: readonly IndexHit[]) => hits.map(({ document }) => document.product.id);
const at = (cluster: number) => vectorNear(cluster, seeded(77), 0.1);

let folder: ReturnType<typeof temporaryFolder>;
let index: VectorIndex;
beforeEach(async () => {
  folder = temporaryFolder();
  index = await createIndex(folder.path, MODEL_KEY);
});
afterEach(async () => {
  await index.close();
  folder.remove();
});

/** As the writer and a reader that opens now see it. */
async function both(look: (index: Pick<VectorIndex, 'search' | 'get' | 'stats' | 'verify'>) => Promise<void>) {
  await look(index);
  await index.close();
  const reader = await openIndex(folder.path, { mode: 'read' });
  await look(reader);
  await reader.close();
  index = await openIndex(folder.path, { mode: 'write' });
}

describe('a product with several pictures', () => {
  const one = shown(1, 10, 20, 30);
  const two = shown(2, 20);
  const three = shown(3, 40, 41);

  test('is found by each of them, once, and keeps them', async () => {
    await index.upsert([one, two, three]);
    await both(async (seen) => {
      for (const [cluster, view] of [
        [10, undefined],
        [20, 1],
        [30, 2],
      ] as const) {
        const hits = await seen.search(at(cluster), {}, 3);
        expect(idsOf(hits).sort()).toEqual(['商品/1', '商品/2', '商品/3']);
        const hit = hits.find(({ document }) => document.product.id === '商品/1');
        expect(hit?.view).toBe(view);
        const vector = view === undefined ? one.vector : (one.views?.[view - 1]?.vector as Int8Array);
        expect(hit?.similarity).toBe(cosine(at(cluster), vector));
        expect(hit?.document).toEqual({ ...one, views: undefined });
      }
      expect(await seen.get(['商品/3', '商品/1'])).toEqual([three, one]);
      expect(await seen.stats()).toMatchObject({ products: 3, categories: [{ category: 1, count: 3 }] });
      expect(await seen.verify()).toEqual([]);
    });
    const near = await index.nearestFacts(at(20), {}, 10);
    expect(near.map(({ category }) => category)).toEqual([1, 1, 1]);
    expect(new Set(near.map(({ id }) => id)).size).toBe(3);
    expect(await index.search(at(20), { categories: [2] }, 3)).toEqual([]);
  });

  test('may lose some and get others; nothing is found by a picture that went', async () => {
    await index.upsert([one, two, three]);
    const fewer: IndexDocument = { ...one, views: one.views?.slice(0, 1) ?? [] };
    await index.upsert([fewer, { ...three, views: [] }]);
    await both(async (seen) => {
      expect(await seen.get(['商品/1', '商品/3'])).toEqual([fewer, { ...three, views: undefined }]);
      expect((await seen.search(at(30), {}, 3)).every(({ view }) => view !== 2)).toBe(true);
      expect(await seen.verify()).toEqual([]);
    });
    await index.upsert([one]);
    expect((await index.search(at(30), {}, 1))[0]).toMatchObject({ document: { product: { id: '商品/1' } }, view: 2 });
  });

  test('goes with all of them', async () => {
    await index.upsert([one, two, three]);
    expect(await index.delete(['商品/1', '商品/9'])).toBe(1);
    await both(async (seen) => {
      for (const cluster of [10, 20, 30]) expect(idsOf(await seen.search(at(cluster), {}, 9))).not.toContain('商品/1');
      expect((await seen.stats()).products).toBe(2);
    });
    await index.upsert([shown(1, 50)]);
    expect((await index.search(at(30), {}, 9)).find(({ view }) => view !== undefined)?.document.product.id).toBe(
      '商品/3',
    );
  });

  test('survives being copied into a new collection', async () => {
    await index.upsert([one, two, three, ...catalogueOf(50)].slice(0, 3));
    await index.upsert([two]);
    await index.optimise();
    await both(async (seen) => {
      expect(await seen.get(['商品/1', '商品/2', '商品/3'])).toEqual([one, two, three]);
      expect(await seen.verify()).toEqual([]);
    });
  });
});

test('many pictures of few products fill an answer all the same', async () => {
  const crowd = Array.from({ length: 40 }, (_, i) => shown(i, ...Array(10).fill(5)));
  const others = Array.from({ length: 30 }, (_, i) => shown(100 + i, 6));
  await index.upsert([...crowd, ...others]);
  const hits = await index.search(at(5), {}, 60);
  expect(new Set(idsOf(hits)).size).toBe(60);
  const truth = [...crowd, ...others].map(({ vector, views = [], product }) => ({
    id: product.id,
    best: Math.max(...[vector, ...views.map((view) => view.vector)].map((each) => cosine(at(5), each))),
  }));
  truth.sort((a, b) => b.best - a.best);
  expect(idsOf(hits)).toEqual(truth.slice(0, 60).map(({ id }) => id));
});

test('an index made before products had several pictures takes them', async () => {
  const before = temporaryFolder();
  const old = await indexBeforeGroups(before.path, [documentOf(1, at(1)), documentOf(2, at(2))]);
  const several = shown(2, 3, 4);
  await old.upsert([several]);
  expect(await old.get(['商品/2'])).toEqual([several]);
  expect((await old.search(at(4), {}, 1))[0]).toMatchObject({ view: 1 });
  expect((await old.stats()).products).toBe(2);
  await old.close();
  before.remove();
});
