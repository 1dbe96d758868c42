/**
 * Products put and deleted through the endpoint (`/v1/manage`): how many a second are acknowledged, and so survive a crash.
 *
 *   npm run bench:manage -- [--products 100000] [--seconds 10]
 *
 * Each way for so long: one request after the other, 16 at a time, and batches of a hundred. Products come with their vector; what
 * pictures cost besides is `npm run bench:import`. The catalogue is that of `bench:http --made-up`, in a copy.
 */
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeVector } from '#core/vector.ts';
import { addKey } from '../src/catalog/keys/key-file.ts';
import { catalogueOf } from './http/catalogue.ts';
import { startEndpoint } from './http/endpoint.ts';
import { direct, type Figures } from './http/measure.ts';

const { values } = parseArgs({
  options: { products: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '10' } },
});
const AT_A_TIME = 16;
const BATCH = 100;

const { folder: kept, made } = await catalogueOf(Number(values.products), false);
const catalogue = await mkdtemp(join(tmpdir(), 'tongkuan-manage-'));
await cp(kept, catalogue, { recursive: true });
const { key } = await addKey(catalogue, { scope: 'write', name: 'bench', expires: null });
const { child, base } = await startEndpoint(catalogue, {});

async function ask(method: string, path: string, body?: unknown): Promise<void> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = { authorization: `Bearer ${key}`, ...type };
  const response = await fetch(`${base}/v1/manage/${path}`, { method, headers, ...json });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

const vectorOf = (i: number) => {
  const components = made.queries[i % made.queries.length] as Int8Array;
  return Buffer.from(encodeVector({ modelKey: made.modelKey, components })).toString('base64');
};
const product = (i: number) => ({
  product: { title: `Shirt ${i}`, seller: 'North', category: 0 },
  vector: vectorOf(i),
});
const put = (i: number) => ask('PUT', `products/new-${i}`, product(i));
const remove = (i: number) => ask('DELETE', `products/new-${i}`);
const batch = (operations: (i: number) => object) => (call: number) =>
  ask('POST', 'products:batch', {
    operations: Array.from({ length: BATCH }, (_, i) => operations(call * BATCH + i)),
  });
const batchPut = batch((i) => ({ op: 'put', id: `batch-${i}`, ...product(i) }));
const batchRemove = batch((i) => ({ op: 'delete', id: `batch-${i}` }));

const rows: Record<string, object> = {};
/** @param each products a call is about @returns calls that were made */
async function measure(name: string, call: (i: number) => Promise<void>, connections: number, each = 1, from = 0) {
  let calls = 0;
  const counted = (i: number) => {
    calls++;
    return call(from + i);
  };
  const figures: Figures = await direct(counted, { seconds: Number(values.seconds), connections });
  const { 'searches/s': perSecond, 'p50 ms': p50, 'p95 ms': p95 } = figures;
  rows[name] = { 'products/s': Math.round(10 * each * perSecond) / 10, 'p50 ms': p50, 'p95 ms': p95 };
  return from + calls;
}

try {
  await put(0); // starts the writer
  const alone = await measure('put, one after the other', put, 1);
  await measure(`put, ${AT_A_TIME} at a time`, put, AT_A_TIME, 1, alone);
  const removed = await measure('delete, one after the other', remove, 1);
  await measure(`delete, ${AT_A_TIME} at a time`, remove, AT_A_TIME, 1, removed);
  await measure(`put, batches of ${BATCH}`, batchPut, 1, BATCH);
  await measure(`delete, batches of ${BATCH}`, batchRemove, 1, BATCH);
} finally {
  child.kill('SIGTERM');
  await once(child, 'exit');
  await rm(catalogue, { recursive: true, force: true });
}
console.table(rows);
console.log(`${values.products} products, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);
