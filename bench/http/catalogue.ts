/** A catalogue of any size for the endpoint's bench, kept between runs, and what is searched for in it. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CATEGORIES } from '#core/taxonomy.ts';
import { VECTOR_DIM } from '#core/vector.ts';
import { documentOf, seeded, vectorNear } from '#search/testing.ts';
import { createIndex } from '#search/zvec.ts';
import { readBase } from '../index/base.ts';
import { multiply } from '../index/recipe.ts';

const KEPT = join('.cache', 'bench-http');
/** As many as an import writes at once. */
const BATCH = 256;
export const QUERIES = 500;
const MADE_UP_KEY = '0123456789abcdef';
/** Products a made-up cluster holds. */
const CLUSTER = 80;

export interface Made {
  readonly modelKey: string;
  vectorAt(i: number): Int8Array;
  categoryAt(i: number): number;
  readonly queries: readonly Int8Array[];
}

/** Real embeddings, multiplied (`bench/index/recipe.ts`). */
async function multiplied(products: number): Promise<Made> {
  const base = await readBase();
  const { vectors, categories, queries } = multiply(base, products, QUERIES);
  const slice = (all: Int8Array, i: number) => all.slice(i * VECTOR_DIM, (i + 1) * VECTOR_DIM);
  return {
    modelKey: base.modelKey,
    vectorAt: (i) => slice(vectors, i),
    categoryAt: (i) => CATEGORIES[categories[i] ?? 0]?.id ?? 0,
    queries: Array.from({ length: QUERIES }, (_, i) => slice(queries, i)),
  };
}

/** Seeded clusters: no pictures and no models needed. */
function madeUp(products: number): Made {
  const clusters = Math.max(50, Math.round(products / CLUSTER));
  const random = seeded(1);
  const asked = seeded(7);
  return {
    modelKey: MADE_UP_KEY,
    vectorAt: (i) => vectorNear(i % clusters, random),
    categoryAt: (i) => CATEGORIES[i % CATEGORIES.length]?.id ?? 0,
    queries: Array.from({ length: QUERIES }, (_, i) => vectorNear((i * 37) % clusters, asked)),
  };
}

/** As shops say things: titles in two languages, a page, some attributes; of every three products one has four offers. */
function productAt({ vectorAt, categoryAt }: Made, i: number) {
  const offered = Math.floor(i / 4) % 3 === 0;
  return documentOf(i, vectorAt(i), {
    id: `shop-7/sku-${i}`,
    category: categoryAt(i),
    title: { zh: `夏季新款 宽松 短袖 衬衫 ${i}`, en: `Loose short-sleeved summer shirt no. ${i}` },
    seller: `Seller ${i % 40}`,
    group: offered ? `item-${Math.floor(i / 4)}` : null,
    pageUrl: `https://shop.example/products/${i}?from=search`,
    attributes: { colour: 'red', material: 'cotton', brand: `Brand ${i % 90}` },
  });
}

async function fill(folder: string, made: Made, products: number): Promise<void> {
  const writer = await createIndex(join(folder, 'index'), made.modelKey);
  for (let at = 0; at < products; at += BATCH) {
    const size = Math.min(BATCH, products - at);
    await writer.upsert(Array.from({ length: size }, (_, i) => productAt(made, at + i)));
    if (Math.floor(at / 100_000) !== Math.floor((at + size) / 100_000)) console.error(`put in ${at + size}`);
  }
  await writer.optimise();
  await writer.close();
}

/** @returns its folder and what to search for in it */
export async function catalogueOf(products: number, real: boolean): Promise<{ folder: string; made: Made }> {
  const made = real ? await multiplied(products) : madeUp(products);
  const folder = join(KEPT, `${products}-${real ? made.modelKey : 'made-up'}`);
  if (existsSync(folder)) return { folder, made };
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await fill(part, made, products);
  await rename(part, folder);
  return { folder, made };
}
