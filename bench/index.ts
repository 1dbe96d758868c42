/**
 * The vector index against a plain scan: recall@10 and median milliseconds, one table.
 *
 *   npm run bench:index -- 20000        (number of products; default 20,000)
 */
import { bruteForce, catalogueOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import type { IndexFilter } from '#search/vector-index.ts';
import { createIndex } from '#search/zvec.ts';

const QUERIES = 100;
const count = Number(process.argv[2] ?? 20_000);
const clusters = Math.max(50, Math.round(count / 80));
const products = catalogueOf(count, clusters);
const random = seeded(7);
const queries = Array.from({ length: QUERIES }, (_, i) => vectorNear(i % clusters, random));
const folder = temporaryFolder();
const index = await createIndex(folder.path, MODEL_KEY);

async function seconds(job: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  await job();
  return ((performance.now() - start) / 1000).toFixed(1);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

async function measure(name: string, filter: IndexFilter, passing = products) {
  const times = { scan: [] as number[], top10: [] as number[], top200: [] as number[], chips: [] as number[] };
  let found = 0;
  let wanted = 0;
  const timed = async <T>(into: number[], job: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await job();
    into.push(performance.now() - start);
    return result;
  };
  for (const query of queries) {
    const truth = await timed(times.scan, () => bruteForce(passing, query, 10));
    const hits = await timed(times.top10, () => index.search(query, filter, 10));
    await timed(times.top200, () => index.search(query, filter, 200));
    await timed(times.chips, () => index.nearestCategories(query, filter, 500));
    const ids = new Set(hits.map((hit) => hit.document.product.id));
    found += truth.filter((id) => ids.has(id)).length;
    wanted += truth.length;
  }
  const ms = (values: number[]) => Number(median(values).toFixed(2));
  return {
    filter: name,
    structure: (await index.stats()).structure,
    'recall@10': Number((found / wanted).toFixed(4)),
    'plain scan ms': ms(times.scan),
    'top 10 ms': ms(times.top10),
    'top 200 ms': ms(times.top200),
    '500 categories ms': ms(times.chips),
  };
}

console.log(`${count} products, ${QUERIES} queries`);
console.log(
  `put in ${await seconds(() => index.upsert(products))} s, publish ${await seconds(() => index.publish())} s`,
);
const rows = [await measure('none', {})];
console.log(`optimise and publish ${await seconds(() => index.optimise())} s`);
const oneCategory = products.filter(({ product }) => product.category === 4);
const narrow = oneCategory.filter(({ product }) => (product.price?.amount ?? 0) <= 3000);
rows.push(
  await measure('none', {}),
  await measure('one category', { categories: [4] }, oneCategory),
  await measure('category, cheapest 3 %', { categories: [4], maxPrice: 3000 }, narrow),
);
console.table(rows);
await index.close();
folder.remove();
