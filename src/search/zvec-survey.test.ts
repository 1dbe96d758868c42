import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { catalogueOf, temporaryFolder } from './testing.ts';
import { createCollection } from './zvec-engine.ts';
import { Shelf } from './zvec-shelf.ts';
import { everything } from './zvec-survey.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('a catalogue too large for one query is listed as completely', () => {
  const collection = createCollection(join(folder.path, 'large'));
  const shelf = new Shelf(collection);
  shelf.put(catalogueOf(300));
  shelf.remove(['商品/7']);
  const listed = (queryMax: number) =>
    everything(collection, { outputFields: ['product', 'category'], includeVector: true }, false, queryMax)
      .map(({ id, fields, vectors }) => ({ id, fields: { ...fields }, vector: Array.from(vectors.vector as number[]) }))
      .sort((a, b) => a.id.localeCompare(b.id));
  expect(listed(100)).toHaveLength(299);
  expect(listed(100)).toEqual(listed(1000));
  shelf.put(catalogueOf(10)); // and goes on being written to
  expect(listed(100)).toHaveLength(300);
  shelf.close();
});
