/** What the page and the pack worker say to each other. */
import type { PackChanges } from '#core/pack-difference.ts';
import type { ProductResponse, SearchQuery, SearchResponse } from '#core/search-protocol.ts';

/** A pack on this device, ready to be searched. */
export interface KeptPack {
  /** Taxonomy category id. */
  readonly category: number;
  /** 32 hex digits. */
  readonly version: string;
  /** 16 hex digits. */
  readonly modelKey: string;
  readonly products: number;
  readonly bytes: number;
  /** 0: without pictures. */
  readonly pictureBytes: number;
  /** When it was what the shop had, milliseconds since 1970. */
  readonly asOf: number;
  /** Deleted, but can be brought back. */
  readonly deleted: boolean;
}

/** A download that has begun, or waits for its turn; it is still there after a reload. */
export interface Download {
  readonly category: number;
  readonly pictures: boolean;
  /** Version of the bytes that have arrived; null before the first. */
  readonly version: string | null;
  /** Bytes that have arrived, and of how many. */
  readonly loaded: number;
  readonly total: number;
}

export interface PackShelf {
  readonly packs: readonly KeptPack[];
  readonly downloads: readonly Download[];
}

/** Bytes of one download. */
export interface Progress {
  readonly loaded: number;
  readonly total: number;
}

/** What to download; `version` and `total` as the shop's list tells. */
export interface Wish extends Pick<Download, 'category' | 'pictures' | 'total'> {
  readonly version: string;
}

/** Where an answer came from when it did not come from the shop. */
export interface PackOrigin {
  /** When the oldest of the packs was what the shop had, milliseconds since 1970. */
  readonly asOf: number;
  /** False when it is certain that nothing was sent to the shop before. */
  readonly sent: boolean;
}

/** Why there is no answer: no pack at all, none of these categories, or only ones of another model. */
export type NoPack = 'no-pack' | 'other-category' | 'other-model';

export type PackSearchAnswer = { readonly response: SearchResponse; readonly asOf: number } | NoPack;

/** Products that packs hold; null: there is no pack to tell. */
export type PackProducts = { readonly products: readonly ProductResponse[]; readonly asOf: number } | null;

/** The worker's face. Every call may throw a TongkuanError whose code survives the boundary. */
export interface PackWorker {
  shelf(): Promise<PackShelf>;
  /** Notes what is to be downloaded, also for after a reload. @throws STORAGE_FULL, STORAGE_FAILED */
  want(wishes: readonly Wish[]): Promise<void>;
  /**
   * Begins a noted download or goes on with it: first the pack, which can be searched from then on, then its pictures.
   * @throws ABORTED after `pause`, PACK_FETCH, PACK_UNKNOWN, PACK_CORRUPT, STORAGE_FULL, STORAGE_FAILED
   */
  download(category: number, onProgress: (progress: Progress) => void): Promise<void>;
  /** Stops the download under way; what has arrived is kept. */
  pause(): Promise<void>;
  /** Forgets the noted downloads and what has arrived of them. */
  discard(): Promise<void>;
  /** Fetches what changed. @returns null when the whole pack must be downloaded. @throws PACK_FETCH, PACK_CORRUPT, STORAGE_FULL */
  update(category: number): Promise<PackChanges | null>;
  /** Takes a pack out of use, or back into use. */
  mark(category: number, deleted: boolean): Promise<void>;
  /** Frees the room of packs out of use. */
  forget(): Promise<void>;
  /** @param vector 144 bytes */
  search(vector: Uint8Array, query: SearchQuery): Promise<PackSearchAnswer>;
  /** Products with any of these GTINs (14 digits), cheapest first. @throws PACK_CORRUPT, STORAGE_FAILED */
  withGtins(gtins: readonly string[]): Promise<PackProducts>;
  /** Near a product's own vector, without itself and other offers of it. @throws as `search` */
  similar(id: string, query: SearchQuery): Promise<PackSearchAnswer>;
  /** All offers of the same item, this one among them, cheapest first; null where no pack holds it. @throws as `withGtins` */
  offers(id: string): Promise<PackProducts>;
}
