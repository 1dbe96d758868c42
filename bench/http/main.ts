/**
 * The endpoint under load, beside the bare engine in the same run, so that the cost of HTTP is visible.
 *
 *   npm run bench:http -- [--products 1000000] [--seconds 10] [--connections 16] [--workers 2] [--made-up]
 *
 * The catalogue is built once (a million takes minutes) and kept in .cache/bench-http. `--made-up` takes seeded clusters in
 * place of real embeddings. The program that asks runs on the same cores and takes its share of them: so the share of the engine
 * is taken from processor time, which also holds on a machine that does other things.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeVector } from '#core/vector.ts';
import type { IndexFilter } from '#search/vector-index.ts';
import { openIndex } from '#search/zvec.ts';
import { catalogueOf } from './catalogue.ts';
import { startEndpoint } from './endpoint.ts';
import { clockOf, direct, type Figures, memoryOf, overHttp } from './measure.ts';

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '16' },
    workers: { type: 'string', default: '2' },
    'made-up': { type: 'boolean', default: false },
  },
});
const length = { seconds: Number(values.seconds), connections: Number(values.connections) };
/** As many as a page shows, and as many as chips and facets of an answer are counted over. */
const PAGE = 24;
const CANDIDATES = 200;
const CATEGORY = 4;

/** @returns the endpoint, where searches go, and the seconds from its start until the first was answered */
async function startSearching(catalogue: string, first: Buffer) {
  const start = performance.now();
  const { child, base } = await startEndpoint(catalogue, { TONGKUAN_WORKERS: values.workers });
  const url = `${base}/v1/search`;
  const headers = { 'content-type': 'application/octet-stream' };
  await (await fetch(url, { method: 'POST', body: new Uint8Array(first), headers })).text();
  return { child, url, seconds: (performance.now() - start) / 1000 };
}

/** Its workers, or itself. */
function processesOf({ pid = 0 }: ChildProcess): number[] {
  const children = readFileSync(join('/proc', String(pid), 'task', String(pid), 'children'), 'utf8').trim();
  return values.workers === '1' ? [pid] : children.split(' ').map(Number);
}

const rows: Record<string, Figures & { 'of the engine by CPU'?: string }> = {};
const share = (part: Figures, whole: Figures) => `${Math.round((100 * whole['CPU ms']) / part['CPU ms'])} %`;

console.log(`${values.products} products, ${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}`);
const { folder, made } = await catalogueOf(Number(values.products), !values['made-up']);
const queryAt = (i: number) => made.queries[i % made.queries.length] as Int8Array;

async function engine(name: string, filter: IndexFilter, limit: number): Promise<Figures> {
  const index = await openIndex(join(folder, 'index'), { mode: 'read' });
  const search = (i: number) => index.search(queryAt(i), filter, limit);
  await direct(search, { ...length, seconds: 1 }); // warm
  const measured = await direct(search, length);
  await index.close();
  rows[name] = measured;
  return measured;
}
const ofOne = { categories: [CATEGORY] };
await engine(`engine, ${PAGE} nearest`, {}, PAGE);
const bare = await engine(`engine, ${CANDIDATES} nearest`, {}, CANDIDATES);
const bareOfOne = await engine(`engine, ${CANDIDATES} of a category`, ofOne, CANDIDATES);

const bodies = made.queries.map((components) => Buffer.from(encodeVector({ modelKey: made.modelKey, components })));
const { child, url, seconds } = await startSearching(folder, bodies[0] as Buffer);
const pids = processesOf(child);
const clock = clockOf(pids);
const before = pids.map(memoryOf);
async function http(name: string, parameters: string, against?: Figures): Promise<void> {
  await overHttp(url + parameters, bodies, { ...length, seconds: 1 }, clock); // warm
  const measured = await overHttp(url + parameters, bodies, length, clock);
  rows[name] = against ? { ...measured, 'of the engine by CPU': share(measured, against) } : measured;
}
await http('HTTP', '', bare);
await http('HTTP, a category', `?category=${CATEGORY}`, bareOfOne);
await http('HTTP, group=offers', '?group=offers');
await http('HTTP, words', '?q=red%20shirt');
const after = pids.map(memoryOf);
child.kill('SIGTERM');
await once(child, 'exit');

console.table(rows);
const sum = (all: { resident: number; own: number }[]) =>
  `${all.map(({ resident, own }) => `${resident} MB resident, ${own} its own`).join('; ')}`;
console.log(
  `start to first answer ${seconds.toFixed(1)} s, ${values.workers} workers, ${length.connections} at a time`,
);
console.log(`memory of each worker at the start: ${sum(before)}\nafterwards: ${sum(after)}`);
console.log(`load after ${loadavg()[0]?.toFixed(1)}`);
