/** Searches that words refine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEPTH_MAX, type SearchResponse } from '#core/search-protocol.ts';
import { bruteForce, documentOf, seeded, vectorNear } from '#search/testing.ts';
import { body, importInto, startApp } from './testing.ts';

const random = seeded(12);
const query = vectorNear(3, seeded(99));
const COLOURS = ['blue', 'red', 'green', 'black'];
const THINGS = ['dress', 'jeans', 'shirt'];
/** The wardrobe: each thing in each colour, all of one style, and more of them than are looked at. */
const PRODUCTS = Array.from({ length: DEPTH_MAX + 100 }, (_, i) => {
  const [colour, thing] = [COLOURS[i % 4] as string, THINGS[i % 3] as string];
  const group = i % 12 < 2 ? `item-${Math.floor(i / 12)}` : null; // a blue offer and a red one
  const title = { zh: `商品 ${i}`, en: `${colour} ${thing} ${i}` };
  return documentOf(i, vectorNear(3, random), { title, group, attributes: {}, category: i % 5 === 0 ? 4 : 9 });
});
const byId = new Map(PRODUCTS.map((document) => [document.product.id, document.product]));
const near = bruteForce(PRODUCTS, query, DEPTH_MAX);
const holds = (id: string, ...words: string[]) => words.every((word) => byId.get(id)?.title.en.includes(word));

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, PRODUCTS);
}, 60_000);
afterAll(() => server.stop());

async function answers(parameters: string): Promise<SearchResponse> {
  const response = await server.search(parameters, body(query));
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}
const ids = (answer: SearchResponse) => answer.hits.map((hit) => hit.product.id);
async function allPages(parameters: string): Promise<string[]> {
  const found: string[] = [];
  for (let offset = 0; offset < DEPTH_MAX; offset += 100) {
    found.push(...ids(await answers(`?limit=100&offset=${offset}&${parameters}`)));
  }
  return found;
}

describe('words with a picture', () => {
  test.each(['red', '红', '红色', 'REDS'])('"%s": the red ones come first, nearest first, then the rest', async (q) => {
    const all = await allPages(`q=${encodeURIComponent(q)}`);
    expect(all).toEqual([...near.filter((id) => holds(id, 'red')), ...near.filter((id) => !holds(id, 'red'))]);
  });

  test('several words: what holds all of them comes first; nothing is lost or repeated', async () => {
    const all = await allPages('q=red%20dress');
    const both = near.filter((id) => holds(id, 'red', 'dress'));
    expect(all.slice(0, both.length)).toEqual(both);
    expect(all.toSorted()).toEqual(near.toSorted());
  });

  test('leave the numbers of the answer as they are', async () => {
    const [plain, refined] = [await answers(''), await answers('?q=red')];
    const numbers = ({ total, nearest, categories }: SearchResponse) => ({ total, nearest, categories });
    expect(numbers(refined)).toEqual(numbers(plain));
  });

  test.each(['', '%20', '!!', 'the', '的', '%F0%9F%98%80'])('"%s" asks for nothing', async (q) => {
    expect(ids(await answers(`?q=${q}`))).toEqual(ids(await answers('')));
  });

  test('that nothing holds change nothing', async () => {
    expect(ids(await answers('?q=umbrella&limit=100'))).toEqual(near.slice(0, 100));
  });

  test('keep to the filters', async () => {
    const { hits } = await answers('?q=red&category=4&maxPrice=50000&limit=100');
    expect(hits.length).toBeGreaterThan(5);
    for (const { product } of hits) {
      expect(product.category).toBe(4);
      expect(product.price?.amount).toBeLessThanOrEqual(50_000);
    }
    const red = hits.map(({ product }) => holds(product.id, 'red'));
    expect(red).toEqual(red.toSorted((a, b) => Number(b) - Number(a)));
  });

  test('sorted by price leave only what holds them, if anything does', async () => {
    const { hits, total } = await answers('?q=red&sort=price-asc&limit=100');
    const prices = near
      .filter((id) => holds(id, 'red'))
      .map((id) => byId.get(id)?.price?.amount as number)
      .sort((a, b) => a - b);
    expect(hits.map(({ product }) => product.price?.amount)).toEqual(prices.slice(0, 100));
    expect(total).toBe(prices.length);
    expect((await answers('?q=umbrella&sort=price-asc')).total).toBe(200);
  });

  test('grouped, the offer that holds them stands for its item', async () => {
    const { hits } = await answers('?q=red&group=offers&limit=50');
    const items = hits.filter(({ product }) => product.group !== null);
    expect(items.length).toBeGreaterThan(5);
    expect(new Set(items.map(({ product }) => product.group)).size).toBe(items.length);
    expect(hits.every(({ product }) => holds(product.id, 'red'))).toBe(true);
    expect(items.every(({ offers }) => offers?.count === 2)).toBe(true);
  });

  test('refine what is like a product as well', async () => {
    const from = near[0] as string;
    const response = await server.app.inject(
      `/v1/products/${encodeURIComponent(from)}/similar?q=${encodeURIComponent('黑色')}&limit=100`,
    );
    const found = ids(response.json());
    expect(found).not.toContain(from);
    expect(found.every((id) => holds(id, 'black'))).toBe(true);
  });
});
