/** What the page of a product asks; the travel packs answer when the shop cannot be reached. */
import type { ProductResponse } from '#core/search-protocol.ts';
import type { ProductsAnswer } from './gtin-lookup.ts';
import { type AskedPacks, orInPacks } from './or-in-packs.ts';
import type { PackWorker } from './packs/types.ts';
import { type Products, similarQuery } from './products-client.ts';
import type { SearchAnswer } from './search-client.ts';

/** Each throws what `Products` does. */
export interface PageProducts {
  byId(ids: readonly string[], signal: AbortSignal): Promise<ProductResponse[]>;
  offers(id: string, signal: AbortSignal): Promise<ProductsAnswer>;
  similar(id: string, offset: number, signal: AbortSignal): Promise<SearchAnswer>;
}

export function productsWithPacks(shop: Products, packs: Pick<PackWorker, 'offers' | 'similar'>): PageProducts {
  return {
    byId: shop.byId,
    offers(id, signal) {
      const inPacks = async ({ sent }: AskedPacks): Promise<ProductsAnswer | null> => {
        const found = await packs.offers(id);
        return found && { products: found.products, pack: { asOf: found.asOf, sent } };
      };
      return orInPacks(async (stop) => ({ products: await shop.offers(id, stop), pack: null }), inPacks, signal);
    },
    similar(id, offset, signal) {
      const inPacks = async ({ sent }: AskedPacks): Promise<SearchAnswer | null> => {
        const found = await packs.similar(id, similarQuery(offset));
        return typeof found === 'string' ? null : { ...found.response, pack: { asOf: found.asOf, sent } };
      };
      return orInPacks((stop) => shop.similar(id, offset, stop), inPacks, signal);
    },
  };
}
