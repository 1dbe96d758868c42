import type { SearchResponse } from '#core/search-protocol.ts';
import type { ServedIndex } from '../deps.ts';
import type { Summary } from '../served-catalogue.ts';
import { find, type Search } from './find.ts';

/** The whole answer, with the time it took. @throws INDEX_MISSING, INDEX_BROKEN */
export async function answer(index: ServedIndex, served: Summary, search: Search): Promise<SearchResponse> {
  const start = performance.now();
  const found = await find(index, served.stats, search);
  const tookMs = Math.round((performance.now() - start) * 10) / 10;
  return { ...found, modelKey: served.modelKey, tookMs };
}
