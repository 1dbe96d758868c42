/**
 * A search in travel packs of 100,000 products: median milliseconds in a worker of Chromium, and in Node.
 *
 *   npm run bench:pack -- data/catalogue          (any catalogue with some thousand real products)
 *
 * The recipe: the embeddings of the catalogue, and between them made-up ones. Each is a real embedding moved 10 to 40 % of
 * the way towards another real one of the same category, which is where products of one category lie; seeded, so that
 * every run compares the same. The query is a real embedding, half way towards another.
 */
import { join } from 'node:path';
import { encodePack } from '#core/pack-builder.ts';
import { decodePack, type PackItem } from '#core/pack-format.ts';
import { openPack, searchPacks } from '#core/pack-search.ts';
import type { SearchQuery } from '#core/search-protocol.ts';
import { normalise, quantise } from '#core/vector.ts';
import { seeded } from '#search/testing.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import { openIndex } from '#search/zvec.ts';
import { launchBrowser } from './browser.ts';
import { bundled } from './bundle.ts';
import { median } from './median.ts';

const PRODUCTS = 100_000;
const RUNS = 31;
const SCALE = 330;
const [catalogue] = process.argv.slice(2);
if (!catalogue) throw new Error('usage: npm run bench:pack -- <catalogue>');

async function realProducts(folder: string): Promise<IndexDocument[]> {
  const index = await openIndex(join(folder, 'index'), { mode: 'read' });
  const ids: string[] = [];
  for await (const id of index.ids()) ids.push(id);
  const documents: IndexDocument[] = [];
  for (let at = 0; at < ids.length; at += 500) documents.push(...(await index.get(ids.slice(at, at + 500))));
  await index.close();
  return documents.sort((a, b) => (a.product.id < b.product.id ? -1 : 1));
}

function between(a: Int8Array, b: Int8Array, share: number): Int8Array {
  return quantise(normalise(Float32Array.from(a, (x, i) => (1 - share) * x + share * (b[i] ?? 0))), SCALE);
}

/** One pack a category, together `PRODUCTS` products in the proportions of the catalogue. */
function multiplied(documents: readonly IndexDocument[]): Uint8Array<ArrayBuffer>[] {
  const random = seeded(2026);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const key = new Uint8Array(8);
  const categories = [...new Set(documents.map(({ product }) => product.category))];
  return categories.map((category) => {
    const own = documents.filter(({ product }) => product.category === category);
    const count = Math.round((own.length / documents.length) * PRODUCTS);
    const items = Array.from({ length: count }, (_, i): PackItem => {
      const { product, vector } = own[i] ?? pick(own);
      const near = i < own.length ? vector : between(vector, pick(own).vector, 0.1 + 0.3 * random());
      return { product: { ...product, id: `${product.id}-${i}` }, vector: near, key };
    });
    return encodePack({ modelKey: '0'.repeat(16), category }, items);
  });
}

const documents = await realProducts(catalogue);
const files = multiplied(documents);
const random = seeded(7);
const vectors = Array.from({ length: RUNS }, () => {
  const one = () => documents[Math.floor(random() * documents.length)]?.vector ?? new Int8Array(128);
  return between(one(), one(), 0.5);
});
const largest = documents.length > 0 ? decodePack(files[0] as Uint8Array).category : 0;
const QUERIES: Readonly<Record<string, SearchQuery>> = {
  'all categories': {},
  'one category': { category: [largest] },
  'category, price, by price': { category: [largest], minPrice: 5_000, maxPrice: 20_000, sort: 'price-asc' },
};

interface NodeTimes {
  readonly median: number;
  /** Of the processor, a search: what a busy machine does not spoil. */
  readonly cpu: number;
}

function inNode(): Record<string, NodeTimes> {
  const packs = files.map((file) => openPack(decodePack(file)));
  const timed = (query: SearchQuery): NodeTimes => {
    for (const vector of vectors.slice(0, 5)) searchPacks(packs, vector, query);
    const before = process.cpuUsage();
    const times = vectors.map((vector) => {
      const start = performance.now();
      searchPacks(packs, vector, query);
      return performance.now() - start;
    });
    const { user, system } = process.cpuUsage(before);
    return { median: median(times), cpu: (user + system) / 1000 / vectors.length };
  };
  return Object.fromEntries(Object.entries(QUERIES).map(([name, query]) => [name, timed(query)]));
}

/** The same code, built as for the page, in a worker. */
async function inChromium(): Promise<Record<string, number>> {
  const code = await bundled(join(import.meta.dirname, 'pack-worker.ts'));
  const browser = await launchBrowser(['--disable-gpu', '--disable-background-networking']);
  try {
    const page = await browser.newPage();
    // an address of its own: workers of about:blank do not start
    await page.route('http://bench.invalid/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://bench.invalid/');
    const worker = await page.evaluateHandle(
      (script) => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))),
      code,
    );
    for (const file of files) {
      const base64 = Buffer.from(file).toString('base64');
      await worker.evaluate(
        (to, text) => to.postMessage({ pack: Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) }),
        base64,
      );
    }
    const answers: [string, number][] = [];
    for (const [name, query] of Object.entries(QUERIES)) {
      const message = { vectors: vectors.map((vector) => [...vector]), query };
      const times = await worker.evaluate(
        (to, asked) =>
          new Promise<number[]>((resolve) => {
            to.addEventListener('message', ({ data }) => resolve(data), { once: true });
            to.postMessage(asked);
          }),
        message,
      );
      answers.push([name, median(times)]);
    }
    return Object.fromEntries(answers);
  } finally {
    await browser.close();
  }
}

const bytes = files.reduce((sum, { length }) => sum + length, 0);
console.log(
  `${PRODUCTS} products from ${documents.length} real embeddings, ${files.length} packs, ${(bytes / 1e6).toFixed(1)} MB`,
);
const node = inNode();
const chromium = await inChromium();
const ms = (value: number | undefined) => Number((value ?? Number.NaN).toFixed(1));
const row = (name: string) => ({
  'Chromium worker ms': ms(chromium[name]),
  'Node ms': ms(node[name]?.median),
  'Node processor ms': ms(node[name]?.cpu),
});
console.table(Object.fromEntries(Object.keys(QUERIES).map((name) => [name, row(name)])));
