import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchResponse } from '#core/search-protocol.ts';
import { bruteForce, MODEL_KEY, OTHER_MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS, startApp } from './testing.ts';

const query = vectorNear(3, seeded(99));
const truth = bruteForce(PRODUCTS, query, 400);
const byId = new Map(PRODUCTS.map((document) => [document.product.id, document.product]));

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, PRODUCTS);
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

async function answers(parameters: string): Promise<SearchResponse> {
  const response = await server.search(parameters, body(query));
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}
const ids = (answer: SearchResponse) => answer.hits.map((hit) => hit.product.id);

describe('a search', () => {
  test('answers with whole products, nearest first', async () => {
    const answer = await answers('');
    expect(ids(answer)).toEqual(truth.slice(0, 24));
    expect(answer).toMatchObject({ total: 400, modelKey: MODEL_KEY });
    expect(answer.tookMs).toBeGreaterThan(0);
    const [first] = answer.hits;
    expect(first?.product).toEqual(byId.get(truth[0] as string));
    expect(first?.picture).toBe(`/v1/products/${encodeURIComponent(truth[0] as string)}/picture`);
    const similarities = answer.hits.map((hit) => hit.similarity);
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
    expect(Math.max(...similarities)).toBeLessThanOrEqual(1);
    expect(answer.nearest).toBe(similarities[0]);
    expect((await answers('?minPrice=90000000')).nearest).toBeNull();
  });

  test('pages on without gaps', async () => {
    const pages = [await answers('?limit=50'), await answers('?limit=50&offset=50')];
    expect(pages.flatMap(ids)).toEqual(truth.slice(0, 100));
    expect((await answers('?offset=400&limit=100')).hits).toEqual([]);
  });

  test('chips count the nearest 200 under the price filter, whatever the category', async () => {
    const counts = new Map<number, number>();
    for (const id of truth.slice(0, 200)) {
      const category = byId.get(id)?.category as number;
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    const all = await answers('');
    const one = await answers('?category=4');
    expect(new Map(all.categories.map(({ category, count }) => [category, count]))).toEqual(counts);
    expect(one.categories).toEqual(all.categories);
    expect(all.categories.map(({ count }) => count)).toEqual([...counts.values()].sort((a, b) => b - a));
    const cheap = await answers('?category=4&maxPrice=20000');
    expect(cheap.categories.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(200);
    const none = await answers('?minPrice=90000000');
    expect(new Set(none.categories.map(({ category }) => category)), 'what the catalogue holds is still named').toEqual(
      new Set(counts.keys()),
    );
    expect(none.categories.every(({ count }) => count === 0)).toBe(true);
  });

  test('is narrowed by one category, several, and prices', async () => {
    const wanted = (test: (category: number, price: number) => boolean) =>
      truth.filter((id) => test(byId.get(id)?.category ?? -1, byId.get(id)?.price?.amount ?? -1));
    const one = await answers('?category=4&limit=100');
    expect(ids(one)).toEqual(wanted((category) => category === 4));
    expect(one.total).toBe(one.hits.length);
    expect(ids(await answers('?category=4&category=88888888&limit=100'))).toEqual(
      wanted((category) => category === 4 || category === 88888888),
    );
    expect(ids(await answers('?minPrice=10000&maxPrice=20000&limit=100'))).toEqual(
      wanted((_, price) => price >= 10_000 && price <= 20_000),
    );
  });

  test('sorts the nearest 200 by price', async () => {
    const prices = (answer: SearchResponse) => answer.hits.map((hit) => hit.product.price?.amount);
    const nearest = truth.slice(0, 200).map((id) => byId.get(id)?.price?.amount as number);
    const up = await answers('?sort=price-asc&limit=100');
    expect(prices(up)).toEqual(nearest.toSorted((a, b) => a - b).slice(0, 100));
    expect(up.total).toBe(200);
    expect(up.nearest).toBe((await answers('?limit=1')).hits[0]?.similarity); // though its page may be a later one
    const down = await answers('?sort=price-desc&offset=150&limit=100');
    expect(prices(down)).toEqual(nearest.toSorted((a, b) => b - a).slice(150));
  });
});

describe('a search is refused with', () => {
  test.each([
    ['VECTOR_LENGTH', 400, '', Buffer.alloc(143, 1)],
    ['VECTOR_LENGTH', 400, '', Buffer.alloc(145, 1)],
    ['VECTOR_LENGTH', 400, '', Buffer.alloc(0)],
    ['VECTOR_MAGIC', 400, '', Buffer.alloc(144, 1)],
    ['VECTOR_ZERO', 400, '', Buffer.concat([body(query).subarray(0, 16), Buffer.alloc(128)])],
    ['BODY_TOO_LARGE', 413, '', Buffer.alloc(5000)],
    ['MODEL_MISMATCH', 409, '', body(query, OTHER_MODEL_KEY)],
    ['CATEGORY_UNKNOWN', 400, '?category=77', body(query)],
  ])('%s (%i)', async (code, status, parameters, payload) => {
    const response = await server.search(parameters, payload);
    expect(response.json().error.code).toBe(code);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test.each([
    ['minPrice', '?minPrice=NaN'],
    ['minPrice', '?minPrice=-1'],
    ['minPrice', '?minPrice=1.5'],
    ['minPrice', '?minPrice='],
    ['maxPrice', '?maxPrice=Infinity'],
    ['maxPrice', '?maxPrice=1e30'],
    ['maxPrice', '?minPrice=10&maxPrice=9'],
    ['category', '?category=shoes'],
    ['category', '?category=1)%20or%20(1=1'],
    ['sort', '?sort=random'],
    ['limit', '?limit=0'],
    ['limit', '?limit=101'],
    ['offset', '?offset=-1'],
    ['offset', '?offset=401&limit=100'],
    ['photo', '?photo=1'],
    ['toString', '?toString=1'],
    ['q', `?q=${'a'.repeat(101)}`],
    ['q', '?q=red&q=blue'],
  ])('QUERY_INVALID naming %s for %s', async (parameter, parameters) => {
    const response = await server.search(parameters, body(query));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      error: { code: 'QUERY_INVALID', retryable: false, details: { parameter } },
    });
  });

  test.each(['application/json', 'image/jpeg', 'multipart/form-data; boundary=x', 'text/plain', ''])(
    'BODY_TYPE for content type "%s"',
    async (type) => {
      const response = await server.search('', body(query), { 'content-type': type });
      expect(response.json().error).toMatchObject({
        code: 'BODY_TYPE',
        details: { expected: 'application/octet-stream' },
      });
      expect(response.statusCode).toBe(415);
    },
  );
});

describe('without a catalogue', () => {
  test('a search is refused until one is imported, without a restart', async () => {
    const empty = await startApp();
    const before = await empty.search('', body(query));
    expect(before.statusCode).toBe(503);
    expect(before.json().error).toMatchObject({ code: 'INDEX_MISSING', retryable: true });
    expect(before.headers['retry-after']).toBe('5');
    await importInto(empty.folder, []);
    expect((await empty.search('', body(query))).json().error.code).toBe('INDEX_MISSING');
    await importInto(empty.folder, PRODUCTS.slice(0, 20));
    expect((await empty.search('', body(query))).json().hits).toHaveLength(20);
    await empty.stop();
  });
});

test('too many searches are refused with RATE_LIMITED', async () => {
  const strict = await startApp({ searchesPerMinute: 2 });
  await strict.search('', body(query));
  await strict.search('', body(query));
  const refused = await strict.search('', body(query));
  expect(refused.statusCode).toBe(429);
  expect(refused.json().error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  await strict.stop();
});
