import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import type { VectorIndex } from '#search/vector-index.ts';
import { createIndex } from '#search/zvec.ts';
import { textLikeness } from './alike.ts';
import { groupAlike } from './group-alike.ts';

describe('titles', () => {
  test.each([
    ['Aria slim red t-shirt', 'T-Shirt Aria, slim — RED', 1],
    ['白色圆领T恤', '白色圆领T恤', 1],
    ['', 'x', 0],
    ['', '', 0],
  ])('%s and %s', (a, b, likeness) => expect(textLikeness(a, b)).toBeCloseTo(likeness, 5));

  test('are more alike the more they share, whatever the order', () => {
    const title = 'Linden relaxed blue shirt';
    expect(textLikeness(title, 'new blue shirt Linden relaxed sale')).toBeGreaterThan(0.6);
    expect(textLikeness(title, 'Sable striped red pants')).toBeLessThan(0.3);
  });
});

describe('products', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let index: VectorIndex;
  beforeEach(async () => {
    folder = temporaryFolder();
    index = await createIndex(folder.path, MODEL_KEY);
  }, 120_000);
  afterEach(async () => {
    await index.close();
    folder.remove();
  });

  const near = (cluster: number) => vectorNear(cluster, seeded(5), 0.01);
  const titled = (i: number, cluster: number, en: string, group: string | null = null) =>
    documentOf(i, near(cluster), { category: 0, title: { zh: en, en }, group });
  const groups = async () =>
    (await index.get([1, 2, 3, 4, 5, 6].map((i) => `商品/${i}`))).map(({ product }) => product.group);

  test('that look and read the same are one item; one of the two is not enough', async () => {
    const documents = [
      titled(1, 1, 'Aria slim red shirt'),
      titled(2, 1, 'red shirt Aria slim, sale'),
      titled(3, 1, 'Quill oversized green dress'), // looks the same
      titled(4, 2, 'Aria slim red shirt'), // reads the same
      titled(5, 3, 'Kestrel ribbed top', 'key'),
      titled(6, 3, 'Kestrel ribbed top'),
    ];
    await index.upsert(documents);
    expect(
      await groupAlike(
        index,
        documents.map(({ product }) => product.id),
      ),
    ).toBe(2);
    expect(await groups()).toEqual(['alike:商品/1', 'alike:商品/1', null, null, 'key', 'key']);
    expect(await groupAlike(index, ['商品/1', '商品/3'])).toBe(0);
  }, 120_000);
});
