import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchResponse } from '#core/search-protocol.ts';
import { bruteForce, documentOf, seeded, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS, startApp } from './testing.ts';

const query = vectorNear(3, seeded(99));
/** Every third product cannot be had now; every tenth is priced in dollars. */
const SHOP = PRODUCTS.map((document, i) => ({
  ...document,
  product: {
    ...document.product,
    availability: i % 3 === 0 ? ('out_of_stock' as const) : null,
    ...(i % 10 === 0 ? { price: { amount: 100 * i, currency: 'USD' } } : {}),
  },
}));
const nearest = bruteForce(SHOP, query, 400);
const byId = new Map(SHOP.map(({ product }) => [product.id, product]));
const productsNear = nearest.map((id) => byId.get(id) as (typeof SHOP)[number]['product']);

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, SHOP);
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

async function answers(parameters: string): Promise<SearchResponse> {
  const response = await server.search(parameters, body(query));
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}
const ids = ({ hits }: SearchResponse) => hits.map((hit) => hit.product.id);
const wanted = (test: (product: (typeof productsNear)[number]) => boolean) =>
  productsNear.filter(test).map(({ id }) => id);

describe('sellers', () => {
  test('are counted among the nearest 200, most first, whatever seller is chosen', async () => {
    const counts = new Map<string, number>();
    for (const { seller } of productsNear.slice(0, 200)) counts.set(seller, (counts.get(seller) ?? 0) + 1);
    const { sellers = [] } = await answers('');
    expect(new Map(sellers.map(({ seller, count }) => [seller, count]))).toEqual(counts);
    expect(sellers.map(({ count }) => count)).toEqual([...counts.values()].sort((a, b) => b - a));
    expect((await answers('?seller=Seller%202')).sellers).toEqual(sellers);
  });

  test('narrow a search, one or several', async () => {
    expect(ids(await answers('?seller=Seller%202&limit=100'))).toEqual(wanted(({ seller }) => seller === 'Seller 2'));
    const two = await answers('?seller=Seller%202&seller=Seller%204&limit=100&offset=100');
    expect(ids(two)).toEqual(wanted(({ seller }) => ['Seller 2', 'Seller 4'].includes(seller)).slice(100));
    expect(two.total).toBe(160);
    expect((await answers("?seller=nobody')%20or%20(1=1")).hits).toEqual([]);
  });

  test('narrow what is like a product, and offers of items, too', async () => {
    const url = `/v1/products/${encodeURIComponent(nearest[0] as string)}/similar`;
    const similar = (await server.app.inject(`${url}?seller=Seller%201&group=offers`)).json() as SearchResponse;
    expect(similar.hits.length).toBeGreaterThan(0);
    expect(similar.hits.every(({ product }) => product.seller === 'Seller 1')).toBe(true);
    expect(similar.sellers?.length).toBe(5);
  });

  test.each([
    ['seller', `?${'seller=a&'.repeat(21)}`],
    ['seller', `?seller=${'a'.repeat(129)}`],
    ['seller', '?seller='],
    ['inStock', '?inStock=perhaps'],
    ['facets', '?facets=colour'],
  ])('QUERY_INVALID names %s for %s', async (parameter, parameters) => {
    const response = await server.search(parameters, body(query));
    expect(response.json()).toMatchObject({ error: { code: 'QUERY_INVALID', details: { parameter } } });
  });
});

test('inStock leaves out what cannot be had now', async () => {
  const has = await answers('?inStock=true&limit=100');
  expect(ids(has)).toEqual(wanted(({ availability }) => availability === null).slice(0, 100));
  expect(ids(await answers('?inStock=false&limit=100'))).toEqual(nearest.slice(0, 100));
});

describe('facets=price', () => {
  test('parts the prices of the nearest 200 into ranges of about equal size, each currency by itself', async () => {
    const { prices = [] } = await answers('?facets=price');
    expect(prices.map(({ currency }) => currency)).toEqual(['CNY', 'USD']);
    expect(prices.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    const yuan = prices[0]?.ranges ?? [];
    expect(yuan).toHaveLength(8);
    const amounts = productsNear.slice(0, 200).flatMap(({ price }) => (price?.currency === 'CNY' ? price.amount : []));
    for (const { lowest, highest, count } of yuan) {
      expect(amounts.filter((amount) => amount >= lowest && amount <= highest)).toHaveLength(count);
    }
    expect(yuan.map(({ lowest }) => lowest)).toEqual(yuan.map(({ lowest }) => lowest).toSorted((a, b) => a - b));
  });

  test('does not heed the price range, but every other filter', async () => {
    const all = (await answers('?facets=price')).prices;
    expect((await answers('?facets=price&minPrice=5000&maxPrice=20000')).prices).toEqual(all);
    expect((await answers('?facets=price&category=4')).prices).not.toEqual(all);
    expect((await answers('')).prices).toBeUndefined();
  });
});

describe('cursors', () => {
  async function walk(parameters: string): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | null | undefined = ''; typeof cursor === 'string'; ) {
      const page: SearchResponse = await answers(`${parameters}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...ids(page));
      cursor = page.cursor;
    }
    return found;
  }

  test('lead through everything once, in the order of a single look', async () => {
    expect(await walk('?limit=37')).toEqual(nearest);
    expect(await walk('?limit=100&seller=Seller%203')).toEqual(wanted(({ seller }) => seller === 'Seller 3'));
  });

  test.each(['&group=offers', '&sort=price-asc', '&q=red', '&sort=price-desc&group=offers'])(
    'repeat and miss nothing with %s',
    async (more) => {
      const found = await walk(`?limit=23${more}`);
      const { total } = await answers(`?limit=1${more}`);
      expect(new Set(found).size).toBe(total);
      expect(found).toHaveLength(total);
    },
  );

  test('fit pages of any size, but no other search', async () => {
    const { cursor } = await answers('?limit=10');
    expect(ids(await answers(`?limit=5&cursor=${cursor}`))).toEqual(nearest.slice(10, 15));
    for (const parameters of [
      `?category=4&cursor=${cursor}`,
      `?offset=1&cursor=${cursor}`,
      '?cursor=AAAA',
      '?cursor=*',
    ]) {
      const response = await server.search(parameters, body(query));
      expect(response.json().error.code, parameters).toBe('QUERY_INVALID');
    }
    const other = await server.search(`?cursor=${cursor}`, body(vectorNear(4, seeded(1))));
    expect(other.json().error).toMatchObject({ code: 'QUERY_INVALID', details: { parameter: 'cursor' } });
  });

  test('are refused once the catalogue has changed', async () => {
    const { cursor } = await answers('?limit=10');
    await importInto(server.folder, [documentOf(900, vectorNear(9, seeded(2)))]);
    const response = await server.search(`?limit=10&cursor=${cursor}`, body(query));
    expect([response.statusCode, response.json().error.code]).toEqual([410, 'CURSOR_EXPIRED']);
  });
});
