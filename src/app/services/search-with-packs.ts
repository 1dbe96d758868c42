/** A search that the travel pack answers when the shop cannot be reached. */
import { type ErrorCode, TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { SearchQuery } from '#core/search-protocol.ts';
import { guarded } from './guard.ts';
import type { NoPack, PackSearchAnswer, PackWorker } from './packs/types.ts';
import type { Search, SearchAnswer } from './search-client.ts';

type Vector = Uint8Array<ArrayBuffer>;
type Packs = Pick<PackWorker, 'search'>;

/** Failures that mean: there is no shop to ask. */
export const NO_SHOP: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'DEADLINE']);
/** On a train the network is often there and does nothing: after this long a pack, if there is one, is the better answer. */
const PATIENCE_MS = 4_000;
/** Reading packs of 100,000 products for the first time takes a slow phone seconds. */
export const PACK_DEADLINE_MS = 15_000;

/**
 * @returns a function that asks the shop and, where there is none, the packs. Without a pack that fits it fails as `search`
 * does; when there are packs and none of them can answer, the error's `details.pack` says why.
 */
export function searchWithPacks(search: Search, packs: Packs): Search {
  return async (vector, query, signal) => {
    const stop = new AbortController();
    const leave = () => stop.abort();
    signal.addEventListener('abort', leave, { once: true });
    try {
      const shop = search(vector, query, stop.signal);
      return (await packInstead(shop, packs, vector, query, signal)) ?? (await shop);
    } catch (thrown) {
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      if (!NO_SHOP.has(error.code) || signal.aborted) throw error;
      const answer = await askPacks(packs, vector, query, signal);
      if (answer === 'no-pack') throw error;
      if (typeof answer === 'string') throw new TongkuanError(error.code, { ...error.details, pack: answer });
      return answerOf(answer, error.code !== 'SEARCH_OFFLINE');
    } finally {
      stop.abort(); // the shop may still be thinking
      signal.removeEventListener('abort', leave);
    }
  };
}

/** The pack's answer when the shop keeps silent; null when the shop has settled, or there is no pack. */
async function packInstead(
  shop: Promise<unknown>,
  packs: Packs,
  vector: Vector,
  query: SearchQuery,
  signal: AbortSignal,
): Promise<SearchAnswer | null> {
  const settled = shop.then(
    () => true,
    () => true,
  );
  if (await Promise.race([settled, patience()])) return null;
  const answer = await askPacks(packs, vector, query, signal);
  return typeof answer === 'string' ? null : answerOf(answer, true);
}

/** False, once a shop that keeps silent is no longer waited for. */
export function patience(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
}

/** A pack that cannot be read is as good as none. */
function askPacks(packs: Packs, vector: Vector, query: SearchQuery, signal: AbortSignal): Promise<PackSearchAnswer> {
  const wait = { signal, deadlineMs: PACK_DEADLINE_MS };
  return guarded(packs.search(vector, query), wait).catch((): NoPack => 'no-pack');
}

function answerOf({ response, asOf }: Exclude<PackSearchAnswer, NoPack>, sent: boolean): SearchAnswer {
  return { ...response, pack: { asOf, sent } };
}
