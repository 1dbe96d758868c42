/**
 * The wire between page and endpoint, imported by both.
 *
 *   POST /v1/search?category=&minPrice=&maxPrice=&seller=&inStock=&q=&sort=&group=&facets=&cursor=&offset=&limit=
 *                                                            body: 144 bytes              → SearchResponse
 *   POST /v1/search/batch?category=&…                         body: 1–16 × 144 bytes        → BatchResponse
 *   POST /v1/events                                          body: JSON                   → 204
 *   GET  /v1/products?id=&id=                                                            → ProductsResponse
 *   GET  /v1/products/:id                                                                → ProductResponse
 *   GET  /v1/products/:id/similar?category=&sort=&…                                      → SearchResponse
 *   GET  /v1/products/:id/offers                                                         → ProductsResponse
 *   GET  /v1/products/:id/picture?width=                                                 → image/webp
 *   GET  /v1/packs                                                                      → PackListing
 *   GET  /v1/packs/:category · /v1/packs/:category/pictures                              → core/pack-format.ts, pack-pictures.ts
 *   GET  /v1/packs/:category/changes?from=&pictures=                                     → core/pack-difference.ts
 *   GET  /v1/categories                                                                  → CategoriesResponse
 *   GET  /healthz                                                                        → HealthResponse
 */
import type { ErrorBody } from './errors.ts';
import type { Product } from './product.ts';

export const SORTS = ['similarity', 'price-asc', 'price-desc'] as const;
export type Sort = (typeof SORTS)[number];

export const LIMIT_DEFAULT = 24;
/** Alibaba Cloud Image Search returns at most 100 results a call; so do we. */
export const LIMIT_MAX = 100;
/** Deepest result that can be asked for (offset + limit). */
export const DEPTH_MAX = 500;
/** Widths in pixels a product picture is served in. */
export const PICTURE_WIDTHS = [160, 320, 640] as const;

/** Longest text of `q`, in characters. */
export const WORDS_MAX = 100;

/** Most sellers a search may name, and how long a name may be. */
export const SELLERS_MAX = 20;
export const SELLER_LENGTH_MAX = 128;

/** Longest cursor that is read. */
export const CURSOR_LENGTH_MAX = 64;

/** Most vectors of one request. */
export const BATCH_MAX = 16;

/** What shoppers may be told to have done, and how many events a request holds. */
export const EVENT_TYPES = ['impression', 'click'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export const EVENTS_MAX = 50;

export const FACETS = ['price'] as const;
export type Facet = (typeof FACETS)[number];

/** What one request for products by id may ask for. */
export const PRODUCTS_MAX = 100;

export interface SearchQuery {
  /** Taxonomy category ids, any of them; absent: all. */
  readonly category?: readonly number[];
  /** Bounds of the price in minor units, inclusive. */
  readonly minPrice?: number;
  readonly maxPrice?: number;
  /**
   * Words that refine the picture, at most `WORDS_MAX` characters in any language: among the `DEPTH_MAX` nearest products,
   * those that hold them come first.
   */
  readonly q?: string;
  readonly sort?: Sort;
  /** One hit for all offers of one item; absent: a hit each. */
  readonly group?: 'offers';
  /** Names of sellers, any of them, at most `SELLERS_MAX`; absent: all. */
  readonly seller?: readonly string[];
  /** True: without what the shop says cannot be had now. */
  readonly inStock?: boolean;
  /** What to count besides categories and sellers. */
  readonly facets?: readonly Facet[];
  /** `cursor` of the answer before, in place of `offset`. */
  readonly cursor?: string;
  readonly offset?: number;
  readonly limit?: number;
}

export interface SearchHit {
  readonly product: Product;
  /** Cosine similarity, −1 to 1. */
  readonly similarity: number;
  /** Path of the picture on the endpoint's own origin; add `?width=`. */
  readonly picture: string;
  /** With `group=offers`: what sellers ask for the same item; null for an item with one offer. */
  readonly offers?: OfferSpan | null;
}

/** Offers of one item in the currency of the hit. */
export interface OfferSpan {
  readonly count: number;
  /** Minor units. */
  readonly lowest: number;
  readonly highest: number;
}

export interface CategoryCount {
  readonly category: number;
  readonly count: number;
}

export interface SellerCount {
  readonly seller: string;
  readonly count: number;
}

/** Prices from `lowest` to `highest`, both inclusive, in minor units. */
export interface PriceRange {
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
}

/** Prices in one currency. */
export interface PriceFacet {
  readonly currency: string;
  readonly count: number;
  /** Each with about as many products, cheapest first. */
  readonly ranges: readonly PriceRange[];
}

export interface SearchResponse {
  readonly hits: readonly SearchHit[];
  /** How many products can be paged through under these filters. */
  readonly total: number;
  /** Similarity of the nearest product under these filters, on whatever page it is; null when there is none. */
  readonly nearest: number | null;
  /**
   * The chips: categories of the nearest products without the category filter, most first; then, with count 0, the
   * categories of the catalogue that have none so near.
   */
  readonly categories: readonly CategoryCount[];
  /** Sellers of the nearest products without the seller filter, most first; the endpoint always says them. */
  readonly sellers?: readonly SellerCount[];
  /** With `facets=price`: prices of the nearest products without the price filter, a currency each. */
  readonly prices?: readonly PriceFacet[];
  /** Leads to the next page; null on the last one. The endpoint always says it. */
  readonly cursor?: string | null;
  /** 16 hex digits: the model the index was built with. */
  readonly modelKey: string;
  /** Time spent in the index, milliseconds. */
  readonly tookMs: number;
}

/** What became of one of several vectors: one of the two is null. */
export interface BatchItem {
  readonly answer: SearchResponse | null;
  readonly error: ErrorBody | null;
}

export interface BatchResponse {
  /** In the order of the vectors. */
  readonly results: readonly BatchItem[];
}

export interface ProductResponse {
  readonly product: Product;
  readonly picture: string;
}

export interface ProductsResponse {
  /** Those known, in the order asked for; offers cheapest first. */
  readonly products: readonly ProductResponse[];
}

export interface CategoriesResponse {
  /** Products per category in the whole catalogue; every category of the taxonomy is listed. */
  readonly categories: readonly CategoryCount[];
  readonly total: number;
  readonly modelKey: string | null;
}

/** A travel pack that the shop offers. */
export interface OfferedPack {
  readonly category: number;
  /** 32 hex digits that name its content. */
  readonly version: string;
  readonly products: number;
  /** Of the pack without pictures. */
  readonly bytes: number;
  /** Of the pictures; null while they are being made. */
  readonly pictureBytes: number | null;
}

export interface PackListing {
  /** Most products first; categories without products have no pack. */
  readonly packs: readonly OfferedPack[];
  readonly modelKey: string;
}

export interface HealthResponse {
  readonly status: 'ok' | 'empty';
  readonly products: number;
  readonly modelKey: string | null;
  readonly version: string;
}

export interface ErrorResponse {
  readonly error: ErrorBody;
}
