/** What the page itself asks before a pack is downloaded: the shop's list, and the browser's room. */

import { TongkuanError } from '#core/errors.ts';
import type { PackListing } from '#core/search-protocol.ts';
import { guarded } from '../guard.ts';
import { ask, checkAnswer } from './fetch-file.ts';

/** Making the packs of a large catalogue takes seconds the first time. */
const LIST_DEADLINE_MS = 30_000;

/** @throws PACK_FETCH, DEADLINE, or the shop's own code */
export async function listPacks(fetch: typeof globalThis.fetch): Promise<PackListing> {
  const work = ask({ fetch }, '/v1/packs', { headers: { accept: 'application/json' } }).then(async (response) => {
    await checkAnswer(response);
    const listing: Partial<PackListing> | null = await response.json().catch(() => null);
    if (!Array.isArray(listing?.packs)) throw new TongkuanError('PACK_FETCH', { reason: 'no list' });
    return listing as PackListing;
  });
  return guarded(work, { deadlineMs: LIST_DEADLINE_MS });
}

/** Bytes this page may still keep; null where the browser does not tell. */
export async function roomLeft(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}
