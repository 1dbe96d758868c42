import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fuzz } from './fuzz.ts';
import { openFuzzedShop } from './shop.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 }); // a busy machine

let server: Awaited<ReturnType<typeof openFuzzedShop>>;
beforeAll(async () => {
  server = await openFuzzedShop();
});
afterAll(() => server.stop());

test('2,000 malformed requests bring no fault out', async () => {
  const url = new URL(await server.app.listen({ port: 0, host: '127.0.0.1' }));
  const { statuses, faults } = await fuzz(url, { count: 2000, seed: 7 });
  expect(faults).toEqual([]);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(2000);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404]));
  expect(server.log.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50)).toEqual([]);
  expect((await server.app.inject('/healthz')).statusCode).toBe(200);
});
