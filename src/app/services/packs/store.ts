/**
 * Travel packs on this device, in IndexedDB: the one storage that pages, workers and several tabs of every browser can use
 * (Safari before 26 writes to its private file system from one exclusive handle only).
 *
 * Version 1: `packs` and `downloads`, key `category`; `chunks`, key [file, offset] → bytes. A later version adds an
 * `if (from < N)` step to `upgrade`. Files are named `<category>/<version>/<pack or pictures>`.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { TongkuanError } from '#core/errors.ts';
import type { Download, KeptPack } from './types.ts';

/** Small enough that reading one picture of 2 KB reads little else. */
const CHUNK_BYTES = 65_536;

export interface PackStore {
  packs(): Promise<KeptPack[]>;
  downloads(): Promise<Download[]>;
  /** Adds or replaces. */
  putPack(pack: KeptPack): Promise<void>;
  putDownload(download: Download): Promise<void>;
  deletePack(category: number): Promise<void>;
  deleteDownload(category: number): Promise<void>;
  /** Names of all files, whole or not. */
  files(): Promise<string[]>;
  /** Bytes of a file; 0 when there is none. */
  length(file: string): Promise<number>;
  /** Adds bytes at the end, `offset` being the length so far. */
  append(file: string, offset: number, bytes: Uint8Array): Promise<void>;
  /** Bytes `from` up to, not including, `to`. @throws PACK_CORRUPT when they are not there */
  read(file: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
  deleteFile(file: string): Promise<void>;
}

interface Schema extends DBSchema {
  packs: { key: number; value: KeptPack };
  downloads: { key: number; value: Download };
  chunks: { key: [string, number]; value: Uint8Array<ArrayBuffer> };
}

const chunksOf = (file: string, last: number | [] = []) => IDBKeyRange.bound([file, 0], [file, last]);

/** Browsers tell a full disk in one of two ways. */
function coded(thrown: unknown): TongkuanError {
  if (thrown instanceof TongkuanError) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  return new TongkuanError(
    name === 'QuotaExceededError' ? 'STORAGE_FULL' : 'STORAGE_FAILED',
    { name },
    { cause: thrown },
  );
}

/** Opens on first use. Every call may throw STORAGE_FULL or STORAGE_FAILED. */
export function packStore(): PackStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>('tongkuan-packs', 1, {
      upgrade(database, from) {
        if (from >= 1) return;
        database.createObjectStore('packs', { keyPath: 'category' });
        database.createObjectStore('downloads', { keyPath: 'category' });
        database.createObjectStore('chunks');
      },
      terminated: () => {
        opened = undefined; // storage was cleared underneath: opened anew next time
      },
    });
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  }

  async function use<T>(job: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await job(await open());
    } catch (thrown) {
      throw coded(thrown);
    }
  }

  return {
    packs: () => use((database) => database.getAll('packs')),
    downloads: () => use((database) => database.getAll('downloads')),
    putPack: (pack) => use(async (database) => void (await database.put('packs', pack))),
    putDownload: (download) => use(async (database) => void (await database.put('downloads', download))),
    deletePack: (category) => use((database) => database.delete('packs', category)),
    deleteDownload: (category) => use((database) => database.delete('downloads', category)),
    deleteFile: (file) => use((database) => database.delete('chunks', chunksOf(file))),
    files: () =>
      use(async (database) => {
        const names: string[] = [];
        let cursor = await database.transaction('chunks').store.openKeyCursor();
        while (cursor) {
          names.push(cursor.key[0]);
          cursor = await cursor.continue([cursor.key[0], [] as unknown as number]); // an empty list is above all numbers
        }
        return names;
      }),
    length: (file) =>
      use(async (database) => {
        const last = await database.transaction('chunks').store.openCursor(chunksOf(file), 'prev');
        return last ? last.key[1] + last.value.length : 0;
      }),
    append: (file, offset, bytes) =>
      use(async (database) => {
        const { store, done } = database.transaction('chunks', 'readwrite');
        const writes: Promise<unknown>[] = [];
        for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
          writes.push(store.put(bytes.slice(at, at + CHUNK_BYTES), [file, offset + at]));
        }
        await Promise.all([...writes, done]);
      }),
    read: (file, from, to) =>
      use(async (database) => {
        const out = new Uint8Array(to - from);
        const { store } = database.transaction('chunks');
        let cursor = await store.openCursor(chunksOf(file, from), 'prev');
        let at = from;
        let [offset, chunk] = cursor ? [cursor.key[1], cursor.value] : [from, undefined];
        while (at < to) {
          if (!chunk || at >= offset + chunk.length) throw new TongkuanError('PACK_CORRUPT', { what: 'chunk' });
          const part = chunk.subarray(at - offset, to - offset);
          out.set(part, at - from);
          at += part.length;
          offset += chunk.length;
          cursor = null;
          if (at < to) chunk = await store.get([file, offset]);
        }
        return out;
      }),
  };
}
