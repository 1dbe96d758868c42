import { expect, test, vi } from 'vitest';
import { createProducts } from './products-client.ts';

const NEVER = new AbortController().signal;
const FOUND = { hits: [], total: 0, nearest: null, categories: [], modelKey: '0123456789abcdef', tookMs: 1 };

function shop(answer: unknown, status = 200) {
  const fetch = vi.fn(async (_url: string, _init?: RequestInit) => new Response(JSON.stringify(answer), { status }));
  return { fetch, products: createProducts({ fetch: fetch as never, isOnline: () => true }) };
}

test('up to a hundred products are asked for at once', async () => {
  const { fetch, products } = shop({ products: [] });
  const ids = Array.from({ length: 101 }, (_, i) => `p${i}`);
  await products.byId(ids.slice(0, 100), NEVER);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(String(fetch.mock.calls[0]?.[0]).match(/id=p/g)).toHaveLength(100);
  await products.byId(ids, NEVER);
  expect(String(fetch.mock.calls[2]?.[0])).toBe('/v1/products?id=p100');
});

test('ids may hold any character; nothing but the address is sent', async () => {
  const { fetch, products } = shop({ products: [] });
  await products.offers('a/b?c', NEVER);
  expect(fetch).toHaveBeenCalledWith('/v1/products/a%2Fb%3Fc/offers', expect.objectContaining({ credentials: 'omit' }));
  expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('body');
});

test('pages of similar products stay within what can be asked for', async () => {
  const { fetch, products } = shop(FOUND);
  await products.similar('one', 480, NEVER);
  expect(fetch.mock.calls[0]?.[0]).toBe('/v1/products/one/similar?group=offers&offset=480&limit=20');
});

test('an answer of another shape, and a code of the endpoint', async () => {
  await expect(shop({}).products.offers('one', NEVER)).rejects.toMatchObject({ code: 'SEARCH_BAD_ANSWER' });
  const nameless = { products: [{ product: { id: 'one', title: null }, picture: '/one' }] };
  await expect(shop(nameless).products.byId(['one'], NEVER)).rejects.toMatchObject({ code: 'SEARCH_BAD_ANSWER' });
  const gone = shop({ error: { code: 'PRODUCT_UNKNOWN', message: '', retryable: false, details: {} } }, 404);
  await expect(gone.products.similar('one', 0, NEVER)).rejects.toMatchObject({ code: 'PRODUCT_UNKNOWN' });
});

test('a question about barcodes holds their numbers and nothing else', async () => {
  const { fetch, products } = shop({ products: [] });
  expect(await products.withGtins(['04006381333931', '00036000291452'], NEVER)).toEqual([]);
  expect(fetch.mock.calls[0]?.[0]).toBe('/v1/products?gtin=04006381333931&gtin=00036000291452');
  expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty('body');
});
