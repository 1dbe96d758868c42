/**
 * Searches kept on this device, in IndexedDB.
 *
 * Version 1: store `searches`, key `id`, index `time`. A later version adds an `if (from < N)` step to `upgrade`.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Box } from '#core/boxes.ts';

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

interface Schema extends DBSchema {
  searches: { key: string; value: PastSearch; indexes: { time: number } };
}

/** Opens on first use; where the browser has no storage every call rejects, and the page goes on without. */
export function historyStore(): HistoryStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>('tongkuan-history', 1, {
      upgrade(database, from) {
        if (from < 1) database.createObjectStore('searches', { keyPath: 'id' }).createIndex('time', 'time');
      },
      blocking: () => void close(), // a newer page in another tab waits
      terminated: () => {
        opened = undefined; // storage was cleared underneath: opened anew next time
      },
    });
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  }

  async function close(): Promise<void> {
    const database = await opened;
    opened = undefined;
    database?.close();
  }

  async function dropOldest(count: number): Promise<number> {
    const database = await open();
    const oldest = await database.getAllKeysFromIndex('searches', 'time', null, count);
    await deleteAll(oldest);
    return oldest.length;
  }

  async function deleteAll(ids: readonly string[]): Promise<void> {
    const { store, done } = (await open()).transaction('searches', 'readwrite');
    await Promise.all([...ids.map((id) => store.delete(id)), done]);
  }

  return {
    async list() {
      return (await (await open()).getAllFromIndex('searches', 'time')).reverse();
    },
    async put(search) {
      for (;;) {
        try {
          await (await open()).put('searches', search);
          break;
        } catch (thrown) {
          const full = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
          if (!full || (await dropOldest(1)) === 0) throw thrown;
        }
      }
      const count = await (await open()).count('searches');
      if (count > SEARCHES_KEPT) await dropOldest(count - SEARCHES_KEPT);
    },
    delete: deleteAll,
  };
}
