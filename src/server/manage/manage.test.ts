import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { encodeVector } from '#core/vector.ts';
import { seeded, vectorNear } from '#search/testing.ts';
import { openIndex } from '#search/zvec.ts';
import { body, startApp } from '../testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 }); // a process is started and models loaded, on busy machines too

const MANIFEST = JSON.parse(readFileSync('models/manifest.json', 'utf8'));
const MODEL: string = MANIFEST.embedder.sha256.slice(0, 16);
const KEY = `tk_0123abcd_${'x'.repeat(43)}`;
const READER = `tk_00000000_${'y'.repeat(43)}`;
const PRODUCT = { title: 'Red shirt', price: { amount: 12_900, currency: 'CNY' }, seller: 'North' };
const vector = vectorNear(1, seeded(1));
const VECTOR = Buffer.from(encodeVector({ modelKey: MODEL, components: vector })).toString('base64');

let server: Awaited<ReturnType<typeof startApp>>;
let picture: Buffer;
beforeAll(async () => {
  server = await startApp();
  const record = (key: string, id: string, scope: string) => ({
    id,
    hash: createHash('sha256').update(key).digest('hex'),
    scope,
    name: '',
    created: '2026-01-01T00:00:00Z',
    expires: null,
    revoked: null,
  });
  const keys = [record(KEY, '0123abcd', 'write'), record(READER, '00000000', 'read')];
  writeFileSync(join(server.folder, 'keys.json'), JSON.stringify({ keys }));
  const create = { width: 200, height: 240, channels: 3 as const, background: '#c33' };
  picture = await sharp({ create }).png().toBuffer();
});
afterAll(() => server.stop());

type Method = 'GET' | 'PUT' | 'DELETE' | 'POST';
function ask(method: Method, path: string, payload?: unknown, key: string | null = KEY) {
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const sent = payload === undefined ? {} : { payload: JSON.stringify(payload) };
  const type = payload === undefined ? {} : { 'content-type': 'application/json' };
  return server.app.inject({ method, url: `/v1/manage/${path}`, headers: { ...headers, ...type }, ...sent });
}
const shown = (id: string) => server.app.inject(`/v1/products/${id}`);
const seen = (id: string) =>
  vi.waitFor(async () => expect((await shown(id)).statusCode).toBe(200), { timeout: 20_000 });

describe('without the right key', () => {
  test.each<[Method, string]>([
    ['GET', 'stats'],
    ['GET', 'products/a'],
    ['PUT', 'products/a'],
    ['DELETE', 'products/a'],
    ['POST', 'products:batch'],
  ])('%s %s is refused', async (method, path) => {
    for (const key of [null, 'tk_ffffffff_', KEY.replace('x', 'z')]) {
      const response = await ask(method, path, undefined, key);
      expect([response.statusCode, response.json().error.code]).toEqual([401, 'KEY_INVALID']);
    }
  });

  test('who may only read changes nothing', async () => {
    const response = await ask('PUT', 'products/a', { product: PRODUCT, vector: VECTOR }, READER);
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'KEY_SCOPE']);
  });
});

describe('a product', () => {
  test('that is put with a picture is looked at, found, and shown', async () => {
    const put = await ask('PUT', 'products/shirt-1', { product: PRODUCT, picture: picture.toString('base64') });
    expect([put.statusCode, put.json()]).toEqual([201, { id: 'shirt-1', status: 'added', error: null }]);
    await seen('shirt-1');
    const { product } = (await shown('shirt-1')).json();
    expect(product).toMatchObject({ ...PRODUCT, id: 'shirt-1', title: { zh: 'Red shirt', en: 'Red shirt' } });
    expect((await server.app.inject('/v1/products/shirt-1/picture')).headers['content-type']).toBe('image/webp');
    const kept = (await ask('GET', 'products/shirt-1', undefined, READER)).json();
    expect(kept.hasPicture).toBe(true);
    const { hits } = (await server.search('', Buffer.from(kept.vector, 'base64'))).json();
    expect(hits[0]).toMatchObject({ product: { id: 'shirt-1' }, similarity: expect.closeTo(1, 5) });
  });

  test('that is put again as it is, is unchanged; what the shop says may change without the picture', async () => {
    const first = (await ask('GET', 'products/shirt-1')).json();
    const again = await ask('PUT', 'products/shirt-1', { product: PRODUCT, picture: picture.toString('base64') });
    expect([again.statusCode, again.json().status]).toEqual([200, 'unchanged']);
    const cheaper = {
      ...PRODUCT,
      price: { amount: 9900, currency: 'CNY' },
      listPrice: PRODUCT.price,
      gtin: '4006381333931',
    };
    expect((await ask('PUT', 'products/shirt-1', { product: cheaper })).json().status).toBe('changed');
    await vi.waitFor(async () => expect((await shown('shirt-1')).json().product.price.amount).toBe(9900), {
      timeout: 20_000,
    });
    const then = (await ask('GET', 'products/shirt-1')).json();
    expect(then).toMatchObject({ vector: first.vector, hasPicture: true, product: { gtin: '04006381333931' } });
    expect(then.product.category).toBe(first.product.category);
  });

  test('comes as multipart, too', async () => {
    const form = new FormData();
    form.set('product', JSON.stringify(PRODUCT));
    form.set('picture', new Blob([new Uint8Array(picture)]), 'shirt.png');
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const response = await server.app.inject({
      method: 'PUT',
      url: '/v1/manage/products/shirt-2',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    expect([response.statusCode, response.json().status]).toEqual([201, 'added']);
    await seen('shirt-2');
  });

  test('with a vector needs no picture', async () => {
    const put = await ask('PUT', 'products/vector-1', { product: { ...PRODUCT, category: 4 }, vector: VECTOR });
    expect(put.json()).toEqual({ id: 'vector-1', status: 'added', error: null });
    await seen('vector-1');
    const [hit] = (await server.search('?category=4', body(vector, MODEL))).json().hits;
    expect(hit).toMatchObject({ product: { id: 'vector-1' }, similarity: expect.closeTo(1, 5) });
    expect((await server.app.inject('/v1/products/vector-1/picture')).json().error.code).toBe('PICTURE_MISSING');
  });

  test('that is deleted is shown by no later search', async () => {
    const gone = await ask('DELETE', 'products/vector-1');
    expect([gone.statusCode, gone.json().status]).toEqual([200, 'deleted']);
    expect((await shown('vector-1')).statusCode).toBe(404);
    const again = await ask('DELETE', 'products/vector-1');
    expect([again.statusCode, again.json().error.code]).toEqual([404, 'PRODUCT_UNKNOWN']);
  });

  test.each<[string, number, object]>([
    ['PRODUCT_INVALID', 400, { product: PRODUCT }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, title: ' ' }, vector: VECTOR }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, gtin: '4006381333932' }, vector: VECTOR }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, category: 77 }, vector: VECTOR }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, label: 'nothing' }, vector: VECTOR }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, price: { amount: 1, currency: 'ZZZ' } }, vector: VECTOR }],
    ['PRODUCT_INVALID', 400, { product: { ...PRODUCT, listPrice: PRODUCT.price }, vector: VECTOR }],
    ['VECTOR_MAGIC', 400, { product: PRODUCT, vector: Buffer.alloc(144).toString('base64') }],
    ['MODEL_MISMATCH', 409, { product: PRODUCT, vector: body(vector).toString('base64') }],
    ['PICTURE_UNREADABLE', 422, { product: PRODUCT, picture: Buffer.from('no picture').toString('base64') }],
    ['BODY_INVALID', 400, { product: { ...PRODUCT, colour: 'red' }, vector: VECTOR }],
    ['BODY_INVALID', 400, { product: { ...PRODUCT, price: 129 }, vector: VECTOR }],
    ['BODY_INVALID', 400, { product: PRODUCT, vector: 'AAAA' }],
    ['BODY_INVALID', 400, {}],
  ])('is refused with %s (%i)', async (code, status, payload) => {
    const response = await ask('PUT', 'products/new-1', payload);
    expect([response.json().error.code, response.statusCode], response.body).toEqual([code, status]);
  });

  test('cannot have any id', async () => {
    const response = await ask('PUT', `products/${encodeURIComponent('a/b')}`, { product: PRODUCT, vector: VECTOR });
    expect(response.json().error).toMatchObject({ code: 'QUERY_INVALID', details: { parameter: 'id' } });
  });
});

describe('a batch', () => {
  const put = (id: string, changes = {}) => ({ op: 'put', id, product: { ...PRODUCT, ...changes }, vector: VECTOR });

  test('tells of each product what became of it', async () => {
    const operations = [
      put('b-1'),
      put('b-2', { gtin: '1' }),
      { op: 'delete', id: 'b-3' },
      { op: 'delete', id: 'shirt-2' },
    ];
    const response = await ask('POST', 'products:batch', { operations });
    const results = response
      .json()
      .results.map(({ id, status, error }: Record<string, { code: string }>) => [id, status, error?.code ?? null]);
    expect(results).toEqual([
      ['b-1', 'added', null],
      ['b-2', 'refused', 'PRODUCT_INVALID'],
      ['b-3', 'unknown', null],
      ['shirt-2', 'deleted', null],
    ]);
    expect((await shown('shirt-2')).statusCode).toBe(404);
    expect((await ask('GET', 'stats')).json()).toMatchObject({ modelKey: MODEL, structure: 'exact' });
  });

  test.each<[string, unknown]>([
    ['no operations', { operations: [] }],
    ['too many', { operations: Array.from({ length: 101 }, (_, i) => put(`x-${i}`)) }],
    ['one product twice', { operations: [put('b-1'), { op: 'delete', id: 'b-1' }] }],
    ['another operation', { operations: [{ op: 'rename', id: 'b-1' }] }],
  ])('with %s is refused whole', async (_, payload) => {
    expect((await ask('POST', 'products:batch', payload)).json().error.code).toBe('BODY_INVALID');
  });
});

test('many requests at once: each has its own answer, and what is gone is gone', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `many-${i}`);
  const puts = await Promise.all(
    names.map((name) => ask('PUT', `products/${name}`, { product: PRODUCT, vector: VECTOR })),
  );
  expect(puts.map((put) => [put.statusCode, put.json().id])).toEqual(names.map((name) => [201, name]));
  const [kept = '', ...others] = names;
  const answers = await Promise.all([
    ...others.map((name) => ask('DELETE', `products/${name}`)),
    ask('PUT', `products/${kept}`, { product: { ...PRODUCT, gtin: '1' }, vector: VECTOR }),
    ask('DELETE', 'products/never-there'),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([...others.map(() => 200), 400, 404]);
  for (const name of others) expect((await shown(name)).statusCode, name).toBe(404);
  await seen(kept);
});

test('while an import runs nothing is changed, and it is worth asking again', async () => {
  await vi.waitFor(() => expect(existsSync(join(server.folder, 'index', 'unclean'))).toBe(false), { timeout: 20_000 });
  const importer = await openIndex(join(server.folder, 'index'), { mode: 'write' });
  const refused = await ask('DELETE', 'products/shirt-1');
  expect([refused.statusCode, refused.json().error.code, refused.headers['retry-after']]).toEqual([
    503,
    'INDEX_BUSY',
    '5',
  ]);
  await importer.close();
  expect((await ask('DELETE', 'products/shirt-1')).statusCode).toBe(200);
});

test('the log tells nothing of keys and products', () => {
  expect(server.log.join('')).not.toMatch(/tk_|xxxx|shirt-1|Bearer/);
});
