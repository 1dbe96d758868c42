/** Products of a group, in an index that has a field for it and in one made before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bruteForce, catalogueOf, documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexDocument } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { createIndex, openIndex } from './zvec.ts';
import { indexBeforeGroups } from './zvec-testing.ts';

const random = seeded(8);
const query = vectorNear(3, seeded(99));
/** Names that a filter could stumble over, and ones that contain each other. */
const GROUPS = [
  'g1',
  'g10',
  '组/1',
  '组/2',
  "it's",
  'quo"te',
  'back\\slash',
  'per%cent',
  'under_score',
  "') or (1 = 1",
];
const offers = GROUPS.flatMap((group, g) =>
  [0, 1, 2].map((n) => {
    const price = { amount: 1000 * (n + 1), currency: 'CNY' };
    return documentOf(1000 + 10 * g + n, vectorNear(g * 3 + n, random), { group, price, category: n });
  }),
);
const products = [...catalogueOf(200), ...offers];
const sorted = (documents: readonly IndexDocument[]) => documents.map(({ product }) => product.id).sort();
const membersOf = (...groups: string[]) =>
  sorted(offers.filter(({ product }) => groups.includes(product.group as string)));

const KINDS: [string, (folder: string) => Promise<WriterIndex>, boolean][] = [
  [
    'with the field',
    async (folder) => {
      const index = await createIndex(folder, MODEL_KEY);
      await index.upsert(products);
      return index;
    },
    true,
  ],
  ['made before', (folder) => indexBeforeGroups(folder, products), false],
];

describe.each(KINDS)('an index %s', (_, make, groupsListed) => {
  const folder = temporaryFolder();
  let index: WriterIndex;
  beforeAll(async () => {
    index = await make(folder.path);
  }, 60_000);
  afterAll(async () => {
    await index.close();
    folder.remove();
  });

  test('finds each group, whatever its name, and nothing else', async () => {
    for (const group of GROUPS) expect(sorted(await index.inGroups([group], {})), group).toEqual(membersOf(group));
    expect(sorted(await index.inGroups(['g1', '组/2', 'g1'], {}))).toEqual(membersOf('g1', '组/2'));
    expect(await index.inGroups([], {})).toEqual([]);
    expect(await index.inGroups(['nobody', '', '%', 'g', '组'], {})).toEqual([]);
  });

  test('gives whole documents, and only those that pass', async () => {
    const [only, ...more] = await index.inGroups(['g1', 'g10'], { categories: [1], minPrice: 2000, maxPrice: 2000 });
    expect(only).toEqual(offers.find(({ product }) => product.id === only?.product.id));
    expect(more).toHaveLength(1);
  });

  test('is sound, searched as ever, and read by readers', async () => {
    expect(await index.verify()).toEqual([]);
    expect((await index.stats()).groupsListed).toBe(groupsListed);
    const ids = (await index.search(query, {}, 20)).map((hit) => hit.document.product.id);
    expect(ids).toEqual(bruteForce(products, query, 20));
    await index.optimise();
    expect((await index.stats()).groupsListed, 'optimise makes the field').toBe(true);
    expect(await index.verify()).toEqual([]);
    const reader = await openIndex(folder.path, { mode: 'read' });
    expect(sorted(await reader.inGroups(['组/1'], {}))).toEqual(membersOf('组/1'));
    await reader.close();
  });

  test('follows a product into another group and out of all', async () => {
    const [first, second, third] = offers.filter(({ product }) => product.group === 'g1') as IndexDocument[];
    const into = (document: IndexDocument | undefined, group: string | null) =>
      ({ ...document, product: { ...document?.product, group } }) as IndexDocument;
    await index.upsert([into(first, 'g10'), into(second, null)]);
    expect(sorted(await index.inGroups(['g1'], {}))).toEqual([third?.product.id]);
    expect(sorted(await index.inGroups(['g10'], {}))).toEqual([...membersOf('g10'), first?.product.id].sort());
    await index.delete([third?.product.id as string]);
    expect(await index.inGroups(['g1'], {})).toEqual([]);
  });
});
