/** A store of packs in memory, for tests; `room` is what the device still has. */
import { TongkuanError } from '#core/errors.ts';
import type { PackStore } from './store.ts';
import type { Download, KeptPack } from './types.ts';

export function storeInMemory(): PackStore & { room: number } {
  const packs = new Map<number, KeptPack>();
  const downloads = new Map<number, Download>();
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const bytesOf = (file: string) => files.get(file) ?? new Uint8Array();
  return {
    room: Number.POSITIVE_INFINITY,
    packs: async () => [...packs.values()],
    downloads: async () => [...downloads.values()],
    putPack: async (pack) => void packs.set(pack.category, pack),
    putDownload: async (download) => void downloads.set(download.category, download),
    deletePack: async (category) => void packs.delete(category),
    deleteDownload: async (category) => void downloads.delete(category),
    files: async () => [...files.keys()],
    length: async (file) => bytesOf(file).length,
    async append(file, offset, bytes) {
      this.room -= bytes.length;
      if (this.room < 0) throw new TongkuanError('STORAGE_FULL');
      const joined = new Uint8Array(offset + bytes.length);
      joined.set(bytesOf(file).subarray(0, offset));
      joined.set(bytes, offset);
      files.set(file, joined);
    },
    async read(file, from, to) {
      const bytes = bytesOf(file).slice(from, to);
      if (bytes.length !== to - from) throw new TongkuanError('PACK_CORRUPT', { what: 'chunk' });
      return bytes;
    },
    deleteFile: async (file) => void files.delete(file),
  };
}
