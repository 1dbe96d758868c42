/** What a search may ask for, as parameters of the address, and what they mean to the index. */
import { type Static, Type } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import {
  CURSOR_LENGTH_MAX,
  DEPTH_MAX,
  FACETS,
  type Facet,
  LIMIT_DEFAULT,
  LIMIT_MAX,
  SELLER_LENGTH_MAX,
  SELLERS_MAX,
  SORTS,
  type Sort,
  WORDS_MAX,
} from '#core/search-protocol.ts';
import { categoryById } from '#core/taxonomy.ts';
import type { IndexFilter } from '#search/vector-index.ts';
import { type Word, wordsOf } from './words.ts';

const price = (what: string, example: number) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: what, examples: [example] }));

/** Parameters of every address that answers with a `SearchResponse`. */
export const SearchParameters = Type.Object(
  {
    category: Type.Optional(
      Type.Array(Type.Integer(), { examples: [[0, 1]], description: 'Category ids of the taxonomy; may be repeated' }),
    ),
    minPrice: price('Lowest price in minor units, inclusive', 5000),
    maxPrice: price('Highest price in minor units, inclusive', 20_000),
    seller: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: SELLER_LENGTH_MAX }), {
        maxItems: SELLERS_MAX,
        examples: [['North']],
        description: 'Names of sellers, as products say them; may be repeated',
      }),
    ),
    inStock: Type.Optional(
      Type.Boolean({ default: false, examples: [true], description: 'Without what the shop says cannot be had now' }),
    ),
    q: Type.Optional(
      Type.String({ maxLength: WORDS_MAX, examples: ['red'], description: 'Words that refine the picture, zh or en' }),
    ),
    sort: Type.Optional(
      Type.Unsafe<Sort>({
        type: 'string',
        enum: [...SORTS],
        default: SORTS[0],
        examples: ['price-asc'],
        description: 'Order of the hits',
      }),
    ),
    group: Type.Optional(
      Type.Unsafe<'offers'>({
        type: 'string',
        enum: ['offers'],
        examples: ['offers'],
        description: 'One hit for all offers of one item',
      }),
    ),
    facets: Type.Optional(
      Type.Array(Type.Unsafe<Facet>({ type: 'string', enum: [...FACETS] }), {
        maxItems: FACETS.length,
        examples: [['price']],
        description: 'What to count besides categories and sellers',
      }),
    ),
    cursor: Type.Optional(
      Type.String({
        maxLength: CURSOR_LENGTH_MAX,
        pattern: '^[\\w-]+$',
        examples: ['AQAYSatAiaFveCI0H7x4lbezPA'],
        description: '`cursor` of the answer before, in place of `offset`; all else must be as before, except `limit`',
      }),
    ),
    offset: Type.Optional(
      Type.Integer({ minimum: 0, default: 0, examples: [24], description: `offset + limit are at most ${DEPTH_MAX}` }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LIMIT_MAX,
        default: LIMIT_DEFAULT,
        examples: [24],
        description: 'Most hits of a page',
      }),
    ),
  },
  { additionalProperties: false },
);
type Parameters = Static<typeof SearchParameters>;

/** The part of the ordered results that is answered with. */
export interface Page {
  readonly sort: Sort;
  readonly offset: number;
  readonly limit: number;
}

/** The parameters, understood. */
export interface Wishes {
  readonly filter: IndexFilter;
  readonly page: Page;
  /** One hit for all offers of one item. */
  readonly grouped: boolean;
  /** Words that refine the picture; none when there is nothing in them to look for. */
  readonly words: readonly Word[];
  readonly facets: readonly Facet[];
  /** Where the page begins instead of its offset; null for none. */
  readonly cursor: string | null;
}

/** @throws CATEGORY_UNKNOWN, QUERY_INVALID */
function filterOf({ category, minPrice, maxPrice, seller, inStock }: Parameters): IndexFilter {
  for (const id of category ?? []) categoryById(id);
  if (minPrice !== undefined && maxPrice !== undefined && minPrice > maxPrice) {
    throw new TongkuanError('QUERY_INVALID', { parameter: 'maxPrice', reason: 'must be >= minPrice' });
  }
  return {
    ...(category ? { categories: category } : {}),
    ...(minPrice === undefined ? {} : { minPrice }),
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...(seller ? { sellers: seller } : {}),
    ...(inStock ? { inStock } : {}),
  };
}

/** @throws QUERY_INVALID */
function pageOf({ sort = 'similarity', offset = 0, limit = LIMIT_DEFAULT, cursor }: Parameters): Page {
  if (cursor !== undefined && offset > 0) {
    throw new TongkuanError('QUERY_INVALID', { parameter: 'offset', reason: 'not together with cursor' });
  }
  if (offset + limit > DEPTH_MAX) {
    throw new TongkuanError('QUERY_INVALID', { parameter: 'offset', reason: `offset + limit must be <= ${DEPTH_MAX}` });
  }
  return { sort, offset, limit };
}

/** @throws CATEGORY_UNKNOWN, QUERY_INVALID with the parameter's name */
export function wishesOf(parameters: Parameters): Wishes {
  const { q = '', group, facets = [], cursor = null } = parameters;
  return {
    filter: filterOf(parameters),
    page: pageOf(parameters),
    grouped: group === 'offers',
    words: wordsOf(q),
    facets,
    cursor,
  };
}
