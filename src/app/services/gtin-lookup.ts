/** Barcodes looked up in the shop, and in the travel packs when it cannot be reached. */
import { toTongkuanError } from '#core/errors.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import { guarded } from './guard.ts';
import type { PackOrigin, PackWorker } from './packs/types.ts';
import type { Products } from './products-client.ts';
import { NO_SHOP, PACK_DEADLINE_MS, patience } from './search-with-packs.ts';

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
  return async (gtins, signal) => {
    const stop = new AbortController();
    const leave = () => stop.abort();
    signal.addEventListener('abort', leave, { once: true });
    const inPacks = async (sent: boolean): Promise<ProductsAnswer | null> => {
      const wait = { signal, deadlineMs: PACK_DEADLINE_MS };
      const answer = await guarded(packs.withGtins(gtins), wait).catch(() => null); // one that cannot be read is none
      return answer && { products: answer.products, pack: { asOf: answer.asOf, sent } };
    };
    try {
      const asked = shop.withGtins(gtins, stop.signal);
      const early = (await isSilent(asked)) ? await inPacks(true) : null;
      return early?.products.length ? early : { products: await asked, pack: null };
    } catch (thrown) {
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      const answer = NO_SHOP.has(error.code) && !signal.aborted ? await inPacks(error.code !== 'SEARCH_OFFLINE') : null;
      if (!answer) throw error;
      return answer;
    } finally {
      stop.abort(); // the shop may still be thinking
      signal.removeEventListener('abort', leave);
    }
  };
}

/** True when it has not settled for longer than a shopper on a train should wait. */
function isSilent(asked: Promise<unknown>): Promise<boolean> {
  const settled = asked.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, patience()]).then((inTime) => !inTime);
}
