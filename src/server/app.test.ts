import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATEGORIES } from '#core/taxonomy.ts';
import { documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS, startApp, storePicture } from './testing.ts';

const query = vectorNear(3, seeded(99));
const pathOf = (id: string) => `/v1/products/${encodeURIComponent(id)}`;

const page = temporaryFolder();
let server: Awaited<ReturnType<typeof startApp>>;

function buildPage() {
  for (const folder of ['assets', 'models', 'litert', 'barcode'])
    mkdirSync(join(page.path, folder), { recursive: true });
  const files = {
    'index.html': '<!doctype html>',
    'sw.js': '1',
    'assets/app-abc.js': 'plain',
    'assets/app-abc.js.br': 'brotli',
    'models/manifest.json': '{}',
    'litert/x-1.wasm': '',
    'barcode/x-1.wasm': '',
    '.secret': 'no',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(page.path, name), text);
}

beforeAll(async () => {
  buildPage();
  server = await startApp({}, page.path);
  const climber = { ...documentOf(900, query), picture: '../../index/index.json' };
  const views = [{ vector: query, picture: '901-2.webp' }];
  const twofold = { ...documentOf(901, query, { pictures: 2 }), picture: '1.webp', views };
  await importInto(server.folder, [...PRODUCTS, climber, twofold]);
  await storePicture(server.folder, '1.webp');
  await storePicture(server.folder, '901-2.webp', 640, 320);
}, 60_000); // a busy machine makes an index in seconds
afterAll(async () => {
  await server.stop();
  page.remove();
});

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers });

describe('products and categories', () => {
  test('a product is found by its id, whatever is in it', async () => {
    expect((await get(pathOf('商品/7'))).json()).toEqual({
      product: PRODUCTS[7]?.product,
      picture: `${pathOf('商品/7')}/picture`,
    });
  });

  test('an unknown one is PRODUCT_UNKNOWN', async () => {
    for (const url of [pathOf('nobody'), `${pathOf('nobody')}/picture`]) {
      const response = await get(url);
      expect([response.statusCode, response.json().error.code]).toEqual([404, 'PRODUCT_UNKNOWN']);
    }
  });

  test('every category is listed with its size', async () => {
    const { categories, total, modelKey } = (await get('/v1/categories')).json();
    expect(categories.map(({ category }: { category: number }) => category)).toEqual(CATEGORIES.map(({ id }) => id));
    expect(categories[0]).toEqual({ category: 0, count: 29 });
    expect({ total, modelKey }).toEqual({ total: 402, modelKey: MODEL_KEY });
  });

  test('health tells ok, and empty while there is no catalogue', async () => {
    expect((await get('/healthz')).json()).toEqual({
      status: 'ok',
      products: 402,
      modelKey: MODEL_KEY,
      version: '1.2.3',
    });
    const empty = await startApp();
    const response = await empty.app.inject('/healthz');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ status: 'empty', products: 0, modelKey: null, version: '1.2.3' });
    expect((await empty.app.inject('/v1/categories')).json()).toMatchObject({ total: 0, modelKey: null });
    await empty.stop();
  });
});

describe('pictures', () => {
  const picture = `${pathOf('商品/1')}/picture`;

  test.each([160, 320, 640])('are served %i pixels wide, as WebP', async (width) => {
    const response = await get(`${picture}?width=${width}`);
    expect(response.headers).toMatchObject({
      'content-type': 'image/webp',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'public, max-age=3600',
    });
    expect(await sharp(response.rawPayload).metadata()).toMatchObject({ format: 'webp', width, height: width * 0.75 });
  });

  test('are made once and kept', async () => {
    await get(`${picture}?width=160`);
    expect(existsSync(join(server.folder, 'resized', '160-1.webp'))).toBe(true);
  });

  test('are not sent again to who has them, and for ever with their version', async () => {
    const { etag } = (await get(picture)).headers;
    const again = await get(picture, { 'if-none-match': etag as string });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(`${picture}?v=1`)).headers['cache-control']).toContain('immutable');
    expect((await get(`${picture}?v=2`)).headers['cache-control']).not.toContain('immutable');
  });

  test('missing ones and ones outside of the store are PICTURE_MISSING', async () => {
    for (const id of ['商品/2', '商品/900']) {
      const response = await get(`${pathOf(id)}/picture`);
      expect([response.statusCode, response.json().error.code]).toEqual([404, 'PICTURE_MISSING']);
    }
  });

  test('further ones of a product are asked for by number', async () => {
    const several = pathOf('商品/901');
    expect((await get(several)).json().product.pictures).toBe(2);
    const [first, second] = [await get(`${several}/picture?n=1`), await get(`${several}/picture?n=2&width=160`)];
    expect(first.headers.etag).not.toBe(second.headers.etag);
    expect(await sharp(second.rawPayload).metadata()).toMatchObject({ width: 160, height: 80 });
    for (const url of [`${several}/picture?n=3`, `${picture}?n=2`])
      expect((await get(url)).json().error).toMatchObject({ code: 'PICTURE_MISSING' });
  });

  test('other widths are QUERY_INVALID', async () => {
    const response = await get(`${picture}?width=5000`);
    expect(response.json().error).toMatchObject({ code: 'QUERY_INVALID', details: { parameter: 'width' } });
  });
});

describe('the page', () => {
  test.each([
    ['/', 'no-cache'],
    ['/sw.js', 'no-cache'],
    ['/assets/app-abc.js', 'public, max-age=31536000, immutable'],
    ['/litert/x-1.wasm', 'public, max-age=31536000, immutable'],
    ['/barcode/x-1.wasm', 'public, max-age=31536000, immutable'],
    ['/models/manifest.json', 'no-cache'],
    ['/models/manifest.json?v=1', 'public, max-age=31536000, immutable'],
  ])('%s is kept by the rule "%s"', async (url, rule) => {
    const response = await get(url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toBe(rule);
  });

  test('compressed files are sent as they lie', async () => {
    const response = await get('/assets/app-abc.js', { 'accept-encoding': 'br' });
    expect(response.body).toBe('brotli');
    expect(response.headers['content-encoding']).toBe('br');
    expect(response.headers['content-type']).toContain('javascript');
    expect(response.headers['cache-control']).toContain('immutable');
  });

  test('nothing but the page is there', async () => {
    for (const url of [
      '/nothing',
      '/.secret',
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fx',
      '/v1/nothing',
      '/%',
    ]) {
      const response = await get(url);
      expect([url, response.statusCode, response.json().error.code]).toEqual([url, 404, 'ROUTE_UNKNOWN']);
    }
  });

  test('is explained while it is not built', async () => {
    const unbuilt = await startApp();
    const response = await unbuilt.app.inject('/');
    expect(response.statusCode).toBe(503);
    expect(response.body).toContain('npm run build');
    await unbuilt.stop();
  });
});

describe('every answer', () => {
  test('carries the headers that keep the page to itself', async () => {
    for (const url of ['/', '/v1/categories', '/nothing', '/assets/app-abc.js']) {
      const { headers } = await get(url);
      expect(headers, url).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy':
          "default-src 'self';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' blob: data:;" +
          "connect-src 'self';worker-src 'self';manifest-src 'self';object-src 'none';base-uri 'none';" +
          "form-action 'self';frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(headers['permissions-policy']).toMatch(/^camera=\(self\), (\S+=\(\)(, )?)+$/);
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('set-cookie');
    }
  });

  test('leaves a log line without address, browser, vector, query or product', async () => {
    server.log.length = 0;
    const headers = { 'user-agent': 'Phone/1', 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'mine' };
    await server.search('?category=4&minPrice=4711&q=underwear', body(query), headers);
    await get(pathOf('商品/7'), headers);
    await get('/unknown-secret');
    const lines = server.log.map((line) => JSON.parse(line));
    const known = { level: 30, time: expect.any(Number), reqId: expect.any(String), ms: expect.any(Number) };
    expect(lines).toEqual([
      { ...known, method: 'POST', route: '/v1/search', status: 200 },
      { ...known, method: 'GET', route: '/v1/products/:id', status: 200 },
      { ...known, method: 'GET', route: expect.stringMatching(/^(unknown|\/\*)$/), status: 404 },
    ]);
    expect(server.log.join('')).not.toMatch(/Phone|203\.0|127\.0|4711|underwear|secret|mine|TKV1/);
  });

  test('tells nothing of a fault of ours', async () => {
    const broken = await startApp();
    broken.app.get('/broken', { schema: { hide: true } }, () => {
      throw new Error('/home/somebody/secret');
    });
    const response = await broken.app.inject('/broken');
    expect(response.json()).toEqual({
      error: { code: 'INTERNAL', message: 'Something went wrong on our side.', retryable: true, details: {} },
    });
    expect(response.statusCode).toBe(500);
    expect(broken.log.join('')).toContain('/home/somebody/secret');
    await broken.stop();
  });
});

test('OpenAPI describes every route', async () => {
  const document = (await get('/v1/openapi.json')).json();
  expect(Object.keys(document.paths).sort()).toEqual([
    '/healthz',
    '/readyz',
    '/v1/categories',
    '/v1/manage/products/{id}',
    '/v1/manage/products:batch',
    '/v1/manage/stats',
    '/v1/packs',
    '/v1/packs/{category}',
    '/v1/packs/{category}/changes',
    '/v1/packs/{category}/pictures',
    '/v1/products',
    '/v1/products/{id}',
    '/v1/products/{id}/offers',
    '/v1/products/{id}/picture',
    '/v1/products/{id}/similar',
    '/v1/search',
    '/v1/search/batch',
  ]);
  const { post } = document.paths['/v1/search'];
  expect(Object.keys(post.requestBody.content)).toEqual(['application/octet-stream']);
  expect(post.parameters.map(({ name }: { name: string }) => name)).toContain('minPrice');
});

test('large answers are compressed', async () => {
  const response = await server.search('?limit=100', body(query), { 'accept-encoding': 'br, gzip' });
  expect(response.headers['content-encoding']).toBe('br');
});
