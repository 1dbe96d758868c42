import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { documentOf, seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { openTenants } from './tenants.ts';
import { body, importInto, startApp, storePicture } from './testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // a process is started, on busy machines too

/** Each shop has a product of its own and one whose id all shops share. */
const shop = (name: string, first: number) => [
  documentOf(first, vectorNear(1, seeded(first)), {
    id: `only-${name}`,
    seller: name,
    group: 'same',
    gtin: '04006381333931',
  }),
  documentOf(first + 1, vectorNear(1, seeded(first + 1)), { id: 'shared', seller: name, group: 'same' }),
];
const query = body(vectorNear(1, seeded(7)));
const key = (letter: string) => `tk_0123abcd_${letter.repeat(43)}`;

const folders = [temporaryFolder(), temporaryFolder()];
const [north, south] = folders.map(({ path }) => path) as [string, string];
const page = temporaryFolder();
let server: Awaited<ReturnType<typeof startApp>>;

async function openShop(folder: string, name: string, first: number) {
  await importInto(folder, shop(name, first));
  await storePicture(folder, `${first}.webp`);
  const keys = [
    {
      id: '0123abcd',
      hash: createHash('sha256')
        .update(key(name.slice(0, 1)))
        .digest('hex'),
      scope: 'write',
      name,
      created: '2026-01-01T00:00:00Z',
      expires: null,
      revoked: null,
    },
  ];
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys }));
}

beforeAll(async () => {
  writeFileSync(join(page.path, 'index.html'), '<!doctype html>');
  mkdirSync(join(page.path, 'models'));
  writeFileSync(join(page.path, 'models', 'manifest.json'), '{}');
  server = await startApp({ events: true }, page.path, [
    { name: 'north', folder: north, hosts: ['north.example'] },
    { name: 'south', folder: south, hosts: [] },
  ]);
  await openShop(server.folder, 'main', 1);
  await openShop(north, 'north', 11);
  await openShop(south, 'south', 21);
}, 60_000);
afterAll(async () => {
  await server.stop();
  for (const folder of [...folders, page]) folder.remove();
});

type Asked = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; host?: string; headers?: object; payload?: Buffer | string };
const ask = (url: string, { method = 'GET', host = 'localhost:8080', headers = {}, payload }: Asked = {}) =>
  server.app.inject({ method, url, headers: { host, ...headers }, ...(payload === undefined ? {} : { payload }) });
const vector = { 'content-type': 'application/octet-stream' };

/** Where each shop is asked. */
const WAYS: [string, string, string | undefined][] = [
  ['main', '', undefined],
  ['main', '', 'elsewhere.example'],
  ['north', '/t/north', undefined],
  ['north', '', 'north.example'],
  ['north', '', 'NORTH.example:8080'],
  ['north', '/t/north', 'north.example'],
  ['south', '/t/south', undefined],
];

describe.each(WAYS)('%s, asked at "%s" on %s', (name, base, host) => {
  const at = host === undefined ? {} : { host };
  const own = [`only-${name}`, 'shared'];

  test('answers with its own products, whatever is asked', async () => {
    const found = await ask(`${base}/v1/search`, { ...at, method: 'POST', headers: vector, payload: query });
    const { hits, sellers, total } = found.json();
    expect(hits.map(({ product }: { product: { id: string } }) => product.id).sort()).toEqual(own);
    expect({ sellers, total }).toEqual({ sellers: [{ seller: name, count: 2 }], total: 2 });
    const batch = await ask(`${base}/v1/search/batch`, { ...at, method: 'POST', headers: vector, payload: query });
    expect(batch.json().results[0].answer.sellers).toEqual(sellers);
    for (const path of [`products?${own.map((id) => `id=${id}`).join('&')}`, 'products/shared/offers']) {
      const { products } = (await ask(`${base}/v1/${path}`, at)).json();
      expect(products.map(({ product }: { product: { seller: string } }) => product.seller)).toEqual([name, name]);
    }
    const similar = (await ask(`${base}/v1/products/shared/similar`, at)).json();
    expect(similar.hits.map(({ product }: { product: { id: string } }) => product.id)).toEqual([own[0]]);
    expect((await ask(`${base}/v1/categories`, at)).json().total).toBe(2);
    expect((await ask(`${base}/healthz`, at)).json().products).toBe(2);
    expect((await ask(`${base}/`, at)).body).toContain('<!doctype html>');
  });

  test('knows nothing of the others', async () => {
    for (const other of ['main', 'north', 'south'].filter((each) => each !== name)) {
      for (const path of ['', '/picture', '/offers', '/similar']) {
        const response = await ask(`${base}/v1/products/only-${other}${path}`, at);
        expect([response.statusCode, response.json().error.code]).toEqual([404, 'PRODUCT_UNKNOWN']);
      }
    }
    expect(
      (await ask(`${base}/v1/products?id=only-main&id=only-north&id=only-south`, at)).json().products,
    ).toHaveLength(1);
  });

  test('has its own pictures, under the address that it says', async () => {
    const { picture } = (await ask(`${base}/v1/products/only-${name}`, at)).json();
    expect((await ask(picture, at)).headers['content-type']).toBe('image/webp');
  });

  test('has its own packs', async () => {
    const { packs } = (await ask(`${base}/v1/packs`, at)).json();
    expect(packs.reduce((sum: number, { products }: { products: number }) => sum + products, 0)).toBe(2);
    const file = await ask(`${base}/v1/packs/${packs[0].category}`, at);
    expect(file.body).not.toMatch(name === 'south' ? /north|main/ : /south/);
  });

  test('takes its own keys only', async () => {
    for (const other of ['main', 'north', 'south']) {
      const headers = { authorization: `Bearer ${key(other.slice(0, 1))}` };
      const response = await ask(`${base}/v1/manage/stats`, { ...at, headers });
      expect(response.statusCode).toBe(other === name ? 200 : 401);
    }
  });
});

test('on the host of a shop no other one can be named', async () => {
  for (const url of ['/t/south/v1/categories', '/t/south/healthz', '/t/north/../south/v1/categories']) {
    const response = await ask(url, { host: 'north.example' });
    expect([url, response.statusCode]).toEqual([url, 404]);
  }
  for (const url of [
    '/%761/categories',
    '//v1/categories',
    '/t/north/%2e%2e/south/v1/categories',
    '/%74/south/v1/categories',
  ]) {
    const response = await ask(url, { host: 'north.example' });
    expect(response.statusCode === 404 || response.json().total === 2, url).toBe(true);
    expect(response.body).not.toContain('south');
  }
  const encoded = await ask('/%761/products/only-main', { host: 'north.example' });
  expect(encoded.statusCode).toBe(404);
  expect((await ask('/t/west/v1/categories')).json().error.code).toBe('ROUTE_UNKNOWN');
});

test('cursors and cached numbers of one shop mean nothing to another', async () => {
  const post = { method: 'POST' as const, headers: vector, payload: query };
  const { cursor } = (await ask('/t/north/v1/search?limit=1', post)).json();
  expect((await ask(`/t/north/v1/search?limit=1&cursor=${cursor}`, post)).statusCode).toBe(200);
  expect((await ask(`/t/south/v1/search?limit=1&cursor=${cursor}`, post)).json().error.code).toBe('CURSOR_EXPIRED');
});

test('events are kept by the shop they were told', async () => {
  const payload = JSON.stringify({
    events: [{ type: 'click', productId: 'only-north', position: 0, category: 4, at: '2026-11-26T09:10:11Z' }],
  });
  const post = { method: 'POST' as const, headers: { 'content-type': 'application/json' }, payload };
  expect((await ask('/v1/events', { ...post, host: 'north.example' })).statusCode).toBe(204);
  expect(readdirSync(join(north, 'events'))).toHaveLength(1);
  expect([server.folder, south].map((folder) => existsSync(join(folder, 'events')))).toEqual([false, false]);
});

test('what one shop deletes stays in the others', async () => {
  const authorization = `Bearer ${key('n')}`;
  const url = '/v1/manage/products/shared';
  expect((await ask(`/t/south${url}`, { method: 'DELETE', headers: { authorization } })).statusCode).toBe(401);
  const gone = await ask(`/t/north${url}`, { method: 'DELETE', headers: { authorization } });
  expect([gone.statusCode, gone.json().status]).toEqual([200, 'deleted']);
  expect((await ask('/t/north/v1/products/shared')).statusCode).toBe(404);
  for (const base of ['', '/t/south']) expect((await ask(`${base}/v1/products/shared`)).statusCode).toBe(200);
});

describe('the file', () => {
  const write = (text: string) => {
    const path = join(page.path, 'tenants.json');
    writeFileSync(path, text);
    return path;
  };

  test('lists shops; folders are relative to it', async () => {
    const tenants = [
      { name: 'a', catalogue: 'shops/a', hosts: ['a.example'] },
      { name: 'b', catalogue: north },
    ];
    const opened = await openTenants(write(JSON.stringify({ tenants })));
    expect(opened.map(({ name, folder, hosts }) => ({ name, folder, hosts }))).toEqual([
      { name: 'a', folder: join(page.path, 'shops', 'a'), hosts: ['a.example'] },
      { name: 'b', folder: north, hosts: [] },
    ]);
    for (const { index } of opened) await index.close();
  });

  test.each([
    ['nothing', ''],
    ['no list', '{}'],
    ['a name that is no path', '{"tenants":[{"name":"A/b","catalogue":"x"}]}'],
    ['no catalogue', '{"tenants":[{"name":"a"}]}'],
    ['a host with a port', '{"tenants":[{"name":"a","catalogue":"x","hosts":["a:80"]}]}'],
    ['a misspelt entry', '{"tenants":[{"name":"a","catalogue":"x","host":"a"}]}'],
    ['a name twice', '{"tenants":[{"name":"a","catalogue":"x"},{"name":"a","catalogue":"y"}]}'],
    ['a folder twice', '{"tenants":[{"name":"a","catalogue":"x"},{"name":"b","catalogue":"x"}]}'],
    [
      'a host twice',
      '{"tenants":[{"name":"a","catalogue":"x","hosts":["h"]},{"name":"b","catalogue":"y","hosts":["h"]}]}',
    ],
  ])('with %s is refused', async (_, text) => {
    await expect(openTenants(write(text))).rejects.toMatchObject({ code: 'USAGE' });
  });
});
