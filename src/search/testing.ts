/** Helpers for tests of the index and of what is built on it: seeded products whose vectors form clusters. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATEGORIES } from '#core/taxonomy.ts';
import { cosine, normalise, quantise, VECTOR_DIM } from '#core/vector.ts';
import type { IndexDocument } from './vector-index.ts';

export const MODEL_KEY = '0123456789abcdef';
export const OTHER_MODEL_KEY = 'fedcba9876543210';

/** A small fast generator of numbers in 0–1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A vector near centre number `cluster`; the same seed and cluster give the same centre. */
export function vectorNear(cluster: number, random: () => number, spread = 0.7): Int8Array {
  const centre = seeded(1000 + cluster);
  const values = Array.from({ length: VECTOR_DIM }, () => gaussian(centre) + spread * gaussian(random));
  return quantise(normalise(values), 330);
}

/** Product number `i` of a made-up catalogue: categories take turns, prices lie between ¥1 and ¥1,000. */
export function documentOf(
  i: number,
  vector: Int8Array,
  changes: Partial<IndexDocument['product']> = {},
): IndexDocument {
  const category = CATEGORIES[i % CATEGORIES.length]?.id ?? 0;
  const product = {
    id: `商品/${i}`,
    category,
    label: null,
    title: { zh: `商品 ${i}`, en: `Product ${i}` },
    price: { amount: 100 + ((i * 7919) % 99_900), currency: 'CNY' },
    listPrice: null,
    availability: null,
    gtin: null,
    seller: `Seller ${i % 5}`,
    group: null,
    pageUrl: null,
    attributes: { colour: 'red' },
    ...changes,
  };
  return { product, vector, picture: `${i}.webp`, contentHash: `hash-${i}` };
}

/** `count` products over `clusters` clusters. */
export function catalogueOf(count: number, clusters = 50, seed = 1): IndexDocument[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => documentOf(i, vectorNear(i % clusters, random)));
}

/** The truth: every document compared, nearest first. */
export function bruteForce(documents: readonly IndexDocument[], vector: Int8Array, limit: number): string[] {
  const scored = documents.map(({ product, vector: v }) => ({ id: product.id, similarity: cosine(vector, v) }));
  scored.sort((a, b) => b.similarity - a.similarity);
  return scored.slice(0, limit).map(({ id }) => id);
}

/** A temporary folder and what removes it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tongkuan-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
