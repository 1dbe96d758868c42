import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS, startApp } from '../testing.ts';
import { eventLog } from './event-log.ts';

const CLICK = { type: 'click', productId: 'sku-1', position: 3, category: 4, at: '2026-11-26T09:10:11.123+08:00' };

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp({ events: true });
  await importInto(server.folder, PRODUCTS.slice(0, 20));
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

function send(payload: string | object, headers: Record<string, string> = {}, on = server) {
  return on.app.inject({
    method: 'POST',
    url: '/v1/events',
    headers: { 'content-type': 'application/json', 'user-agent': 'Phone/1', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
}
const kept = (folder: string) =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean));

describe('events', () => {
  test('are kept, to the minute, and nothing of who sent them', async () => {
    const response = await send({ events: [CLICK, { ...CLICK, type: 'impression', position: 0 }] });
    expect([response.statusCode, response.body]).toEqual([204, '']);
    expect(kept(join(server.folder, 'events')).map((line) => JSON.parse(line))).toEqual([
      { ...CLICK, at: '2026-11-26T01:10Z' },
      { ...CLICK, type: 'impression', position: 0, at: '2026-11-26T01:10Z' },
    ]);
    expect(server.log.join('')).not.toMatch(/Phone|sku-1|127\.0/);
  });

  test.each<[string, string, unknown]>([
    ['another type', '/events/0/type', { events: [{ ...CLICK, type: 'purchase' }] }],
    ['a number as text', '/events/0/position', { events: [{ ...CLICK, position: '3' }] }],
    ['a place too deep', '/events/0/position', { events: [{ ...CLICK, position: 500 }] }],
    ['an unknown category', '/events/0/category', { events: [{ ...CLICK, category: 77 }] }],
    ['no time', '/events/0/at', { events: [{ ...CLICK, at: 'yesterday' }] }],
    ['anything more', '/events/0/user', { events: [{ ...CLICK, user: 'me' }] }],
    ['something missing', '/events/0', { events: [{ type: 'click' }] }],
    ['none', '/events', { events: [] }],
    ['too many', '/events', { events: Array(51).fill(CLICK) }],
    ['no list', '/events', { events: CLICK }],
    ['null', '/', null],
  ])('with %s are refused', async (_, at, payload) => {
    const response = await send(JSON.stringify(payload));
    expect(response.statusCode).toBe(400);
    expect(response.json().error).toMatchObject({ code: 'BODY_INVALID', details: { at } });
  });

  test.each<[string, string, Record<string, string>]>([
    ['BODY_INVALID', '{', {}],
    ['BODY_INVALID', '', {}],
    ['BODY_INVALID', '{"__proto__":{"x":1}}', {}],
    ['BODY_TYPE', 'events', { 'content-type': 'text/plain' }],
    ['BODY_TYPE', 'events', { 'content-type': '' }],
    ['BODY_TOO_LARGE', JSON.stringify({ events: [{ ...CLICK, productId: 'a'.repeat(17_000) }] }), {}],
  ])('%s for a body such as %.20s', async (code, payload, headers) => {
    expect((await send(payload, headers)).json().error.code).toBe(code);
  });

  test('are unknown while the shop did not turn them on', async () => {
    const off = await startApp();
    const response = await send({ events: [CLICK] }, {}, off);
    expect([response.statusCode, response.json().error.code]).toEqual([404, 'ROUTE_UNKNOWN']);
    await off.stop();
  });

  test('that cannot be kept are refused, and searches go on', async () => {
    const full = await startApp({ events: true });
    await importInto(full.folder, PRODUCTS.slice(0, 20));
    writeFileSync(join(full.folder, 'events'), 'no folder');
    const response = await send({ events: [CLICK] }, {}, full);
    expect(response.json().error).toEqual({
      code: 'EVENTS_FULL',
      message: 'Events cannot be kept at the moment.',
      retryable: true,
      details: {},
    });
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '5']);
    expect((await full.search('', body(vectorNear(1, seeded(1))))).statusCode).toBe(200);
    await full.stop();
  });

  test('are no body that other addresses take', async () => {
    const response = await server.search('', Buffer.from('{}'), { 'content-type': 'application/json' });
    expect(response.json().error.code).toBe('BODY_TYPE');
  });
});

describe('their files', () => {
  const DAY = 24 * 3_600_000;
  const START = Date.UTC(2026, 10, 1, 12);

  test('are followed by others when full and each day, and removed after 30', async () => {
    const folder = temporaryFolder();
    let time = START;
    const log = eventLog(folder.path, { now: () => time, fileBytes: 20 });
    for (const n of [1, 2, 3]) await log.append([{ n, text: 'twenty or more' }]);
    time += DAY;
    await log.append([{ n: 4 }]);
    const names = ['2026-11-01-0001', '2026-11-01-0002', '2026-11-01-0003', '2026-11-02-0001'];
    expect(readdirSync(folder.path).sort()).toEqual(names.map((name) => `${name}.jsonl`));
    time += 30 * DAY;
    await log.append([{ n: 5 }]);
    expect(readdirSync(folder.path).sort()).toEqual(['2026-11-02-0001.jsonl', '2026-12-02-0001.jsonl']);
    folder.remove();
  });

  test('take a bounded room, and lines are whole whoever writes', async () => {
    const folder = temporaryFolder();
    const logs = [1, 2, 3].map(() => eventLog(folder.path, { now: () => START, fileBytes: 300, filesMax: 2 }));
    const asked = Array.from({ length: 60 }, (_, n) => logs[n % 3]?.append([{ n }, { n, more: true }]));
    const settled = await Promise.allSettled(asked);
    const lines = kept(folder.path).map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2 * settled.filter(({ status }) => status === 'fulfilled').length);
    expect(settled.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'EVENTS_FULL' } });
    expect(readdirSync(folder.path)).toHaveLength(2);
    folder.remove();
  });

  test('a line torn by a full disk does not spoil the next', async () => {
    const folder = temporaryFolder();
    const log = eventLog(folder.path, { now: () => START });
    mkdirSync(join(folder.path, '2026-11-01-0001.jsonl')); // cannot be appended to
    await expect(log.append([{ n: 1 }])).rejects.toMatchObject({ code: 'EVENTS_FULL' });
    rmdirSync(join(folder.path, '2026-11-01-0001.jsonl'));
    writeFileSync(join(folder.path, '2026-11-01-0001.jsonl'), '{"n":1');
    await log.append([{ n: 2 }]);
    expect(kept(folder.path)).toEqual(['{"n":1', '{"n":2}']);
    folder.remove();
  });
});
