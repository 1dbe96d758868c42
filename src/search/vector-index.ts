/** The one interface of every vector index: zvec built in (`zvec.ts`), Milvus behind the same face later. */
import type { Product } from '#core/product.ts';
import type { CategoryCount } from '#core/search-protocol.ts';

/** Most products `inGroups` and `withGtins` read, so that a feed with everything in one group cannot stop an endpoint. */
export const GROUPED_MAX = 2000;

/** A further picture of a product. */
export interface IndexView {
  /** 128 int8 components. */
  readonly vector: Int8Array;
  /** File name inside the catalogue's picture store. */
  readonly picture: string;
}

/** A product as the index keeps it. */
export interface IndexDocument {
  readonly product: Product;
  /** 128 int8 components of the product's main picture. */
  readonly vector: Int8Array;
  /** File name inside the catalogue's picture store (`<catalogue>/pictures/`), e.g. `3f…9a.webp`. */
  readonly picture: string;
  /** Hash over feed record, picture bytes and model: an equal one means that there is nothing to do. */
  readonly contentHash: string;
  /** Further pictures, each found by its own vector; absent: none, and in hits, which say `view` instead. */
  readonly views?: readonly IndexView[];
}

export interface IndexFilter {
  /** Category ids; absent or empty: all. */
  readonly categories?: readonly number[];
  /** Inclusive bounds of the price in minor units; with one of them, only what has a price passes. */
  readonly minPrice?: number;
  readonly maxPrice?: number;
  /** Names of sellers, any of them; absent or empty: all. */
  readonly sellers?: readonly string[];
  /** True: without what the shop says cannot be had now. */
  readonly inStock?: boolean;
}

export interface IndexHit {
  readonly document: IndexDocument;
  /** Cosine similarity, −1 to 1, of the product's picture that comes nearest. */
  readonly similarity: number;
  /** Which of `views`, counted from 1, that is; absent: the main picture. */
  readonly view?: number;
}

/** What chips count of a product near by. */
export interface NearFacts {
  readonly id: string;
  readonly category: number;
  /** The same text for all offers of one item (`keyOf`); null for a product alone. */
  readonly group: string | null;
}

/** One thing `verify` found wrong. */
export interface IndexFault {
  readonly id: string;
  readonly what: string;
}

export interface IndexStats {
  readonly products: number;
  readonly categories: readonly CategoryCount[];
  /** 'exact' below some thousand products, else how the vectors are quantised. */
  readonly structure: string;
  /** False for an index made before groups had a field: looking for one then reads every product. */
  readonly groupsListed: boolean;
}

/** What readers can do; any number of processes at once, also while one writes. */
export interface ReadableIndex {
  /** 16 hex digits: the model every vector in here was made with. */
  readonly modelKey: string;
  /** Nearest products first, each once, by the nearest of its pictures. Cosine similarity; `limit` at most 500. */
  search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]>;
  /** Similarities of the truly nearest products, nearest first, every vector compared: what `search` is measured by. */
  searchExactly(vector: Int8Array, limit: number): Promise<number[]>;
  /** What is counted of the nearest products, nearest first: cheap, because no document is read. `limit` at most 500. */
  nearestFacts(vector: Int8Array, filter: IndexFilter, limit: number): Promise<NearFacts[]>;
  /** How many products a search would bring. `limit` at most 500. */
  countNear(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number>;
  /** Documents by id, in the order asked; unknown ids are left out. */
  get(ids: readonly string[]): Promise<IndexDocument[]>;
  /** Products of any of these groups that pass, in no particular order; at most `GROUPED_MAX`. */
  inGroups(groups: readonly string[], filter: IndexFilter): Promise<IndexDocument[]>;
  /** Products with any of these GTINs (14 digits), in no particular order; at most `GROUPED_MAX`. */
  withGtins(gtins: readonly string[]): Promise<IndexDocument[]>;
  /** Content hash of each known id: what an import compares with. */
  contentHashes(ids: readonly string[]): Promise<Map<string, string>>;
  /** Every product id, in no particular order. */
  ids(): AsyncIterable<string>;
  stats(): Promise<IndexStats>;
  /** Checks that every document can be read, has a sound vector and a known category. */
  verify(): Promise<IndexFault[]>;
  close(): Promise<void>;
}

/** What the one writer can do as well. Readers see what it wrote within seconds, and deletions at once. */
export interface VectorIndex extends ReadableIndex {
  /** Inserts or overwrites by product id; acknowledged documents survive a crash. */
  upsert(documents: readonly IndexDocument[]): Promise<void>;
  /** Deletes by id; unknown ids are ignored. No reader shows them once this is done. @returns how many were there */
  delete(ids: readonly string[]): Promise<number>;
  /** Merges segments and builds the structure that fits the size. Readers go on searching. */
  optimise(): Promise<void>;
  /** Also makes everything written visible to readers. */
  close(): Promise<void>;
}
