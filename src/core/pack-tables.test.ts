import { expect, test } from 'vitest';
import { catalogueOf, MODEL_KEY } from '#search/testing.ts';
import { encodePack } from './pack-builder.ts';
import { byId, decodePack } from './pack-format.ts';
import { groupTable, gtinTable, placeOf } from './pack-tables.ts';

const KEY = new Uint8Array(8);
const ITEMS = catalogueOf(90)
  .map(({ product, vector }, i) => ({
    product: { ...product, category: 3, gtin: i < 2 ? '04006381333931' : null, group: i % 9 === 0 ? 'item' : null },
    vector,
    key: KEY,
  }))
  .sort((a, b) => byId(a.product.id, b.product.id));
const PACK = decodePack(encodePack({ modelKey: MODEL_KEY, category: 3 }, ITEMS));

test('every product is found by its id, and no other id is', () => {
  expect(ITEMS.map(({ product }) => placeOf(PACK, product.id))).toEqual(ITEMS.map((_, at) => at));
  for (const id of ['', 'nobody', '~']) expect(placeOf(PACK, id)).toBeNull();
});

test('products are found by the number of their barcode and by their item', () => {
  const places = (test: (item: (typeof ITEMS)[number]) => boolean) =>
    ITEMS.flatMap((item, at) => (test(item) ? [at] : []));
  expect(gtinTable(PACK).get('04006381333931')).toEqual(places(({ product }) => product.gtin !== null));
  expect(groupTable(PACK).get('item')).toEqual(places(({ product }) => product.group !== null));
  expect(groupTable(PACK).size).toBe(1);
});
