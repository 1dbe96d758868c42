/** Barcodes looked up in the shop, and in the travel packs when it cannot be reached. */
import type { ProductResponse } from '#core/search-protocol.ts';
import { type AskedPacks, orInPacks } from './or-in-packs.ts';
import type { PackOrigin, PackWorker } from './packs/types.ts';
import type { Products } from './products-client.ts';

/** Products that were asked for, from the shop or from a travel pack. */
export interface ProductsAnswer {
  /** Cheapest first. */
  readonly products: readonly ProductResponse[];
  /** The travel pack that answered in the shop's stead; null when the shop did. */
  readonly pack: PackOrigin | null;
}

/** Throws what `Products.withGtins` does. */
export type GtinLookup = (gtins: readonly string[], signal: AbortSignal) => Promise<ProductsAnswer>;

export function lookupWithPacks(shop: Pick<Products, 'withGtins'>, packs: Pick<PackWorker, 'withGtins'>): GtinLookup {
  return (gtins, signal) => {
    const inPacks = async ({ sent, early }: AskedPacks): Promise<ProductsAnswer | null> => {
      const found = await packs.withGtins(gtins);
      if (!found || (early && found.products.length === 0)) return null; // the shop may know more
      return { products: found.products, pack: { asOf: found.asOf, sent } };
    };
    return orInPacks(async (stop) => ({ products: await shop.withGtins(gtins, stop), pack: null }), inPacks, signal);
  };
}
