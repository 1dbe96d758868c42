import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyDifference, decodeDifference } from '#core/pack-difference.ts';
import { decodePack, type Pack } from '#core/pack-format.ts';
import { decodePictureTable, PICTURE_WIDTH } from '#core/pack-pictures.ts';
import { openPack, searchPacks } from '#core/pack-search.ts';
import type { PackListing, SearchResponse } from '#core/search-protocol.ts';
import { documentOf, MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { createIndex } from '#search/zvec.ts';
import { rangeOf } from './send-file.ts';
import { body, importInto, PRODUCTS, startApp, storePicture } from './testing.ts';

const SHOES = 4;
const HOODIE = PRODUCTS[14 * 3]?.product.category as number;
let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, PRODUCTS);
  await storePicture(server.folder, '4.webp');
}, 60_000);
afterAll(() => server.stop());

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });
const listing = async (): Promise<PackListing> => (await get('/v1/packs')).json();
const offer = async (category: number) => (await listing()).packs.find((pack) => pack.category === category);
const packOf = async (category: number): Promise<Pack> => decodePack((await get(`/v1/packs/${category}`)).rawPayload);
/** A set of packs may be made anew only after a rest. */
const SOON = { timeout: 20_000 };
const productsOf = (pack: Pack) => Array.from({ length: pack.count }, (_, at) => pack.product(at));

async function withPictures() {
  await expect
    .poll(async () => (await listing()).packs.every(({ pictureBytes }) => pictureBytes !== null), SOON)
    .toBe(true);
}

describe('the list of packs', () => {
  test('tells products and size of every category that has any', async () => {
    const { packs, modelKey } = await listing();
    expect(modelKey).toBe(MODEL_KEY);
    expect(packs.reduce((sum, { products }) => sum + products, 0)).toBe(PRODUCTS.length);
    const { rawPayload } = await get(`/v1/packs/${SHOES}`);
    expect(await offer(SHOES)).toMatchObject({ products: 29, bytes: rawPayload.length });
  });
});

describe('a pack', () => {
  test('holds the products of its category as they are, in the order of their ids', async () => {
    const pack = await packOf(SHOES);
    const wanted = PRODUCTS.map(({ product }) => product).filter(({ category }) => category === SHOES);
    expect(productsOf(pack)).toEqual(wanted.sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(pack.modelKey).toBe(MODEL_KEY);
  });

  test('answers a search as the endpoint does', async () => {
    const { packs } = await listing();
    const opened = await Promise.all(packs.map(async ({ category }) => openPack(await packOf(category))));
    for (const [seed, query] of [
      '',
      '?category=4&category=9&limit=60',
      '?minPrice=20000&maxPrice=70000&offset=24',
      '?sort=price-asc&category=4',
      '?sort=price-desc&offset=100&limit=100',
      '?maxPrice=5',
    ].entries()) {
      const vector = vectorNear(seed, seeded(50 + seed));
      const answer: SearchResponse = (await server.search(query, body(vector))).json();
      const asked = new URLSearchParams(query);
      const number = (name: string) => (asked.has(name) ? { [name]: Number(asked.get(name)) } : {});
      const found = searchPacks(opened, vector, {
        ...(asked.has('category') ? { category: asked.getAll('category').map(Number) } : {}),
        ...(asked.has('sort') ? { sort: asked.get('sort') as 'price-asc' } : {}),
        ...Object.assign({}, ...['minPrice', 'maxPrice', 'offset', 'limit'].map(number)),
      });
      const hits = found.hits.map(({ pack, at, similarity }) => [opened[pack]?.pack.product(at).id, similarity]);
      expect(hits, query).toEqual(answer.hits.map(({ product, similarity }) => [product.id, similarity]));
      const onlyOnline = { sellers: undefined, cursor: undefined, modelKey: undefined, tookMs: undefined };
      expect({ ...found, hits: [] }).toEqual({ ...answer, hits: [], ...onlyOnline });
    }
  });

  test('comes in parts, and whole when it is another by now', async () => {
    const whole = await get(`/v1/packs/${SHOES}`);
    const etag = whole.headers.etag as string;
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(whole.rawPayload.length),
    });
    expect(whole.headers['content-encoding']).toBeUndefined();
    expect(etag).toBe(`"${(await offer(SHOES))?.version}"`);
    const rest = await get(`/v1/packs/${SHOES}`, { range: 'bytes=1000-', 'if-range': etag });
    expect(rest.statusCode).toBe(206);
    expect(rest.headers['content-range']).toBe(`bytes 1000-${whole.rawPayload.length - 1}/${whole.rawPayload.length}`);
    expect(rest.rawPayload).toEqual(whole.rawPayload.subarray(1000));
    const other = await get(`/v1/packs/${SHOES}`, { range: 'bytes=1000-', 'if-range': '"other"' });
    expect([other.statusCode, other.rawPayload.length]).toEqual([200, whole.rawPayload.length]);
    expect((await get(`/v1/packs/${SHOES}`, { 'if-none-match': etag })).statusCode).toBe(304);
    const beyond = await get(`/v1/packs/${SHOES}`, { range: 'bytes=99999999-' });
    expect([beyond.statusCode, beyond.json().error.code]).toEqual([416, 'RANGE_INVALID']);
  });

  test('has small pictures, empty where there is none', async () => {
    await withPictures();
    const { rawPayload, headers } = await get(`/v1/packs/${SHOES}/pictures`);
    const { starts, start, version } = decodePictureTable(rawPayload, rawPayload.length);
    expect(headers.etag).toBe(`"${version}"`);
    const at = productsOf(await packOf(SHOES)).findIndex(({ id }) => id === '商品/4');
    const bytes = rawPayload.subarray(start + (starts[at] ?? 0), start + (starts[at + 1] ?? 0));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: PICTURE_WIDTH });
    expect(rawPayload.length, 'no other picture').toBe(start + bytes.length);
  });

  test.each([
    ['/v1/packs/77', 404, 'PACK_UNKNOWN'],
    ['/v1/packs/shoes', 400, 'QUERY_INVALID'],
    ['/v1/packs/4/changes', 400, 'QUERY_INVALID'],
    ['/v1/packs/4/changes?from=..%2F..%2Findex', 400, 'QUERY_INVALID'],
    [`/v1/packs/4/changes?from=${'0'.repeat(32)}`, 404, 'PACK_VERSION_UNKNOWN'],
  ])('%s is refused with %i %s', async (url, status, code) => {
    const response = await get(url);
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
  });
});

describe('when the catalogue changes', () => {
  test('the difference leads from the old version to the new one, to the byte', { timeout: 30_000 }, async () => {
    await withPictures();
    const before = await offer(SHOES);
    const old = decodePack((await get(`/v1/packs/${SHOES}`)).rawPayload);
    const untouched = await offer(HOODIE);
    const index = await createIndex(join(server.folder, 'index'), MODEL_KEY);
    const changed = PRODUCTS[4 + 14];
    if (!changed) throw new Error('no such product');
    const price = { amount: 1, currency: 'CNY' };
    await index.upsert([
      { ...changed, product: { ...changed.product, price }, contentHash: 'other', picture: '4.webp' },
      documentOf(4 + 14 * 100, vectorNear(1, seeded(1)), { id: '新鞋' }),
    ]);
    await index.delete(['商品/4']);
    await index.close();

    await expect.poll(async () => (await offer(SHOES))?.version, SOON).not.toBe(before?.version);
    await withPictures();
    const after = await offer(SHOES);
    expect(await offer(HOODIE), 'a category that did not change keeps its version').toEqual(untouched);
    const url = `/v1/packs/${SHOES}/changes?from=${before?.version}`;
    const bare = decodeDifference((await get(url)).rawPayload);
    const full = decodeDifference((await get(`${url}&pictures=true`)).rawPayload);
    expect(bare).toMatchObject({ from: before?.version, to: after?.version, deleted: ['商品/4'] });
    expect(bare.pictures).toHaveLength(0);
    expect(decodePictureTable(full.pictures, full.pictures.length).count).toBe(2);
    const updated = applyDifference(old, bare);
    expect(updated).toMatchObject({ added: 1, changed: 1, deleted: 1 });
    const fetched = (await get(`/v1/packs/${SHOES}`)).rawPayload;
    expect(Buffer.from(updated.file).equals(fetched)).toBe(true);
    expect(bare.pack.length).toBeLessThan(fetched.length / 5);
  });
});

test('without a catalogue there are no packs', async () => {
  const empty = await startApp();
  expect((await empty.app.inject('/v1/packs')).json().error.code).toBe('INDEX_MISSING');
  await empty.stop();
});

test.each([
  [undefined, null],
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-1000', { first: 90, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=20-10', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['lines=1-2', null],
])('range %s of 100 bytes', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

test.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('range %s lies outside of 100 bytes', (header) => {
  expect(() => rangeOf(header, 100)).toThrow(expect.objectContaining({ code: 'RANGE_INVALID' }));
});
