import { expect, test } from 'vitest';
import { bruteForce, catalogueOf, MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { dotProducts, NearestFew } from './nearest.ts';
import { encodePack } from './pack-builder.ts';
import { byId, decodePack } from './pack-format.ts';
import { openPack, searchPacks } from './pack-search.ts';
import type { Price } from './product.ts';
import type { SearchQuery } from './search-protocol.ts';

const DOCUMENTS = catalogueOf(900);
const KEY = new Uint8Array(8);
const packOf = (category: number) =>
  openPack(
    decodePack(
      encodePack(
        { modelKey: MODEL_KEY, category },
        DOCUMENTS.filter(({ product }) => product.category === category)
          .sort((a, b) => byId(a.product.id, b.product.id))
          .map(({ product, vector }) => ({ product, vector, key: KEY })),
      ),
    ),
  );
const PACKS = [...new Set(DOCUMENTS.map(({ product }) => product.category))].map(packOf);
const QUERY = vectorNear(3, seeded(99));
const ask = (query: Parameters<typeof searchPacks>[2]) => {
  const answer = searchPacks(PACKS, QUERY, query);
  return { ...answer, ids: answer.hits.map(({ pack, at }) => PACKS[pack]?.pack.product(at).id) };
};
const passing = (test: (product: (typeof DOCUMENTS)[number]['product']) => boolean) =>
  bruteForce(
    DOCUMENTS.filter(({ product }) => test(product)),
    QUERY,
    900,
  );

test('all packs are searched exactly, nearest first, page by page', () => {
  const truth = passing(() => true);
  expect(ask({}).ids).toEqual(truth.slice(0, 24));
  expect(ask({ offset: 100, limit: 50 }).ids).toEqual(truth.slice(100, 150));
  expect(ask({}).total).toBe(500);
  expect(ask({ offset: 490, limit: 100 }).ids).toEqual(truth.slice(490, 500));
});

test('what is not an answer is left out, whatever it is near to', () => {
  const { hits } = searchPacks(PACKS, QUERY, { limit: 4 });
  const others = searchPacks(PACKS, QUERY, { limit: 2 }, hits.slice(0, 2));
  expect(others.hits.map(({ pack, at }) => [pack, at])).toEqual(hits.slice(2).map(({ pack, at }) => [pack, at]));
});

const amountOf = (price: Price | null) => price?.amount ?? Number.NaN;

test('category and price narrow it', () => {
  expect(ask({ category: [4], limit: 100 }).ids).toEqual(passing(({ category }) => category === 4));
  expect(ask({ category: [4, 9], minPrice: 20_000, maxPrice: 60_000, limit: 100 }).ids).toEqual(
    passing(
      ({ category, price }) => [4, 9].includes(category) && amountOf(price) >= 20_000 && amountOf(price) <= 60_000,
    ),
  );
  const none = ask({ minPrice: 90_000_000 });
  expect(none).toMatchObject({ ids: [], total: 0, nearest: null });
  expect(none.categories.every(({ count }) => count === 0)).toBe(true);
});

test('what has no price passes no range and stands last, whichever way', () => {
  const [first, second] = DOCUMENTS.filter(({ product }) => product.category === 4);
  if (!first || !second) throw new Error('no products');
  const items = [{ ...first, product: { ...first.product, price: null } }, second]
    .sort((a, b) => byId(a.product.id, b.product.id))
    .map(({ product, vector }) => ({ product, vector, key: KEY }));
  const pack = openPack(decodePack(encodePack({ modelKey: MODEL_KEY, category: 4 }, items)));
  const idsOf = (query: SearchQuery) =>
    searchPacks([pack], QUERY, query).hits.map(({ at }) => pack.pack.product(at).id);
  for (const sort of ['price-asc', 'price-desc'] as const)
    expect(idsOf({ sort })).toEqual([second.product.id, first.product.id]);
  expect(idsOf({ maxPrice: 1e9 })).toEqual([second.product.id]);
  expect(idsOf({ minPrice: 0 })).toEqual([second.product.id]);
});

test('sellers and stock narrow it; sellers are counted whichever is chosen', () => {
  const seller = ['Seller 1', 'Seller 3'];
  const sold = passing((product) => product.category === 4 && seller.includes(product.seller));
  const chosen = ask({ category: [4], seller, limit: 100 });
  expect(chosen.ids).toEqual(sold);
  expect(chosen.sellers).toEqual(ask({ category: [4] }).sellers);
  expect(chosen.sellers.reduce((sum, { count }) => sum + count, 0)).toBe(
    passing(({ category }) => category === 4).length,
  );
  expect(new Set(chosen.sellers.map((each) => each.seller)).size).toBe(5);
  expect(ask({ seller: ['Nobody'] })).toMatchObject({ ids: [], total: 0 });
});

test('asked for what is in stock, what cannot be had now is left out', () => {
  const said = ['out_of_stock', 'in_stock', null, 'preorder', 'backorder'] as const;
  const items = DOCUMENTS.filter(({ product }) => product.category === 4)
    .slice(0, said.length)
    .map((document, i) => ({ ...document, product: { ...document.product, availability: said[i] ?? null } }))
    .sort((a, b) => byId(a.product.id, b.product.id))
    .map(({ product, vector }) => ({ product, vector, key: KEY }));
  const pack = openPack(decodePack(encodePack({ modelKey: MODEL_KEY, category: 4 }, items)));
  const shown = searchPacks([pack], QUERY, { inStock: true }).hits.map(({ at }) => pack.pack.product(at).availability);
  expect(new Set(shown)).toEqual(new Set(['in_stock', null]));
  expect(shown).toHaveLength(2);
  expect(searchPacks([pack], QUERY, {}).hits).toHaveLength(said.length);
});

test('a sort by price puts the nearest 200 in order', () => {
  const near = new Set(passing(() => true).slice(0, 200));
  const prices = DOCUMENTS.filter(({ product }) => near.has(product.id)).map(({ product }) => amountOf(product.price));
  const up = ask({ sort: 'price-asc', limit: 100 });
  const pricesOf = ({ hits }: typeof up) => hits.map(({ pack, at }) => PACKS[pack]?.pack.prices[at]);
  expect(pricesOf(up)).toEqual(prices.toSorted((a, b) => a - b).slice(0, 100));
  expect(up.total).toBe(200);
  expect(pricesOf(ask({ sort: 'price-desc', offset: 100, limit: 100 }))).toEqual(
    prices.toSorted((a, b) => b - a).slice(100),
  );
});

test('chips count the nearest 200 whatever the category', () => {
  const near = new Set(passing(() => true).slice(0, 200));
  const counts = new Map<number, number>();
  for (const { product } of DOCUMENTS) {
    if (near.has(product.id)) counts.set(product.category, (counts.get(product.category) ?? 0) + 1);
  }
  const told = new Map(ask({ category: [4] }).categories.map(({ category, count }) => [category, count]));
  expect(new Map([...told].filter(([, count]) => count > 0))).toEqual(counts);
});

test('a dot product survives the largest numbers', () => {
  const vectors = new Int8Array(256).fill(-128);
  expect([...dotProducts(vectors, vectors.subarray(0, 128), 2)]).toEqual([2_097_152, 2_097_152]);
});

test('the few nearest of many are kept, the first of equals first', () => {
  const random = seeded(1);
  const offered = Array.from({ length: 1000 }, () => Math.floor(random() * 50));
  const few = new NearestFew(100);
  offered.forEach((similarity, place) => void few.offer(place, similarity));
  const truth = offered.map((similarity, place) => ({ place, similarity }));
  truth.sort((a, b) => b.similarity - a.similarity || a.place - b.place);
  expect(few.sorted()).toEqual(truth.slice(0, 100));
  expect(few.offered).toBe(1000);
});

test('grouped, the offers of one item are one hit with what they cost', () => {
  const category = 4;
  const items = DOCUMENTS.filter(({ product }) => product.category === category).slice(0, 40);
  const grouped = items.map(({ product, vector }, i) => ({
    product: { ...product, group: i < 3 ? 'shared' : null, price: { amount: 1000 * (i + 1), currency: 'CNY' } },
    vector,
    key: KEY,
  }));
  const pack = openPack(
    decodePack(
      encodePack(
        { modelKey: MODEL_KEY, category },
        grouped.toSorted((a, b) => byId(a.product.id, b.product.id)),
      ),
    ),
  );
  const { hits, total, categories } = searchPacks([pack], QUERY, { group: 'offers', limit: 100 });
  const shared = hits.filter(({ at }) => pack.pack.product(at).group === 'shared');
  expect(shared.map(({ offers }) => offers)).toEqual([{ count: 3, lowest: 1000, highest: 3000 }]);
  expect(hits.filter(({ offers }) => offers === null)).toHaveLength(37);
  expect([total, categories]).toEqual([38, [{ category, count: 38 }]]);
  const cheapest = searchPacks([pack], QUERY, { group: 'offers', sort: 'price-asc' }).hits[0];
  expect(cheapest?.offers?.lowest).toBe(1000);
});
