/** Products of a pack found by their id, the number of their barcode, or the item they are an offer of. */
import { byId, type Pack } from './pack-format.ts';
import type { Product } from './product.ts';

/** Where in a pack the products of each GTIN, or of each item, are. */
export type PlaceTable = ReadonlyMap<string, readonly number[]>;

/** By GTIN. Reads the text of every product once. @throws PACK_CORRUPT */
export function gtinTable(pack: Pack): PlaceTable {
  return tableOf(pack, ({ gtin }) => gtin);
}

/** By what tells that offers of several sellers are one item. Reads the text of every product once. @throws PACK_CORRUPT */
export function groupTable(pack: Pack): PlaceTable {
  return tableOf(pack, ({ group }) => group);
}

/** Place of the product with this id; null where the pack does not hold it. @throws PACK_CORRUPT */
export function placeOf(pack: Pack, id: string): number | null {
  let [from, to] = [0, pack.count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (byId(pack.product(middle).id, id) < 0) from = middle + 1;
    else to = middle;
  }
  return from < pack.count && pack.product(from).id === id ? from : null;
}

function tableOf(pack: Pack, keyOf: (product: Product) => string | null): PlaceTable {
  const table = new Map<string, number[]>();
  for (let at = 0; at < pack.count; at++) {
    const key = keyOf(pack.product(at));
    if (key === null) continue;
    const places = table.get(key);
    if (places) places.push(at);
    else table.set(key, [at]);
  }
  return table;
}
