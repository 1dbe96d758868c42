/** What OpenAPI shows as examples; a test checks each against its schema. */
import type { CatalogueStatsResponse, ManagedItem, StoredProductResponse } from '#core/management.ts';
import type { Product } from '#core/product.ts';
import type {
  BatchResponse,
  CategoriesResponse,
  HealthResponse,
  PackListing,
  ProductResponse,
  ProductsResponse,
  SearchResponse,
} from '#core/search-protocol.ts';

const MODEL_KEY = '31eb0fe9a7a1e8a4';

const PRODUCT: Product = {
  id: 'sku-1',
  category: 0,
  label: 't-shirt',
  title: { zh: '红色T恤', en: 'Red T-shirt' },
  price: { amount: 12_900, currency: 'CNY' },
  listPrice: { amount: 15_900, currency: 'CNY' },
  availability: 'in_stock',
  gtin: '04006381333931',
  seller: 'North',
  group: 'tee-7',
  pageUrl: 'https://shop.example/sku-1',
  attributes: { colour: 'red' },
};
const PRODUCT_ANSWER: ProductResponse = { product: PRODUCT, picture: '/v1/products/sku-1/picture' };

const SEARCH: SearchResponse = {
  hits: [{ ...PRODUCT_ANSWER, similarity: 0.93, offers: { count: 2, lowest: 12_900, highest: 13_500 } }],
  total: 1,
  nearest: 0.93,
  categories: [{ category: 0, count: 1 }],
  sellers: [{ seller: 'North', count: 1 }],
  prices: [{ currency: 'CNY', count: 1, ranges: [{ lowest: 12_900, highest: 12_900, count: 1 }] }],
  cursor: null,
  modelKey: MODEL_KEY,
  tookMs: 1.8,
};
const BATCH: BatchResponse = {
  results: [
    { answer: SEARCH, error: null },
    {
      answer: null,
      error: {
        code: 'VECTOR_ZERO',
        message: 'The vector has no direction: every component is zero.',
        retryable: false,
        details: {},
      },
    },
  ],
};
const CATEGORIES: CategoriesResponse = { categories: [{ category: 0, count: 1 }], total: 1, modelKey: MODEL_KEY };
const PACKS: PackListing = {
  packs: [{ category: 0, version: '0123456789abcdef0123456789abcdef', products: 1, bytes: 412, pictureBytes: null }],
  modelKey: MODEL_KEY,
};
const HEALTH: HealthResponse = { status: 'ok', products: 1, modelKey: MODEL_KEY, version: '1.0.0' };
const MANAGED: ManagedItem = { id: 'sku-1', status: 'added', error: null };
const STORED: StoredProductResponse = {
  product: PRODUCT,
  vector: Buffer.concat([Buffer.from('TKV1'), Buffer.alloc(140, 1)]).toString('base64'),
  hasPicture: true,
};
const STATS: CatalogueStatsResponse = {
  products: 1,
  categories: [{ category: 0, count: 1 }],
  structure: 'exact',
  modelKey: MODEL_KEY,
};

/** The schema, shown with an example. */
export function shown<S extends object>(schema: S, example: keyof typeof EXAMPLES, description = 'Done'): S {
  return { description, ...schema, examples: [EXAMPLES[example]] };
}

export const EXAMPLES = {
  search: SEARCH,
  batch: BATCH,
  product: PRODUCT_ANSWER,
  products: { products: [PRODUCT_ANSWER] } satisfies ProductsResponse,
  categories: CATEGORIES,
  packs: PACKS,
  health: HEALTH,
  managedItem: MANAGED,
  managed: { results: [MANAGED] },
  stored: STORED,
  stats: STATS,
  put: {
    product: { title: 'Red T-shirt', price: { amount: 12_900, currency: 'CNY' }, seller: 'North' },
    vector: STORED.vector,
  },
  operations: {
    operations: [
      { op: 'put', id: 'sku-1', product: { title: 'Red T-shirt' }, vector: STORED.vector },
      { op: 'delete', id: 'sku-2' },
    ],
  },
  events: {
    events: [{ type: 'click', productId: 'sku-1', position: 0, category: 0, at: '2026-11-26T09:10:00Z' }],
  },
} as const;
