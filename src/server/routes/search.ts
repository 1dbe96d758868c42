/** POST /v1/search: 144 bytes in, products of the same style out. */
import { type Static, Type } from '@fastify/type-provider-typebox';
import { CANDIDATES, countCategories } from '#core/chips.ts';
import { TongkuanError } from '#core/errors.ts';
import {
  DEPTH_MAX,
  LIMIT_DEFAULT,
  LIMIT_MAX,
  type SearchHit,
  type SearchResponse,
  SORTS,
  type Sort,
} from '#core/search-protocol.ts';
import { categoryById } from '#core/taxonomy.ts';
import { decodeVector } from '#core/vector.ts';
import type { IndexFilter, IndexHit, IndexStats } from '#search/vector-index.ts';
import type { App, Deps } from '../deps.ts';
import { pictureUrl } from '../picture-url.ts';
import { ERROR_ANSWERS, SearchAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

/** A vector has 144 bytes; a little more is told as a wrong length, a photo is not even read. */
const BODY_LIMIT_BYTES = 1024;
const VECTOR_TYPE = 'application/octet-stream';

const price = (what: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: what }));

const Query = Type.Object(
  {
    category: Type.Optional(
      Type.Array(Type.Integer(), { description: 'Category ids of the taxonomy; may be repeated' }),
    ),
    minPrice: price('Lowest price in minor units, inclusive'),
    maxPrice: price('Highest price in minor units, inclusive'),
    sort: Type.Optional(Type.Unsafe<Sort>({ type: 'string', enum: [...SORTS], default: SORTS[0] })),
    offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT })),
  },
  { additionalProperties: false },
);

interface Page {
  readonly sort: Sort;
  readonly offset: number;
  readonly limit: number;
}

/** @throws CATEGORY_UNKNOWN, QUERY_INVALID */
function filterOf({ category, minPrice, maxPrice }: Static<typeof Query>): IndexFilter {
  for (const id of category ?? []) categoryById(id);
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    throw new TongkuanError('QUERY_INVALID', { parameter: 'maxPrice', reason: 'must be >= minPrice' });
  }
  return {
    ...(category ? { categories: category } : {}),
    ...(minPrice === undefined ? {} : { minPrice }),
    ...(maxPrice === undefined ? {} : { maxPrice }),
  };
}

/** @throws QUERY_INVALID */
function pageOf({ sort = 'similarity', offset = 0, limit = LIMIT_DEFAULT }: Static<typeof Query>): Page {
  if (offset + limit > DEPTH_MAX) {
    throw new TongkuanError('QUERY_INVALID', { parameter: 'offset', reason: `offset + limit must be <= ${DEPTH_MAX}` });
  }
  return { sort, offset, limit };
}

/** @throws BODY_TYPE, VECTOR_LENGTH, VECTOR_MAGIC, VECTOR_TYPE, VECTOR_ZERO */
function vectorOf(body: unknown, contentType: string | undefined) {
  if (!contentType?.startsWith(VECTOR_TYPE)) throw new TongkuanError('BODY_TYPE');
  return decodeVector(Buffer.isBuffer(body) ? body : new Uint8Array());
}

function byPrice(sort: Sort) {
  const sign = sort === 'price-asc' ? 1 : -1;
  return (a: IndexHit, b: IndexHit) =>
    sign * (a.document.product.price.amount - b.document.product.price.amount) || b.similarity - a.similarity;
}

function toSearchHit({ document: { product }, similarity }: IndexHit): SearchHit {
  return { product, similarity, picture: pictureUrl(product.id) };
}

type Found = Pick<SearchResponse, 'hits' | 'total' | 'nearest' | 'categories'>;

interface Request {
  readonly vector: Int8Array;
  readonly filter: IndexFilter;
  readonly page: Page;
}

async function find(index: Deps['index'], served: IndexStats, { vector, filter, page }: Request): Promise<Found> {
  const { sort, offset, limit } = page;
  const { categories, ...prices } = filter;
  const [within, chips, found] = await Promise.all([
    index.nearestCategories(vector, filter, sort === 'similarity' ? DEPTH_MAX : CANDIDATES),
    categories ? index.nearestCategories(vector, prices, CANDIDATES) : undefined,
    index.search(vector, filter, sort === 'similarity' ? offset + limit : CANDIDATES),
  ]);
  const ordered = sort === 'similarity' ? found : found.toSorted(byPrice(sort));
  return {
    hits: ordered.slice(offset, offset + limit).map(toSearchHit),
    total: Math.max(within.length, found.length),
    nearest: found[0]?.similarity ?? null,
    categories: countCategories(chips ?? within.slice(0, CANDIDATES), served.categories),
  };
}

export function searchRoute(app: App, { index, config }: Deps, catalogue: ServedCatalogue): void {
  app.post(
    '/v1/search',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: { rateLimit: { max: config.searchesPerMinute, timeWindow: '1 minute' } },
      schema: {
        summary: 'Products of the same style',
        description:
          `The body is the vector: exactly 144 bytes (16-byte header, 128 int8). Sorting by price puts the nearest ` +
          `${CANDIDATES} products in order. \`categories\` counts the nearest ${CANDIDATES} without the category filter; ` +
          `categories the catalogue holds further off have count 0.`,
        consumes: [VECTOR_TYPE],
        querystring: Query,
        body: { content: { [VECTOR_TYPE]: { schema: Type.Any({ description: 'exactly 144 bytes' }) } } },
        response: { 200: SearchAnswer, ...ERROR_ANSWERS },
      },
    },
    async (request, reply): Promise<SearchResponse> => {
      const { components, modelKey } = vectorOf(request.body, request.headers['content-type']);
      const [filter, page] = [filterOf(request.query), pageOf(request.query)];
      const served = await catalogue.summary();
      if (served.modelKey !== modelKey) {
        throw new TongkuanError('MODEL_MISMATCH', { index: served.modelKey, vector: modelKey });
      }
      const start = performance.now();
      const found = await find(index, served.stats, { vector: components, filter, page });
      void reply.header('cache-control', 'no-store');
      return { ...found, modelKey, tookMs: Math.round((performance.now() - start) * 10) / 10 };
    },
  );
}
