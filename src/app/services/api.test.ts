import { expect, expectTypeOf, test } from 'vitest';
import type {
  BatchResponse,
  ProductResponse,
  ProductsResponse,
  SearchQuery,
  SearchResponse,
} from '#core/search-protocol.ts';
import { type AnswerOf, apiAddress } from './api.ts';

test('addresses are filled in, lists repeat, absent parameters are left out', () => {
  const query = { category: [0, 4], seller: ['A & B'], q: 'red', offset: 0 };
  expect(apiAddress('post', '/v1/search', { query })).toBe(
    '/v1/search?category=0&category=4&seller=A+%26+B&q=red&offset=0',
  );
  expect(apiAddress('get', '/v1/products/{id}/similar', { path: { id: 'a/b 1' }, query: { group: 'offers' } })).toBe(
    '/v1/products/a%2Fb%201/similar?group=offers',
  );
  expect(apiAddress('get', '/v1/categories')).toBe('/v1/categories');
});

test('what is not described does not compile', () => {
  // @ts-expect-error no such address
  apiAddress('get', '/v1/nothing');
  // @ts-expect-error a search is posted
  apiAddress('get', '/v1/search');
  // @ts-expect-error no such parameter
  apiAddress('post', '/v1/search', { query: { photo: 1 } });
  // @ts-expect-error no such order
  apiAddress('post', '/v1/search', { query: { sort: 'random' } });
});

test('what page and endpoint agree on is what the document says', () => {
  type Parts = NonNullable<NonNullable<Parameters<typeof apiAddress<'/v1/search', 'post'>>[2]>['query']>;
  expectTypeOf<SearchQuery>().toExtend<Parts>();
  expectTypeOf<AnswerOf<'/v1/search', 'post'>>().toExtend<SearchResponse>();
  expectTypeOf<AnswerOf<'/v1/products', 'get'>>().toExtend<ProductsResponse>();
  expectTypeOf<AnswerOf<'/v1/products/{id}', 'get'>>().toExtend<ProductResponse>();
  expectTypeOf<AnswerOf<'/v1/search/batch', 'post'>['results'][number]['answer']>().toExtend<
    BatchResponse['results'][number]['answer']
  >();
});
