/** Packs that were read, and products found in them. */
import type { PictureTable } from '#core/pack-pictures.ts';
import type { OpenPack, PackPlace } from '#core/pack-search.ts';
import { type PlaceTable, placeOf } from '#core/pack-tables.ts';
import type { Product } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import type { KeptPack } from './types.ts';

export interface Opened extends OpenPack {
  readonly kept: KeptPack;
  readonly pictures: PictureTable | null;
  /** Made when a barcode, or what others ask for an item, is first looked up. */
  readonly gtins: () => PlaceTable;
  readonly groups: () => PlaceTable;
}

/** A product of a pack. */
export interface Own {
  readonly from: Opened;
  readonly at: number;
  readonly product: Product;
}

/** The product with this id; null where no pack holds it. @throws PACK_CORRUPT */
export function findProduct(packs: readonly Opened[], id: string): Own | null {
  for (const from of packs) {
    const at = placeOf(from.pack, id);
    if (at !== null) return { from, at, product: from.pack.product(at) };
  }
  return null;
}

/** Where the packs hold the product and other offers of its item. @throws PACK_CORRUPT */
export function offersOf(packs: readonly Opened[], { from, at, product: { group } }: Own): PackPlace[] {
  if (group === null) return [{ pack: packs.indexOf(from), at }];
  return packs.flatMap((each, pack) => (each.groups().get(group) ?? []).map((place) => ({ pack, at: place })));
}

/** As the endpoint lists offers: in the product's own currency, then others, then without a price. */
export function cheapestFirst({ price: own }: Product) {
  const last = ({ product: { price } }: ProductResponse) => (price ? Number(price.currency !== own?.currency) : 2);
  const amount = ({ product: { price } }: ProductResponse) => price?.amount ?? 0;
  return (a: ProductResponse, b: ProductResponse) => last(a) - last(b) || amount(a) - amount(b);
}

/** When the oldest of them was what the shop had. */
export function oldest(packs: readonly Opened[]): number {
  return Math.min(...packs.map(({ kept }) => kept.asOf));
}

/** What is made on first use, and kept. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
