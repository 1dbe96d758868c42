/** Managing a catalogue from outside: what the endpoint takes, what the writer's process is asked, what both answer. */
import type { ErrorBody } from './errors.ts';
import type { Availability, LocalText, Price, Product } from './product.ts';

/** Most products of one request. */
export const MANAGED_MAX = 100;

/** A product as a shop sends it. What is left out is null, or said by the model. */
export interface ProductInput {
  /** One text for both languages, or a text each. */
  readonly title: string | LocalText;
  readonly price?: Price | null;
  /** Outside of a sale; more than `price` and in its currency. */
  readonly listPrice?: Price | null;
  readonly availability?: Availability | null;
  /** GTIN-8, UPC-A, EAN-13 or GTIN-14 with its check digit. */
  readonly gtin?: string | null;
  readonly seller?: string;
  readonly group?: string | null;
  readonly category?: number | null;
  /** Fine label of the taxonomy. */
  readonly label?: string | null;
  readonly pageUrl?: string | null;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Insert or overwrite. Without picture and vector both stay as they are. */
export interface PutOperation {
  readonly op: 'put';
  readonly id: string;
  readonly product: ProductInput;
  /** Bytes of the picture file. */
  readonly picture?: Uint8Array;
  /** 144 bytes; without one the picture is looked at. */
  readonly vector?: Uint8Array;
}

export interface DeleteOperation {
  readonly op: 'delete';
  readonly id: string;
}

export type Operation = PutOperation | DeleteOperation;

export const MANAGED_STATUSES = ['added', 'changed', 'unchanged', 'deleted', 'unknown', 'refused'] as const;
export type ManagedStatus = (typeof MANAGED_STATUSES)[number];

/** What became of one product. */
export interface ManagedItem {
  readonly id: string;
  /** `unknown`: there was nothing to delete. `refused`: `error` says why. */
  readonly status: ManagedStatus;
  readonly error: ErrorBody | null;
}

export interface ManagedResponse {
  /** In the order asked. */
  readonly results: readonly ManagedItem[];
}

/** A product as the catalogue keeps it. */
export interface StoredProductResponse {
  readonly product: Product;
  /** Base64 of the 144 bytes. */
  readonly vector: string;
  /** Whether there is a picture. */
  readonly hasPicture: boolean;
}

export interface CatalogueStatsResponse {
  readonly products: number;
  readonly categories: readonly { readonly category: number; readonly count: number }[];
  readonly structure: string;
  readonly modelKey: string;
}

/** To and from the writer's process. */
export interface WriterQuestion {
  readonly call: number;
  readonly operations: readonly Operation[];
}

export interface WriterAnswer {
  readonly call: number;
  readonly results?: readonly ManagedItem[];
  /** What made all of it fail. */
  readonly error?: ErrorBody;
}
