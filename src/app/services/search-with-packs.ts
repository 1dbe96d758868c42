/** A search that the travel pack answers when the shop cannot be reached. */
import { type ErrorCode, TongkuanError, toTongkuanError } from '#core/errors.ts';
import { guarded } from './guard.ts';
import type { NoPack, PackSearchAnswer, PackWorker } from './packs/types.ts';
import type { Search } from './search-client.ts';

const NO_SHOP: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'DEADLINE']);
/** Reading packs of 100,000 products for the first time takes a slow phone seconds. */
const PACK_DEADLINE_MS = 15_000;

/**
 * @returns a function that asks the shop and, where there is none, the packs. Without a pack that fits it fails as `search`
 * does; when the packs there are belong to another model, the error's `details.pack` is 'other-model'.
 */
export function searchWithPacks(search: Search, packs: Pick<PackWorker, 'search'>): Search {
  return async (vector, query, signal) => {
    try {
      return await search(vector, query, signal);
    } catch (thrown) {
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      if (!NO_SHOP.has(error.code) || signal.aborted) throw error;
      const wait = { signal, deadlineMs: PACK_DEADLINE_MS };
      const answer = await guarded<PackSearchAnswer>(packs.search(vector, query), wait).catch((): NoPack => 'no-pack');
      if (answer === 'no-pack') throw error;
      if (answer === 'other-model') throw new TongkuanError(error.code, { ...error.details, pack: answer });
      const { response, asOf } = answer;
      return { ...response, pack: { asOf, sent: error.code !== 'SEARCH_OFFLINE' } };
    }
  };
}
