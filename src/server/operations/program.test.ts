/** The endpoint as a program: settings, its end, and several processes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seeded, temporaryFolder, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS } from '../testing.ts';
import { ask, freePort, type Program, shoppers, startProgram } from './testing.ts';

const SLOWLY = 180_000; // a busy machine starts a process in half a minute
const query = body(vectorNear(3, seeded(99)));
const folder = temporaryFolder();
const running: Program[] = [];

// how late a busy machine's event loop is must not decide what is tested here
function start(settings: Record<string, string>, ...args: string[]): Program {
  const program = startProgram(
    { TONGKUAN_CATALOGUE: folder.path, TONGKUAN_LOG: 'warn', TONGKUAN_MAX_DELAY_MS: '0', ...settings },
    ...args,
  );
  running.push(program);
  return program;
}

beforeAll(() => importInto(folder.path, PRODUCTS), SLOWLY);
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

const settled = async (what: () => boolean | Promise<boolean>) => {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50));
};

test('--check prints the settings without secrets; what is not valid ends with 2', { timeout: SLOWLY }, async () => {
  const good = start({ PORT: '9000', TONGKUAN_METRICS_TOKEN: 'hush', TONGKUAN_WORKER: '2' }, '--check');
  const bad = start({ TONGKUAN_WORKERS: 'many' }, '--check');
  expect([await good.ends(), await bad.ends()]).toEqual([0, 2]);
  const [settings = ''] = good.output().match(/^\{.*^\}/ms) ?? [];
  expect(JSON.parse(settings)).toMatchObject({ port: 9000, metricsToken: '(set)' });
  const said = good.output().replace(settings, '').trim();
  expect(said).toBe('Nobody reads TONGKUAN_WORKER. Did you mean TONGKUAN_WORKERS?');
  expect(good.output()).not.toContain('hush');
  expect(bad.output().trim()).toBe('TONGKUAN_WORKERS must be auto | a whole number from 1 to 256.');
});

describe('one process', () => {
  test('ends on SIGTERM without a failed request', { timeout: SLOWLY }, async () => {
    const port = await freePort();
    const program = start({ PORT: String(port) });
    await program.says('Tongkuan is at');
    const crowd = shoppers(port, '/v1/search?group=offers', query, 6);
    await settled(() => crowd.answers.length > 30);
    program.child.kill('SIGTERM');
    const code = await program.ends();
    await crowd.ended();
    expect(code).toBe(0);
    expect(crowd.answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(crowd.failures.map(({ code: how }) => how)).toEqual(Array(6).fill('ECONNREFUSED'));
    expect(crowd.answers.at(-1)?.headers.connection).toBe('close');
  });

  test('tells load balancers first', { timeout: SLOWLY }, async () => {
    const port = await freePort();
    const program = start({ PORT: String(port), TONGKUAN_DRAIN_SECONDS: '2' });
    await program.says('Tongkuan is at');
    expect((await ask(port, '/readyz')).body).toBe('{"status":"ready"}');
    program.child.kill('SIGTERM');
    await settled(async () => (await ask(port, '/readyz')).status === 503);
    expect((await ask(port, '/v1/search', query)).status).toBe(200);
    expect(await program.ends()).toBe(0);
  });

  test('says why it cannot listen', { timeout: SLOWLY }, async () => {
    const port = await freePort();
    const first = start({ PORT: String(port) });
    await first.says('Tongkuan is at');
    const second = start({ PORT: String(port) });
    expect(await second.ends()).toBe(1);
    expect(second.output()).toContain(`Cannot listen on 127.0.0.1:${port}: EADDRINUSE`);
  });
});

test('several workers: shared limits and metrics, replaced when they die, restarted in turn', {
  timeout: 2 * SLOWLY,
}, async () => {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const program = start({
    PORT: String(port),
    TONGKUAN_WORKERS: '2',
    TONGKUAN_METRICS_PORT: String(metricsPort),
    TONGKUAN_SEARCHES_PER_MINUTE: '1000000',
  });
  await program.says('Tongkuan is at');
  const metrics = async () => (await ask(metricsPort, '/metrics')).body;
  const metric = async (name: string) =>
    Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(await metrics())?.[1]);

  const crowd = shoppers(port, '/v1/search', query, 4);
  await settled(() => crowd.answers.length > 20);
  expect(await metric('tongkuan_workers')).toBe(2);
  expect(await metric('tongkuan_index_products')).toBe(PRODUCTS.length);

  // each worker is replaced once its successor listens: nobody notices
  program.child.kill('SIGHUP');
  await program.says('all workers were replaced');
  await crowd.stop();
  expect(crowd.failures).toEqual([]);
  expect(crowd.answers.filter(({ status }) => status !== 200)).toEqual([]);

  // requests are counted over both: the remaining number sinks by one each time, whoever answers
  const left: number[] = [];
  for (let i = 0; i < 6; i++)
    left.push(Number((await ask(port, '/v1/products?id=a')).headers['x-ratelimit-remaining']));
  expect(left.map((number, i) => number + i)).toEqual(Array(6).fill(left[0]));

  program.child.kill('SIGTERM');
  expect(await program.ends()).toBe(0);
});

test('a worker that is killed is replaced', { timeout: 2 * SLOWLY }, async () => {
  const port = await freePort();
  const program = start({ PORT: String(port), TONGKUAN_WORKERS: '2', TONGKUAN_LOG: 'info' });
  await program.says('Tongkuan is at');
  const { pid } = program.child;
  const children = () =>
    readFileSync(join('/proc', String(pid), 'task', String(pid), 'children'), 'utf8')
      .trim()
      .split(' ');
  if (process.platform !== 'linux') return console.warn('SKIPPED: killing a worker needs /proc');
  const before = children();
  process.kill(Number(before[0]), 'SIGKILL');
  await program.says('a worker ended and is replaced');
  await program.says('"msg":"settings"', 3);
  await settled(() => children().length === 2 && !children().includes(before[0] as string));
  expect((await ask(port, '/readyz')).status).toBe(200);
  program.child.kill('SIGTERM');
  expect(await program.ends()).toBe(0);
});
