/** Products a shopper saved, kept on this device. */
import type { Product } from '#core/product.ts';
import type { Database } from './database.ts';

export interface SavedProduct {
  readonly id: string;
  /** When it was saved, milliseconds since 1970. */
  readonly time: number;
  /** As the shop described it then, its price among it. */
  readonly product: Product;
  /** A small picture as a data: address; null where it could not be fetched. */
  readonly thumbnail: string | null;
}

export interface SavedStore {
  /** Newest first. */
  list(): Promise<SavedProduct[]>;
  /** Adds or replaces. @throws what IndexedDB throws when there is no storage or no room */
  put(saved: SavedProduct): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
}

export function savedStore(database: Database): SavedStore {
  return {
    list: () => database.list('saved'),
    put: (saved) => database.put('saved', saved),
    delete: (ids) => database.delete('saved', ids),
  };
}
