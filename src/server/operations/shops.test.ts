/** Several shops in one process: readiness, and metrics of each. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CatalogueReader } from '#search/catalogue-reader.ts';
import { seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { buildApp } from '../app.ts';
import { parseConfig } from '../config.ts';
import type { Built } from '../deps.ts';
import { body, importInto, PRODUCTS } from '../testing.ts';
import { measuredIndex } from './measured-index.ts';
import { createMetrics } from './metrics.ts';
import { probeRegularly } from './probe.ts';
import { watchCatalogues } from './watch-catalogues.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const [root, north, south] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
const readers = [root, north, south].map(({ path }) => new CatalogueReader(path));
const [main, ofNorth, ofSouth] = readers as [CatalogueReader, CatalogueReader, CatalogueReader];
const metrics = createMetrics();
let built: Built;

beforeAll(async () => {
  rmSync(root.path, { recursive: true }); // only the others are in use
  await importInto(north.path, PRODUCTS.slice(0, 30));
  built = await buildApp({
    index: measuredIndex(main, metrics, ''),
    tenants: [
      { name: 'north', hosts: ['north.example'], folder: north.path, index: measuredIndex(ofNorth, metrics, 'north') },
      { name: 'south', hosts: [], folder: south.path, index: measuredIndex(ofSouth, metrics, 'south') },
    ],
    metrics,
    config: { ...parseConfig({}), logLevel: 'silent', maxDelayMs: 0 },
    folder: root.path,
    base: '',
    dist: '/nowhere',
    version: '1',
  });
  watchCatalogues(metrics, built.shops);
});
afterAll(async () => {
  await built.app.close();
  await Promise.all(readers.map((reader) => reader.close()));
  for (const { remove } of [root, north, south]) remove();
});

const ready = async (url: string, host = 'any.example') => {
  const answer = await built.app.inject({ url, headers: { host } });
  return [answer.statusCode, answer.json().status];
};

test('the process is ready while one shop is; each shop tells of itself', async () => {
  expect(await ready('/readyz')).toEqual([200, 'ready']);
  expect(await ready('/t/north/readyz')).toEqual([200, 'ready']);
  expect(await ready('/readyz', 'north.example')).toEqual([200, 'ready']);
  expect(await ready('/t/south/readyz')).toEqual([503, 'empty']);
});

test('metrics name the shop; requests and times of all shops are counted together', async () => {
  const search = { method: 'POST', headers: { 'content-type': 'application/octet-stream' } } as const;
  const asked = { ...search, url: '/t/north/v1/search', payload: body(vectorNear(3, seeded(9))) };
  expect((await built.app.inject(asked)).statusCode).toBe(200);
  const state = { running: true, done: 5, total: null, failed: 0, updatedAt: Date.now() };
  writeFileSync(join(south.path, 'import.json'), JSON.stringify(state));
  const text = await metrics.registry.metrics();
  const lines = (name: string) => text.split('\n').filter((line) => line.startsWith(`tongkuan_${name}{`));
  expect(lines('index_open')).toEqual(
    expect.arrayContaining(['tongkuan_index_open{shop="north"} 1', 'tongkuan_index_open{shop="south"} 0']),
  );
  expect(lines('index_open'), 'a main shop that is not there is not missed').toHaveLength(2);
  expect(lines('index_products')).toContain('tongkuan_index_products{shop="north"} 30');
  expect(lines('import_running')).toContain('tongkuan_import_running{shop="south"} 1');
  expect(lines('engine_queue')).toEqual(['tongkuan_engine_queue{shop="north"} 0']);
  expect(lines('http_request_seconds_count')).toContain(
    'tongkuan_http_request_seconds_count{method="POST",route="/v1/search",status="200"} 1',
  );
  expect(text).not.toContain('/t/north');
});

test('recall of every shop is measured; one without products is no failure', async () => {
  const shops = [
    { name: 'south', index: ofSouth },
    { name: 'north', index: ofNorth },
  ];
  const stop = probeRegularly(shops, 10, metrics);
  await vi.waitFor(
    async () => {
      const text = await metrics.registry.metrics();
      expect(text).toMatch(/^tongkuan_recall_probe\{shop="north",k="10"\} 1$/m);
      expect(text).not.toMatch(/^tongkuan_recall_probe(_failed_total)?\{shop="south"/m);
    },
    { timeout: 50_000, interval: 500 },
  );
  stop();
});
