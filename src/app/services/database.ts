/**
 * What is kept on this device, in IndexedDB. The one door to idb.
 *
 * Version 1: store `searches`, key `id`, index `time`.
 * Version 2: store `saved`, key `id`, index `time`.
 * A later version adds an `if (from < N)` step to `upgrade`. The name is from when it held the searches alone.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { PastSearch } from './history-store.ts';
import type { SavedProduct } from './saved-store.ts';

const NAME = 'tongkuan-history';
const VERSION = 2;

interface Schema extends DBSchema {
  searches: { key: string; value: PastSearch; indexes: { time: number } };
  saved: { key: string; value: SavedProduct; indexes: { time: number } };
}

export type StoreName = 'searches' | 'saved';

export interface Database {
  /** Newest first. */
  list<Name extends StoreName>(store: Name): Promise<Schema[Name]['value'][]>;
  /** Adds or replaces. Where there is no room the oldest searches go, never a saved product. */
  put<Name extends StoreName>(store: Name, value: Schema[Name]['value']): Promise<void>;
  delete(store: StoreName, ids: readonly string[]): Promise<void>;
  /** Keeps the newest so many. */
  trim(store: StoreName, kept: number): Promise<void>;
}

/**
 * Opens on first use; where the browser has no storage every call rejects, and the page goes on without.
 * @param onElsewhere called when another tab has changed something
 */
export function createDatabase(onElsewhere?: () => void): Database {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const tabs = onElsewhere && new BroadcastChannel(NAME);
  tabs?.addEventListener('message', () => onElsewhere?.());
  const tell = () => tabs?.postMessage('changed');

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>(NAME, VERSION, {
      upgrade(database, from) {
        if (from < 1) database.createObjectStore('searches', { keyPath: 'id' }).createIndex('time', 'time');
        if (from < 2) database.createObjectStore('saved', { keyPath: 'id' }).createIndex('time', 'time');
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

  /** @returns how many there were to drop */
  async function dropOldest(store: StoreName, count: number): Promise<number> {
    const oldest = await (await open()).getAllKeysFromIndex(store, 'time', null, count);
    await deleteAll(store, oldest);
    return oldest.length;
  }

  async function deleteAll(name: StoreName, ids: readonly string[]): Promise<void> {
    const { store, done } = (await open()).transaction(name, 'readwrite');
    await Promise.all([...ids.map((id) => store.delete(id)), done]);
    tell();
  }

  return {
    async list(store) {
      return (await (await open()).getAllFromIndex(store, 'time')).reverse();
    },
    async put(store, value) {
      for (;;) {
        try {
          await (await open()).put(store, value);
          return tell();
        } catch (thrown) {
          const full = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
          if (!full || (await dropOldest('searches', 1)) === 0) throw thrown;
        }
      }
    },
    delete: deleteAll,
    async trim(store, kept) {
      const count = await (await open()).count(store);
      if (count > kept) await dropOldest(store, count - kept);
    },
  };
}

/** Asks the browser not to throw away what is kept when space is short; some ask the shopper. */
export async function keepForGood(): Promise<void> {
  const storage: StorageManager | undefined = navigator.storage; // needs https
  if (storage && !(await storage.persisted())) await storage.persist();
}
