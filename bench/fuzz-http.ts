/**
 * Malformed requests against a listening endpoint: no 5xx but "there is no catalogue" and the like, no crash, no growth.
 *
 *   npm run bench:fuzz -- 100000        (number of requests; default 100,000)
 *
 * The endpoint runs in a process of its own, so that its memory is told apart. A failure names the seed to repeat it with.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fuzz } from '#server/fuzz/fuzz.ts';
import { openFuzzedShop } from '#server/fuzz/shop.ts';

const COUNT = Number(process.argv[2] ?? 100_000);
const SEED = Number(process.argv[3] ?? 1);
/** Requests before memory is first looked at: caches and compiled code are there then. */
const WARM = Math.min(10_000, Math.round(COUNT / 5));
const SERVING = 'serve';

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

async function serve(): Promise<void> {
  const server = await openFuzzedShop();
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  process.on('message', () => {
    globalThis.gc?.();
    process.send?.({ rss: process.memoryUsage.rss(), heap: process.memoryUsage().heapUsed });
  });
  process.once('disconnect', () => void server.stop().then(() => process.exit(0)));
  process.send?.({ url });
}

async function attack(): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), [SERVING], { execArgv: ['--import', 'tsx', '--expose-gc'] });
  const [{ url }] = await once(child, 'message');
  const memory = async () => {
    child.send('memory');
    return (await once(child, 'message'))[0] as { rss: number; heap: number };
  };
  const started = performance.now();
  const first = await fuzz(new URL(url), { count: WARM, seed: SEED });
  const before = await memory();
  const second = await fuzz(new URL(url), { count: COUNT - WARM, seed: SEED + 1 });
  const after = await memory();
  const statuses = new Map(first.statuses);
  for (const [status, count] of second.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
  console.table(
    [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => ({ status: status || 'closed', count })),
  );
  console.log(`${COUNT} requests in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(
    `rss ${megabytes(before.rss)} → ${megabytes(after.rss)} MB, heap ${megabytes(before.heap)} → ${megabytes(after.heap)} MB`,
  );
  const faults = [...first.faults, ...second.faults];
  for (const fault of faults.slice(0, 20)) console.log(fault);
  console.log(faults.length === 0 && child.exitCode === null ? 'No faults.' : `${faults.length} faults`);
  child.disconnect();
  await once(child, 'exit');
  process.exitCode = faults.length === 0 ? 0 : 1;
}

await (process.argv[2] === SERVING ? serve() : attack());
