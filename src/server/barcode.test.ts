/** Products by the number of their barcode. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, seeded, vectorNear } from '#search/testing.ts';
import { importInto, startApp } from './testing.ts';

const CODE = '4006381333931';
const price = (amount: number) => ({ price: { amount, currency: 'CNY' } });
let server: Awaited<ReturnType<typeof startApp>>;

beforeAll(async () => {
  server = await startApp();
  const vector = vectorNear(1, seeded(1));
  await importInto(server.folder, [
    documentOf(1, vector, { id: 'dear', gtin: `0${CODE}`, ...price(900) }),
    documentOf(2, vector, { id: 'unpriced', gtin: `0${CODE}`, price: null }),
    documentOf(3, vector, { id: 'cheap', gtin: `0${CODE}`, ...price(500) }),
    documentOf(4, vector, { id: 'other', gtin: '00036000291452' }),
    documentOf(5, vector, { id: 'none' }),
  ]);
}, 60_000);
afterAll(() => server.stop());

const ask = (query: string) => server.app.inject({ url: `/v1/products${query}` });
async function ids(query: string): Promise<string[]> {
  return (await ask(query)).json().products.map(({ product }: { product: { id: string } }) => product.id);
}

test('all offers with the number, cheapest first, those without a price last', async () => {
  expect(await ids(`?gtin=${CODE}`)).toEqual(['cheap', 'dear', 'unpriced']);
  expect((await ask(`?gtin=${CODE}`)).json().products[0]).toMatchObject({ product: { gtin: `0${CODE}` } });
});

test('the number may be written as any of the barcodes that hold it', async () => {
  expect(await ids('?gtin=036000291452')).toEqual(['other']);
  expect(await ids('?gtin=0036000291452')).toEqual(['other']);
  expect(await ids('?gtin=00036000291452')).toEqual(['other']);
});

test('several at once, together with ids, each product once', async () => {
  expect(await ids(`?gtin=${CODE}&gtin=036000291452&id=none&id=cheap`)).toEqual(
    expect.arrayContaining(['none', 'cheap', 'dear', 'unpriced', 'other']),
  );
  expect(await ids(`?id=none&id=cheap&gtin=${CODE}`)).toEqual(['none', 'cheap', 'dear', 'unpriced']);
});

test('a number that the shop has not gives no product', async () => {
  expect(await ids('?gtin=96385074')).toEqual([]);
});

test.each([
  ['?gtin=4006381333932', 'gtin'],
  ['?gtin=abc', 'gtin'],
  ['?gtin=', 'gtin'],
  ['', 'id'],
  [`?${'gtin=96385074&'.repeat(101)}`, 'gtin'],
])('%.40s is refused', async (query, parameter) => {
  const response = await ask(query);
  expect(response.statusCode).toBe(400);
  expect(response.json().error).toMatchObject({ code: 'QUERY_INVALID', details: { parameter } });
});
