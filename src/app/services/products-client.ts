/** Questions about products of the shop, by their ids or the numbers of their barcodes. Nothing of a photo is in any of them. */
import {
  DEPTH_MAX,
  LIMIT_DEFAULT,
  PRODUCTS_MAX,
  type ProductResponse,
  type ProductsResponse,
  type SearchResponse,
} from '#core/search-protocol.ts';
import { apiAddress } from './api.ts';
import { ask, type EndpointOptions, isProductResponse, isSearchResponse } from './endpoint.ts';

/** Each throws SEARCH_OFFLINE, SEARCH_UNREACHABLE, SEARCH_BAD_ANSWER, DEADLINE, ABORTED, or the endpoint's own code. */
export interface Products {
  /** Those that are sold now; one request for up to `PRODUCTS_MAX` ids. */
  byId(ids: readonly string[], signal: AbortSignal): Promise<ProductResponse[]>;
  /** Those with any of these item numbers, cheapest first. */
  withGtins(gtins: readonly string[], signal: AbortSignal): Promise<readonly ProductResponse[]>;
  /** All offers of the same item, this one among them, cheapest first. */
  offers(id: string, signal: AbortSignal): Promise<readonly ProductResponse[]>;
  /** Products near this one's own vector, from the `offset`-th on. */
  similar(id: string, offset: number, signal: AbortSignal): Promise<SearchResponse>;
}

export function createProducts(options: EndpointOptions): Products {
  const products = async (url: string, signal: AbortSignal) =>
    (await ask(options, { url, isAnswer: isProductsResponse }, signal)).products;
  return {
    async byId(ids, signal) {
      const found: ProductResponse[] = [];
      for (let from = 0; from < ids.length; from += PRODUCTS_MAX) {
        const some = ids.slice(from, from + PRODUCTS_MAX);
        found.push(...(await products(apiAddress('get', '/v1/products', { query: { id: some } }), signal)));
      }
      return found;
    },
    withGtins: (gtins, signal) => products(gtinsUrl(gtins), signal),
    offers: (id, signal) => products(apiAddress('get', '/v1/products/{id}/offers', { path: { id } }), signal),
    similar(id, offset, signal) {
      const url = apiAddress('get', '/v1/products/{id}/similar', { path: { id }, query: similarQuery(offset) });
      return ask(options, { url, isAnswer: isSearchResponse }, signal);
    },
  };
}

/** How products like another are asked for: one card an item, from the `offset`-th on. */
export function similarQuery(offset: number) {
  return { group: 'offers', offset, limit: Math.min(LIMIT_DEFAULT, DEPTH_MAX - offset) } as const;
}

/** Address of a question about barcodes: all that leaves the device of it. */
export function gtinsUrl(gtins: readonly string[]): string {
  return apiAddress('get', '/v1/products', { query: { gtin: [...gtins] } });
}

/** Where the picture of a product lies, for one that no answer told of. */
export function picturePath(id: string): string {
  return apiAddress('get', '/v1/products/{id}/picture', { path: { id } });
}

function isProductsResponse(answer: unknown): answer is ProductsResponse {
  const products = (answer as Partial<ProductsResponse> | null)?.products;
  return Array.isArray(products) && products.every(isProductResponse);
}
