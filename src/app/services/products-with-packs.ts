/** What the page of a product asks; the travel packs answer when the shop cannot be reached. */
import { toTongkuanError } from '#core/errors.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import type { ProductsAnswer } from './gtin-lookup.ts';
import { guarded } from './guard.ts';
import type { PackWorker } from './packs/types.ts';
import { type Products, similarQuery } from './products-client.ts';
import type { SearchAnswer } from './search-client.ts';
import { NO_SHOP, PACK_DEADLINE_MS } from './search-with-packs.ts';

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
      const asked = async () => ({ products: await shop.offers(id, signal), pack: null });
      const inPacks = async (sent: boolean) => {
        const found = await packs.offers(id);
        return found && { products: found.products, pack: { asOf: found.asOf, sent } };
      };
      return orInPacks<ProductsAnswer>(asked, inPacks, signal);
    },
    similar(id, offset, signal) {
      const inPacks = async (sent: boolean) => {
        const found = await packs.similar(id, similarQuery(offset));
        return typeof found === 'string' ? null : { ...found.response, pack: { asOf: found.asOf, sent } };
      };
      return orInPacks<SearchAnswer>(() => shop.similar(id, offset, signal), inPacks, signal);
    },
  };
}

/** A pack that does not hold the product, or cannot be read, is none. */
async function orInPacks<T>(
  asked: () => Promise<T>,
  inPacks: (sent: boolean) => Promise<T | null>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await asked();
  } catch (thrown) {
    const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
    if (!NO_SHOP.has(error.code) || signal.aborted) throw error;
    const found = inPacks(error.code !== 'SEARCH_OFFLINE');
    const answer = await guarded(found, { signal, deadlineMs: PACK_DEADLINE_MS }).catch(() => null);
    if (!answer) throw error;
    return answer;
  }
}
