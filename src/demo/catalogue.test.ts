import { describe, expect, it } from 'vitest';
import { gtin14 } from '#core/gtin.ts';
import { categoryOfLabel, fineLabel, isCategory } from '#core/taxonomy.ts';
import { KINDS } from '#core/vision-api.ts';
import { feedLine } from './build.ts';
import { type DemoProduct, demoProducts } from './catalogue.ts';
import { trainingProducts } from './training.ts';

const products = demoProducts();
const items = products.filter((product) => product.offer === 0);

function countBy(key: (product: DemoProduct) => string | number | null): Map<string | number | null, number> {
  const counts = new Map<string | number | null, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

describe('the demo catalogue', () => {
  it('is the same each time', () => {
    expect(demoProducts()).toEqual(products);
  });

  it('holds at least 600 different items, each with an id of its own', () => {
    expect(items.length).toBeGreaterThanOrEqual(600);
    expect(new Set(products.map((product) => product.id)).size).toBe(products.length);
    const looks = new Set(items.map(({ style, cloth }) => `${style} ${cloth.fabric} ${cloth.base}`));
    expect(looks.size).toBe(items.length);
  });

  it('has at least 12 items of every kind and of every fashion category, and some cartons and bottles', () => {
    const kinds = countBy((item) => item.kind);
    for (const kind of KINDS) expect(kinds.get(kind), kind).toBeGreaterThanOrEqual(12);
    const categories = countBy((item) => item.category);
    for (const category of [0, 1, 2, 3, 4, 5, 8])
      expect(categories.get(category), `${category}`).toBeGreaterThanOrEqual(40);
  });

  it('uses only what the taxonomy holds', () => {
    for (const { category, label, id } of products) {
      expect(isCategory(category), id).toBe(true);
      if (label === null) continue;
      expect(fineLabel(label), id).toBeDefined();
      expect(categoryOfLabel(label), id).toBe(category);
    }
  });

  it('names everything in both languages and prices it sanely', () => {
    for (const { title, price, seller, category, id } of products) {
      expect(title.zh, id).toMatch(/[\u4e00-\u9fff]/);
      expect(title.en, id).toMatch(/^[A-Za-z][\w\s,()'-]+$/);
      expect(seller, id).not.toBe('');
      expect(Number.isInteger(price.amount)).toBe(true);
      const [low, high] = category === 6 || category === 8 ? [300, 5000] : [1900, 400_000];
      expect(price.amount, id).toBeGreaterThanOrEqual(low);
      expect(price.amount, id).toBeLessThanOrEqual(high);
    }
  });

  it('sells some items at several sellers, at different prices', () => {
    const groups = new Map<string, DemoProduct[]>();
    for (const product of products)
      if (product.group !== null) groups.set(product.group, [...(groups.get(product.group) ?? []), product]);
    expect(groups.size).toBeGreaterThanOrEqual(40);
    for (const [group, offers] of groups) {
      expect(offers.length, group).toBeGreaterThanOrEqual(2);
      expect(new Set(offers.map((offer) => offer.seller)).size, group).toBe(offers.length);
      expect(new Set(offers.map((offer) => offer.price.amount)).size, group).toBe(offers.length);
      expect(new Set(offers.map((offer) => offer.label)).size).toBe(1);
    }
  });

  it('writes prices as decimal text into the feed', () => {
    const first = products[0] as DemoProduct;
    const line = JSON.parse(feedLine({ ...first, price: { amount: 12905, currency: 'CNY' } }));
    expect(line).toMatchObject({
      id: first.id,
      price: '129.05',
      currency: 'CNY',
      image: `pictures/${first.id}.webp`,
      url: null,
    });
  });
});

describe('training products', () => {
  it('are as many as asked for and none of the catalogue', () => {
    const drawn = trainingProducts(1200, 7);
    expect(drawn).toHaveLength(1200);
    const ids = new Set(products.map((product) => product.id));
    expect(drawn.some((product) => ids.has(product.id))).toBe(false);
    const seeds = new Set(products.map((product) => product.cutSeed));
    expect(drawn.some((product) => seeds.has(product.cutSeed))).toBe(false);
  });
});

it('gives every item a number of its own, which its offers share', () => {
  const items = new Map(products.map((product) => [product.gtin, product.group ?? product.id]));
  expect(products.filter(({ gtin }) => gtin === null || gtin14(gtin) !== gtin || !gtin.startsWith('020'))).toEqual([]);
  expect(items.size).toBe(new Set(products.map(({ group, id }) => group ?? id)).size);
  expect(products.filter(({ gtin, group, id }) => items.get(gtin) !== (group ?? id))).toEqual([]);
});
