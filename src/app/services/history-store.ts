/** Searches kept on this device. */
import type { Box } from '#core/boxes.ts';
import type { Database } from './database.ts';

/** A photo that was searched, and what in it was searched last. */
export interface PastSearch {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** At most `PHOTO_SIDE_MAX` px a side; it never leaves the device. */
  readonly photo: Blob;
  /** A picture of the region as a data: address. */
  readonly thumbnail: string;
  /** Region in pixels of `photo`; null: all of it. */
  readonly box: Box | null;
  /** Taxonomy category id and fine label, as the models named it. */
  readonly category: number;
  readonly label: string;
}

export interface HistoryStore {
  /** Newest first. */
  list(): Promise<PastSearch[]>;
  /** Adds or replaces; the oldest make room where there is none. */
  put(search: PastSearch): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
}

/** Older ones go. */
export const SEARCHES_KEPT = 100;

export function historyStore(database: Database): HistoryStore {
  return {
    list: () => database.list('searches'),
    async put(search) {
      await database.put('searches', search);
      await database.trim('searches', SEARCHES_KEPT);
    },
    delete: (ids) => database.delete('searches', ids),
  };
}
