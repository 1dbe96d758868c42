/** Products by id, offers of one item, and what is like a known product. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRODUCTS_MAX, type ProductsResponse, type SearchResponse } from '#core/search-protocol.ts';
import { bruteForce, documentOf, MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { body, importInto, importIntoOlder, PRODUCTS, startApp } from './testing.ts';

const random = seeded(5);
const offerOf = (i: number, group: string, cluster: number, amount: number, currency = 'CNY') =>
  documentOf(i, vectorNear(cluster, random, 0.3), { group, price: { amount, currency }, category: 0 });

/** No neighbour of anything here. */
const VERY_FAR = vectorNear(3, seeded(5), 0).map((component) => -component);

const OFFERS = [
  offerOf(1000, 'shirt', 3, 9900),
  offerOf(1001, 'shirt', 3, 5900),
  offerOf(1002, 'shirt', 3, 7900),
  offerOf(1003, 'shirt', 3, 100, 'USD'),
  offerOf(1010, 'shoe', 3, 19_900),
  offerOf(1011, 'shoe', 3, 15_900),
  offerOf(1020, 'lonely', 3, 4200),
];
const ALL = [...PRODUCTS, ...OFFERS];
const byId = new Map(ALL.map((document) => [document.product.id, document]));
const groupOf = (id: string) => byId.get(id)?.product.group ?? null;

/** What cards there are: the first of each group, in the order given. */
function firstOfEach(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => {
    const group = groupOf(id) ?? id;
    return !seen.has(group) && seen.add(group);
  });
}

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, ALL);
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

const pathOf = (id: string, rest = '') => `/v1/products/${encodeURIComponent(id)}${rest}`;
async function get<T>(url: string): Promise<T> {
  const response = await server.app.inject(url);
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}
const refusal = async (url: string) => {
  const response = await server.app.inject(url);
  return [response.statusCode, response.json().error.code, response.json().error.details.parameter];
};
const ids = (answer: SearchResponse) => answer.hits.map((hit) => hit.product.id);
const idsOf = (answer: ProductsResponse) => answer.products.map(({ product }) => product.id);
const askFor = (wanted: readonly string[]) =>
  `/v1/products?${wanted.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`;

describe('products by id', () => {
  test('come whole, in the order asked, each once, without the unknown', async () => {
    const answer = await get<ProductsResponse>(askFor(['商品/7', 'nobody', '商品/2', '商品/7']));
    expect(answer.products).toEqual([
      { product: PRODUCTS[7]?.product, picture: pathOf('商品/7', '/picture') },
      { product: PRODUCTS[2]?.product, picture: pathOf('商品/2', '/picture') },
    ]);
    expect(idsOf(await get(askFor(['nobody'])))).toEqual([]);
    expect(idsOf(await get(askFor(['商品/7'])))).toEqual(['商品/7']);
  });

  test(`are at most ${PRODUCTS_MAX}, at least one, and nothing else is asked`, async () => {
    const many = PRODUCTS.slice(0, PRODUCTS_MAX).map(({ product }) => product.id);
    expect(idsOf(await get(askFor(many)))).toEqual(many);
    expect(await refusal(askFor([...many, 'one more']))).toEqual([400, 'QUERY_INVALID', 'id']);
    expect(await refusal('/v1/products')).toEqual([400, 'QUERY_INVALID', 'id']);
    expect(await refusal('/v1/products?id=')).toEqual([400, 'QUERY_INVALID', 'id']);
    expect(await refusal('/v1/products?id=a&page=2')).toEqual([400, 'QUERY_INVALID', 'page']);
  });
});

describe.each([
  ['', importInto],
  [', in an index made before groups had a field', importIntoOlder],
])('offers of an item%s', (_, fill) => {
  let server: Awaited<ReturnType<typeof startApp>>;
  const far = documentOf(2000, VERY_FAR, { group: 'far', price: { amount: 1, currency: 'CNY' } });
  const near = documentOf(2001, vectorNear(3, random), { group: 'far', price: { amount: 2, currency: 'CNY' } });
  const between = Array.from({ length: 600 }, (_, i) => documentOf(3000 + i, vectorNear(3, random)));
  beforeAll(async () => {
    server = await startApp();
    await fill(server.folder, [...OFFERS, ...between, far, near]);
  }, 60_000);
  afterAll(() => server.stop());
  const get = async (url: string): Promise<ProductsResponse> => (await server.app.inject(url)).json();

  test('are found however little alike they are', async () => {
    for (const id of ['商品/2000', '商品/2001']) {
      expect(idsOf(await get(pathOf(id, '/offers')))).toEqual(['商品/2000', '商品/2001']);
    }
  });

  test('are all of its group, cheapest first, other currencies after its own', async () => {
    for (const id of ['商品/1000', '商品/1001']) {
      expect(idsOf(await get(pathOf(id, '/offers')))).toEqual(['商品/1001', '商品/1002', '商品/1000', '商品/1003']);
    }
    expect(idsOf(await get(pathOf('商品/1003', '/offers')))[0]).toBe('商品/1003');
  });

  test('are the product alone without a group, or alone in it', async () => {
    expect(idsOf(await get(pathOf('商品/3005', '/offers')))).toEqual(['商品/3005']);
    expect(idsOf(await get(pathOf('商品/1020', '/offers')))).toEqual(['商品/1020']);
  });
});

test('offers of an unknown product, and what is like it, are PRODUCT_UNKNOWN', async () => {
  for (const what of ['/offers', '/similar']) {
    expect((await refusal(pathOf('nobody', what))).slice(0, 2)).toEqual([404, 'PRODUCT_UNKNOWN']);
  }
});

describe('what is like a product', () => {
  const from = '商品/1000';
  const vector = byId.get(from)?.vector as Int8Array;
  const truth = bruteForce(ALL, vector, ALL.length).filter((id) => id !== from);
  const similar = (parameters = '') => get<SearchResponse>(pathOf(from, `/similar${parameters}`));

  test('are its nearest, of every category, without itself', async () => {
    const answer = await similar('?limit=100');
    expect(ids(answer)).toEqual(truth.slice(0, 100));
    expect(answer).toMatchObject({ total: ALL.length - 1, modelKey: MODEL_KEY, nearest: answer.hits[0]?.similarity });
    expect(answer.hits[0]).not.toHaveProperty('offers');
    const chips = answer.categories.reduce((sum, { count }) => sum + count, 0);
    expect(chips).toBe(200);
  });

  test('page on without gaps, are filtered and sorted', async () => {
    const pages = [await similar('?limit=50'), await similar('?limit=50&offset=50')];
    expect(pages.flatMap(ids)).toEqual(truth.slice(0, 100));
    const one = await similar('?category=4&limit=100');
    expect(ids(one)).toEqual(truth.filter((id) => byId.get(id)?.product.category === 4));
    expect(one.total).toBe(one.hits.length);
    const prices = (await similar('?sort=price-asc&limit=100')).hits.map((hit) => hit.product.price?.amount);
    expect(prices).toEqual(
      truth
        .slice(0, 200)
        .map((id) => byId.get(id)?.product.price?.amount as number)
        .sort((a, b) => a - b)
        .slice(0, 100),
    );
  });

  test('grouped, none is an offer of it', async () => {
    const answer = await similar('?group=offers&limit=100');
    const others = truth.filter((id) => groupOf(id) !== 'shirt');
    expect(ids(answer)).toEqual(firstOfEach(others).slice(0, 100));
    expect(answer.total).toBe(firstOfEach(others).length);
  });

  test('is refused like a search', async () => {
    expect(await refusal(pathOf(from, '/similar?category=77'))).toEqual([400, 'CATEGORY_UNKNOWN', undefined]);
    expect(await refusal(pathOf(from, '/similar?limit=0'))).toEqual([400, 'QUERY_INVALID', 'limit']);
    expect(await refusal(pathOf(from, '/similar?group=seller'))).toEqual([400, 'QUERY_INVALID', 'group']);
  });
});

describe('a search grouped by offers', () => {
  const query = vectorNear(3, seeded(99));
  const truth = bruteForce(ALL, query, ALL.length);
  async function search(parameters: string): Promise<SearchResponse> {
    const response = await server.search(`?group=offers${parameters}`, body(query));
    expect(response.statusCode, response.body).toBe(200);
    return response.json();
  }
  const hitOf = (answer: SearchResponse, group: string) => answer.hits.find((hit) => hit.product.group === group);

  test('shows the nearest offer of each item, once, over all pages', async () => {
    const cards = firstOfEach(truth);
    const pages = [];
    for (let offset = 0; offset < cards.length; offset += 50) pages.push(await search(`&limit=50&offset=${offset}`));
    expect(pages.flatMap(ids)).toEqual(cards);
    expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([cards.length]));
  });

  test('tells what the offers cost, each currency by itself; null for one', async () => {
    const answer = await search('&limit=100');
    const nearest = truth.find((id) => groupOf(id) === 'shirt') as string;
    const dollars = byId.get(nearest)?.product.price?.currency === 'USD';
    expect(hitOf(answer, 'shirt')?.offers).toEqual(dollars ? null : { count: 3, lowest: 5900, highest: 9900 });
    expect(hitOf(answer, 'shoe')?.offers).toEqual({ count: 2, lowest: 15_900, highest: 19_900 });
    expect(hitOf(answer, 'lonely')?.offers).toBeNull();
    expect(answer.hits.filter((hit) => hit.product.group === null).every((hit) => hit.offers === null)).toBe(true);
  });

  test('keeps to the filters: what they leave out is no offer', async () => {
    expect(hitOf(await search('&limit=100&maxPrice=8000'), 'shirt')?.offers).toEqual({
      count: 2,
      lowest: 5900,
      highest: 7900,
    });
    expect(ids(await search('&limit=100&minPrice=90000000'))).toEqual([]);
  });

  test('knows the offers that are not alike, except in an index made before groups had a field', async () => {
    const far = documentOf(2000, VERY_FAR, { group: 'far', price: { amount: 1, currency: 'CNY' } });
    const near = documentOf(2001, query, { group: 'far', price: { amount: 2, currency: 'CNY' } });
    const between = Array.from({ length: 600 }, (_, i) => documentOf(3000 + i, vectorNear(3, random)));
    const spans = [];
    for (const fill of [importInto, importIntoOlder]) {
      const other = await startApp();
      await fill(other.folder, [far, near, ...between]);
      const answer: SearchResponse = (await other.search('?group=offers', body(query))).json();
      spans.push(hitOf(answer, 'far')?.offers);
      await other.stop();
    }
    expect(spans).toEqual([{ count: 2, lowest: 1, highest: 2 }, null]);
  });

  test('sorts by the lowest offer, or by the highest', async () => {
    for (const [sort, side, sign] of [
      ['price-asc', 'lowest', 1],
      ['price-desc', 'highest', -1],
    ] as const) {
      const { hits } = await search(`&limit=100&category=0&sort=${sort}`);
      const amounts = hits.map((hit) => hit.offers?.[side] ?? hit.product.price?.amount ?? Number.NaN);
      expect(amounts).toEqual(amounts.toSorted((a, b) => sign * (a - b)));
    }
  });

  test('counts cards in the chips', async () => {
    const tops = async (parameters: string) =>
      (await search(parameters)).categories.find(({ category }) => category === 0)?.count;
    const expected = firstOfEach(truth.slice(0, 200)).filter((id) => byId.get(id)?.product.category === 0).length;
    expect(await tops('')).toBe(expected);
    expect(await tops('&category=4')).toBe(expected);
  });
});

test('too many of them are refused', async () => {
  const strict = await startApp({ searchesPerMinute: 1 });
  for (const url of ['/v1/products?id=a', pathOf('a', '/offers'), pathOf('a', '/similar')]) {
    await strict.app.inject(url);
    const refused = await strict.app.inject(url);
    expect([url, refused.json().error.code]).toEqual([url, 'RATE_LIMITED']);
  }
  await strict.stop();
});
