/** Barcodes looked up in travel packs. */
import type { Pack } from './pack-format.ts';

/** Where in a pack the products of each GTIN are. */
export type GtinTable = ReadonlyMap<string, readonly number[]>;

/** Reads the text of every product once. @throws PACK_CORRUPT */
export function gtinTable(pack: Pack): GtinTable {
  const table = new Map<string, number[]>();
  for (let at = 0; at < pack.count; at++) {
    const { gtin } = pack.product(at);
    if (gtin === null) continue;
    const places = table.get(gtin);
    if (places) places.push(at);
    else table.set(gtin, [at]);
  }
  return table;
}
