/** What the page keeps in IndexedDB: shown is not yet written, and a page that is left in between loses it. */
import type { Page } from '@playwright/test';

interface Stored {
  readonly category?: number;
  readonly thumbnail: string | null;
}

/** All records of a store, in no particular order. */
export function stored(page: Page, store: 'saved' | 'searches'): Promise<Stored[]> {
  return page.evaluate(async (name) => {
    const database = 'tongkuan-history';
    const there = (await indexedDB.databases()).some((one) => one.name === database);
    if (!there) return []; // to open it would make an empty one
    return new Promise<Stored[]>((resolve, reject) => {
      const opening = indexedDB.open(database);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const all = opening.result.transaction(name).objectStore(name).getAll();
        all.onerror = () => reject(all.error);
        all.onsuccess = () => {
          opening.result.close();
          resolve(all.result.map(({ category, thumbnail }) => ({ category, thumbnail })));
        };
      };
    });
  }, store);
}
