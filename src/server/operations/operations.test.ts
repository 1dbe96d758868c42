/** What watches over the endpoint, in one process. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CatalogueReader } from '#search/catalogue-reader.ts';
import { bruteForce, seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { watchIndex } from '#search/zvec.ts';
import { buildApp } from '../app.ts';
import { parseConfig } from '../config.ts';
import { body, importInto, PRODUCTS, startApp, storePicture } from '../testing.ts';
import { readImport } from './import-progress.ts';
import { measuredIndex } from './measured-index.ts';
import { createMetrics } from './metrics.ts';
import { portOf, serveMetrics } from './metrics-server.ts';
import { probeRecall } from './probe.ts';
import { rateCounts } from './shared-rate.ts';
import { suggestion } from './suggest.ts';
import { ask } from './testing.ts';
import { watchCatalogues } from './watch-catalogues.ts';

const query = body(vectorNear(3, seeded(99)));

describe('load', () => {
  let server: Awaited<ReturnType<typeof startApp>>;
  let release = () => {};
  beforeAll(async () => {
    server = await startApp({ maxInFlight: 2, maxDelayMs: 0 });
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.app.get('/v1/slow', { schema: { hide: true } }, async () => {
      await held;
      return {};
    });
    await importInto(server.folder, PRODUCTS);
  }, 60_000);
  afterAll(() => server.stop());

  test('above the limit API requests are refused at once, health and page are not; then all is well again', async () => {
    const slow = [server.app.inject('/v1/slow'), server.app.inject('/v1/slow')];
    await new Promise(setImmediate);
    const refused = await server.search('', query);
    expect([refused.statusCode, refused.json().error.code]).toEqual([503, 'OVERLOADED']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await server.app.inject('/healthz')).statusCode).toBe(200);
    const notReady = await server.app.inject('/readyz');
    expect([notReady.statusCode, notReady.json()]).toEqual([503, { status: 'overloaded' }]);
    release();
    expect((await Promise.all(slow)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await server.search('', query)).statusCode).toBe(200);
    expect((await server.app.inject('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test('requests given up by their callers are not counted for ever', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as { port: number };
    for (let i = 0; i < 5; i++) {
      const cut = new AbortController();
      const asked = fetch(`http://127.0.0.1:${port}/v1/products?id=a`, { signal: cut.signal }).catch(() => {});
      cut.abort();
      await asked;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await ask(port, '/v1/search', query)).status).toBe(200);
  });

  test.each(['', 'what is no request'])(
    'nor are those whose whole body is there before they go (and "%s")',
    async (more) => {
      const { port } = server.app.server.address() as { port: number };
      const head = `POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-type: application/octet-stream\r\ncontent-length: ${query.length}\r\n\r\n`;
      for (let i = 0; i < 5; i++) {
        const socket = connect(port, '127.0.0.1').resume();
        socket.on('error', () => {});
        const bytes = Buffer.concat([Buffer.from(head), query, Buffer.from(more)]);
        socket.write(bytes, () => setTimeout(() => socket.destroy(), i)); // before, while and after it is answered
        await once(socket, 'close');
      }
      await vi.waitFor(async () => expect((await ask(port, '/readyz')).status).toBe(200));
      expect((await ask(port, '/v1/search', query)).status).toBe(200);
    },
  );

  test('a late event loop sheds load until it is on time again', async () => {
    const late = await startApp({ maxDelayMs: 20 });
    await importInto(late.folder, PRODUCTS);
    const statuses = new Set<number>();
    while (!statuses.has(503)) {
      const end = Date.now() + 200;
      while (Date.now() < end); // somebody computes
      await new Promise(setImmediate);
      statuses.add((await late.search('', query)).statusCode);
    }
    while ((await late.search('', query)).statusCode !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
    await late.stop();
  });
});

test('an endpoint without a catalogue is healthy, and not ready', async () => {
  const empty = await startApp();
  const response = await empty.app.inject('/readyz');
  expect([response.statusCode, response.json()]).toEqual([503, { status: 'empty' }]);
  await empty.stop();
});

describe('other sites', () => {
  const origin = 'https://shop.example';
  let server: Awaited<ReturnType<typeof startApp>>;
  beforeAll(async () => {
    server = await startApp({ corsOrigins: [origin] });
    await importInto(server.folder, PRODUCTS);
    await storePicture(server.folder, '1.webp');
  }, 60_000);
  afterAll(() => server.stop());

  test('on the list may use the API', async () => {
    const { headers } = await server.search('', query, { origin });
    expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: expect.stringMatching(/origin/i) });
    const preflight = await server.app.inject({
      method: 'OPTIONS',
      url: '/v1/search',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('content-type');
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('not on it may not, and none may read the rest', async () => {
    const others = await server.search('', query, { origin: 'https://shop.example.evil' });
    expect(others.headers['access-control-allow-origin']).toBeUndefined();
    const health = await server.app.inject({ url: '/healthz', headers: { origin } });
    expect(health.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may show pictures', async () => {
    const picture = await server.app.inject('/v1/products/%E5%95%86%E5%93%81%2F1/picture');
    expect([picture.statusCode, picture.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin']);
    const products = await server.app.inject('/v1/products?id=a');
    expect(products.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('metrics', () => {
  const folder = temporaryFolder();
  const token = 'hush';
  let stop: () => Promise<unknown>;
  let port = 0;
  let app: Awaited<ReturnType<typeof buildApp>>['app'];
  beforeAll(async () => {
    await importInto(folder.path, PRODUCTS);
    const metrics = createMetrics();
    const watched = new CatalogueReader(folder.path);
    const index = measuredIndex(watched, metrics, '');
    const config = { ...parseConfig({}), logLevel: 'silent' as const, searchesPerMinute: 3 };
    const built = await buildApp({
      index,
      metrics,
      config,
      folder: folder.path,
      base: '',
      dist: '/nowhere',
      version: '1',
    });
    app = built.app;
    watchCatalogues(metrics, built.shops);
    const server = await serveMetrics(metrics.registry, {
      metricsPort: 0,
      metricsHost: '127.0.0.1',
      metricsToken: token,
    });
    port = portOf(server);
    stop = () => Promise.all([app.close(), watched.close(), new Promise((done) => server.close(done))]);
  }, 60_000);
  afterAll(async () => {
    await stop();
    folder.remove();
  });
  const read = async (authorization = `Bearer ${token}`) =>
    fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization, connection: 'close' } });

  test('tell of requests, engine, limits, index and process', async () => {
    const payload = {
      method: 'POST',
      url: '/v1/search',
      headers: { 'content-type': 'application/octet-stream' },
      payload: query,
    } as const;
    for (let i = 0; i < 4; i++) await app.inject(payload);
    const text = await (await read()).text();
    expect(text).toContain('tongkuan_http_request_seconds_count{method="POST",route="/v1/search",status="200"} 3');
    expect(text).toContain('tongkuan_http_request_seconds_count{method="POST",route="/v1/search",status="429"} 1');
    expect(text).toContain('tongkuan_http_rate_limited_total 1');
    expect(text).toMatch(/^tongkuan_engine_seconds_count\{question="search"\} [1-9]/m);
    expect(text).toMatch(/^tongkuan_engine_queue\{shop=""\} 0$/m);
    expect(text).toMatch(/^tongkuan_index_open\{shop=""\} 1$/m);
    expect(text).toMatch(new RegExp(`^tongkuan_index_products\\{shop=""\\} ${PRODUCTS.length}$`, 'm'));
    expect(text).toMatch(/^tongkuan_index_info\{shop="",structure="exact",model="[0-9a-f]{16}"\} 1$/m);
    expect(text).toMatch(/^tongkuan_index_snapshot_age_seconds\{shop=""\} \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  });

  test('tell of an import', async () => {
    const state = { running: true, done: 120, total: 500, failed: 3, updatedAt: Date.now() };
    writeFileSync(join(folder.path, 'import.json'), JSON.stringify(state));
    const text = await (await read()).text();
    expect(text).toMatch(/^tongkuan_import_running\{shop=""\} 1$/m);
    expect(text).toMatch(/^tongkuan_import_records_done\{shop=""\} 120$/m);
    expect(text).toMatch(/^tongkuan_import_records_total\{shop=""\} 500$/m);
    expect(text).toMatch(/^tongkuan_import_records_failed\{shop=""\} 3$/m);
  });

  test('are for those with the token, and at one address', async () => {
    expect((await read('Bearer other')).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })).status).toBe(404);
    expect((await app.inject('/metrics')).statusCode).toBe(404);
  });
});

describe('the recall probe', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('finds an exact index perfect, by a search that is exact', async () => {
    await importInto(folder.path, PRODUCTS);
    const index = await watchIndex(join(folder.path, 'index'));
    const vector = vectorNear(7, seeded(5));
    const truth = bruteForce(PRODUCTS, vector, 10);
    const found = await index.search(vector, {}, 10);
    expect(found.map(({ document }) => document.product.id)).toEqual(truth);
    const exact = await index.searchExactly(vector, 10);
    expect(exact.map((each) => each.toFixed(6))).toEqual(found.map(({ similarity }) => similarity.toFixed(6)));
    expect(await probeRecall(index, 5, 0)).toBe(1);
    // an index that finds the wrong things is found out
    const astray = new Proxy(index, {
      get: (target, name) => {
        if (name !== 'search') return Reflect.get(target, name).bind(target);
        return async (...[, , limit]: Parameters<typeof target.search>) =>
          (await target.search(vectorNear(20, seeded(1)), {}, 400)).slice(-limit);
      },
    });
    expect(await probeRecall(astray, 5, 0)).toBeLessThan(0.5);
    await index.close();
  });

  test('has nothing to say of an empty index', async () => {
    const empty = temporaryFolder();
    await importInto(empty.path, []);
    const index = await watchIndex(join(empty.path, 'index'));
    expect(await probeRecall(index, 5, 0)).toBeNull();
    await index.close();
    empty.remove();
  });
});

describe('the state of an import', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const write = (text: string) => {
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, 'import.json'), text);
  };

  test('is unknown without a file, or with half a file', async () => {
    expect(await readImport(folder.path)).toBeNull();
    write('{"running": tr');
    expect(await readImport(folder.path)).toBeNull();
    write('{"running": "yes"}');
    expect(await readImport(folder.path)).toBeNull();
  });

  test('is no longer running when nothing was heard of it', async () => {
    write(JSON.stringify({ running: true, done: 5, total: null, failed: 0, updatedAt: 1000 }));
    expect(await readImport(folder.path, 2000)).toMatchObject({ running: true, total: 5 });
    expect(await readImport(folder.path, 10_000_000)).toMatchObject({ running: false });
  });
});

test('callers are counted apart, in windows', () => {
  let time = 0;
  const count = rateCounts(() => time);
  expect([count('a', 1000), count('a', 1000), count('b', 1000)].map(({ current }) => current)).toEqual([1, 2, 1]);
  time = 400;
  expect(count('a', 1000)).toEqual({ current: 3, ttl: 600 });
  time = 1000;
  expect(count('a', 1000)).toEqual({ current: 1, ttl: 1000 });
});

test('a misspelt name leads to the one that is meant', () => {
  const known = ['searchesPerMinute', 'metricsPort', 'host'];
  expect(suggestion('metrics_port', known)).toBe('metricsPort');
  expect(suggestion('hots', known)).toBe('host');
  expect(suggestion('somethingElse', known)).toBeUndefined();
});
