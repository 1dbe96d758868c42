/** The pack worker's work against the real endpoint and a real index; only the storage is in memory. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeVector } from '#core/vector.ts';
import { documentOf, MODEL_KEY, OTHER_MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { createIndex } from '#search/zvec.ts';
import { body, importInto, PRODUCTS, startApp, storePicture } from '#server/testing.ts';
import { createPacks } from './packs.ts';
import { storeInMemory } from './testing.ts';
import type { PackWorker, Progress, Wish } from './types.ts';

const SHOES = 4;
const QUERY = vectorNear(3, seeded(99));
const BYTES = encodeVector({ modelKey: MODEL_KEY, components: QUERY });
const silent = () => {};
const CODE = '04006381333931';
/** Two sellers have this shoe. */
const SHARED = [4, 18];
/** A shoe with a barcode, and one that two sellers have. */
const SOLD = PRODUCTS.map((document, i) => {
  if (i === 32) return { ...document, product: { ...document.product, gtin: CODE } };
  return SHARED.includes(i) ? { ...document, product: { ...document.product, group: 'shared' } } : document;
});

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, SOLD);
  for (const i of [4, 18, 32]) await storePicture(server.folder, `${i}.webp`);
}, 60_000);
afterAll(() => server.stop());

/** What a test may do to the network. */
let network: { cutAfter: number | null; spoil: boolean; gone: boolean; ranges: (string | null)[] };
let store: ReturnType<typeof storeInMemory>;
let packs: PackWorker;

const overTheServer: typeof fetch = async (url, init) => {
  if (network.gone) throw new TypeError('Failed to fetch');
  const headers = Object.fromEntries(new Headers(init?.headers));
  const answer = await server.app.inject({ url: String(url), headers });
  network.ranges.push(headers.range ?? null);
  const bytes = Uint8Array.from(answer.rawPayload);
  if (network.spoil) bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
  const cut = network.cutAfter;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, cut ?? bytes.length));
      if (cut === null) controller.close();
      else if (cut < bytes.length)
        init?.signal?.addEventListener('abort', () => controller.error(new Error('stopped')));
    },
  });
  return new Response(stream, { status: answer.statusCode, headers: answer.headers as Record<string, string> });
};

beforeEach(() => {
  network = { cutAfter: null, spoil: false, gone: false, ranges: [] };
  store = storeInMemory();
  packs = createPacks({
    store,
    fetch: overTheServer,
    now: () => 1000,
    sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
    sleep: () => new Promise((resolve) => setTimeout(resolve, 50)),
    alone: (job) => job(),
  });
});
afterEach(() => packs.pause());

async function wish(category: number, pictures = false): Promise<Wish> {
  const { packs: offered } = (await server.app.inject('/v1/packs')).json();
  const { version, bytes } = offered.find((pack: { category: number }) => pack.category === category);
  return { category, pictures, version, total: bytes };
}

async function downloads(category: number, pictures = false): Promise<void> {
  await packs.want([await wish(category, pictures)]);
  await packs.download(category, silent);
}

async function answers(query = {}) {
  const answer = await packs.search(BYTES, query);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

const idOf = ({ product }: { product: { id: string } }) => product.id;
const similarity = (hit: { product: { id: string }; similarity: number }) => [idOf(hit), hit.similarity];

describe('a downloaded pack', () => {
  test('answers as the shop does, with pictures', async () => {
    await downloads(SHOES, true);
    const { response, asOf } = await answers({ category: [SHOES], limit: 100 });
    const shop = (await server.search(`?category=${SHOES}&limit=100`, body(QUERY))).json();
    const plain = (hits: typeof response.hits) => hits.map(({ product, similarity }) => ({ product, similarity }));
    expect(plain(response.hits)).toEqual(plain(shop.hits));
    expect({ total: response.total, nearest: response.nearest }).toEqual({ total: shop.total, nearest: shop.nearest });
    expect(asOf).toBe(1000);
    const pictureOf = (id: string) => response.hits.find(({ product }) => product.id === id)?.picture;
    expect(pictureOf('商品/4')).toMatch(/^data:image\/webp;base64,UklGR/);
    expect(pictureOf('商品/46')).toMatch(/^data:image\/gif/);
  });

  test('knows what is like a product, without itself and its other offers, as the shop does', async () => {
    await downloads(SHOES);
    for (const id of ['商品/4', '商品/32']) {
      const query = { group: 'offers', category: [SHOES], limit: 100 } as const;
      const answer = await packs.similar(id, query);
      const path = `/v1/products/${encodeURIComponent(id)}/similar?group=offers&category=${SHOES}&limit=100`;
      const shop = (await server.app.inject(path)).json();
      expect(typeof answer === 'string' ? answer : answer.response.hits.map(similarity)).toEqual(
        shop.hits.map(similarity),
      );
    }
    expect(await packs.similar('nobody', {})).toBe('other-category');
  });

  test('knows what others ask for an item, as the shop does', async () => {
    await downloads(SHOES);
    for (const id of ['商品/4', '商品/32']) {
      const shop = (await server.app.inject(`/v1/products/${encodeURIComponent(id)}/offers`)).json();
      expect((await packs.offers(id))?.products.map(idOf)).toEqual(shop.products.map(idOf));
    }
    expect((await packs.offers('商品/4'))?.products).toHaveLength(2);
    expect(await packs.offers('nobody')).toBeNull();
  });

  test('is on the shelf, and nothing is left to download', async () => {
    await downloads(SHOES, true);
    const shelf = await packs.shelf();
    expect(shelf.downloads).toEqual([]);
    expect(shelf.packs).toMatchObject([{ category: SHOES, products: 29, modelKey: MODEL_KEY, deleted: false }]);
    expect(shelf.packs[0]?.pictureBytes).toBeGreaterThan(0);
  });

  test('gets its pictures later without being fetched again', async () => {
    await downloads(SHOES);
    const requests = network.ranges.length;
    await downloads(SHOES, true);
    expect(network.ranges.length - requests).toBe(1);
    expect((await packs.shelf()).packs[0]?.pictureBytes).toBeGreaterThan(0);
  });

  test('is no answer for other categories, other models, or once it is deleted; undo brings it back', async () => {
    expect(await packs.search(BYTES, {})).toBe('no-pack');
    await downloads(SHOES);
    expect(await packs.search(BYTES, { category: [3] })).toBe('other-category');
    const foreign = encodeVector({ modelKey: OTHER_MODEL_KEY, components: QUERY });
    expect(await packs.search(foreign, {})).toBe('other-model');
    await packs.mark(SHOES, true);
    expect(await packs.search(BYTES, {})).toBe('no-pack');
    await packs.mark(SHOES, false);
    expect((await answers()).response.total).toBe(29);
    await packs.mark(SHOES, true);
    await packs.forget();
    expect(await store.files()).toEqual([]);
    expect((await packs.shelf()).packs).toEqual([]);
  });

  test('several are searched together; chips count all of them', async () => {
    await downloads(SHOES);
    await downloads(3);
    const { response } = await answers({ category: [3] });
    expect(new Set(response.hits.map(({ product }) => product.category))).toEqual(new Set([3]));
    expect(response.categories.map(({ category }) => category).sort()).toEqual([3, SHOES]);
  });
});

describe('a download', () => {
  test('tells its progress up to the end', async () => {
    const told: Progress[] = [];
    await packs.want([await wish(SHOES)]);
    await packs.download(SHOES, (progress) => told.push(progress));
    const { bytes } = (await packs.shelf()).packs[0] ?? {};
    expect(told.at(-1)).toEqual({ loaded: bytes, total: bytes });
  });

  test('that was paused goes on where it was, also in a new page', async () => {
    network.cutAfter = 3000;
    await packs.want([await wish(SHOES)]);
    const running = packs.download(SHOES, silent);
    await expect.poll(() => network.ranges.length).toBe(1);
    await packs.pause();
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await packs.shelf()).downloads).toMatchObject([{ category: SHOES, loaded: 3000 }]);
    expect(await packs.search(BYTES, {})).toBe('no-pack');

    network.cutAfter = null;
    await packs.download(SHOES, silent);
    expect(network.ranges).toEqual([null, 'bytes=3000-']);
    expect((await answers()).response.total).toBe(29);
  });

  test('that was cancelled leaves nothing', async () => {
    network.cutAfter = 3000;
    await packs.want([await wish(SHOES)]);
    const running = packs.download(SHOES, silent);
    await expect.poll(() => network.ranges.length).toBe(1);
    await Promise.all([expect(running).rejects.toMatchObject({ code: 'ABORTED' }), packs.discard()]);
    expect((await packs.shelf()).downloads).toEqual([]);
    expect(await store.files()).toEqual([]);
  });

  test('that arrives damaged is refused and fetched anew', async () => {
    network.spoil = true;
    await packs.want([await wish(SHOES)]);
    await expect(packs.download(SHOES, silent)).rejects.toMatchObject({ code: 'PACK_CORRUPT' });
    network.spoil = false;
    await packs.download(SHOES, silent);
    expect((await answers()).response.total).toBe(29);
  });

  test('tells a full device, and that the network is gone', async () => {
    store.room = 2000;
    await packs.want([await wish(SHOES)]);
    await expect(packs.download(SHOES, silent)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    store.room = Number.POSITIVE_INFINITY;
    network.gone = true;
    await expect(packs.download(SHOES, silent)).rejects.toMatchObject({ code: 'PACK_FETCH' });
  });

  test('of a category that the shop has not is refused', async () => {
    await packs.want([{ category: 77, pictures: false, version: 'x', total: 1 }]);
    await expect(packs.download(77, silent)).rejects.toMatchObject({ code: 'PACK_UNKNOWN' });
  });
});

test('what a closed page left in the middle of an update is swept away', async () => {
  await downloads(SHOES);
  await store.append('4/other/pack', 0, new Uint8Array(10));
  await packs.forget();
  expect(await store.files()).toHaveLength(1);
});

test('an update fetches what changed, with its pictures; a pack that is too old is told', {
  timeout: 40_000,
}, async () => {
  await downloads(SHOES, true);
  const before = (await packs.shelf()).packs[0];
  expect(await packs.update(SHOES)).toEqual({ added: 0, changed: 0, deleted: 0 });

  const index = await createIndex(join(server.folder, 'index'), MODEL_KEY);
  const added = documentOf(4 + 14 * 100, QUERY, { id: '新鞋' });
  await index.upsert([{ ...added, picture: '32.webp' }]);
  await index.delete(['商品/18']);
  await index.close();
  await expect.poll(async () => (await wish(SHOES)).version, { timeout: 20_000 }).not.toBe(before?.version);
  await expect
    .poll(async () => packs.update(SHOES).catch(() => null), { timeout: 20_000 }) // its pictures are being made
    .toEqual({ added: 1, changed: 0, deleted: 1 });
  const { response } = await answers({ limit: 100 });
  expect(response.hits[0]).toMatchObject({ product: { id: '新鞋' }, similarity: 1 });
  expect(response.hits[0]?.picture).toMatch(/^data:image\/webp/);
  expect(response.hits.find(({ product }) => product.id === '商品/4')?.picture).toMatch(/^data:image\/webp/);
  expect(response.hits.some(({ product }) => product.id === '商品/18')).toBe(false);
  expect(await store.files(), 'the old files are gone').toHaveLength(2);
  if (before) await store.putPack({ ...before, version: '0'.repeat(32) });
  expect(await packs.update(SHOES)).toBeNull();
});

test('a barcode is looked up in the packs, whose products come with their pictures', async () => {
  expect(await packs.withGtins([CODE])).toBeNull();
  await downloads(SHOES, true);
  const found = await packs.withGtins(['00036000291452', CODE]);
  expect(found?.products).toEqual([
    { product: SOLD[32]?.product, picture: expect.stringMatching(/^data:image\/webp/) },
  ]);
  expect(found?.asOf).toBe(1000);
  expect((await packs.withGtins(['00036000291452']))?.products).toEqual([]);
  await packs.mark(SHOES, true);
  expect(await packs.withGtins([CODE])).toBeNull();
});
