/** One writer, many readers, several processes, and processes that die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cosine } from '#core/vector.ts';
import { bruteForce, catalogueOf, documentOf, MODEL_KEY, seeded, temporaryFolder, vectorNear } from './testing.ts';
import type { IndexHit } from './vector-index.ts';
import { createIndex, openIndex, watchIndex } from './zvec.ts';

// processes start slowly on a busy machine; no test here asserts a time
vi.setConfig({ testTimeout: 120_000 });

const query = vectorNear(3, seeded(99));
const idsOf = (hits: readonly IndexHit[]) => hits.map((hit) => hit.document.product.id);

let folder: ReturnType<typeof temporaryFolder>;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  folder.remove();
});

/** Starts a writer process and collects what it acknowledges. */
function startWriter(...more: string[]) {
  const script = join(import.meta.dirname, 'writer-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder.path, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const acknowledged: string[] = [];
  lines.on('line', (line) => acknowledged.push(line));
  return {
    async acknowledges(count: number) {
      while (acknowledged.length < count) await once(lines, 'line');
    },
    async dies() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
    /** Ids put in and still there; the last one may lack its acknowledgement. */
    get put() {
      return acknowledged.filter((line) => line.startsWith('put ')).map((line) => line.slice(4));
    },
    get deleted() {
      return acknowledged.filter((line) => line.startsWith('deleted ')).map((line) => line.slice(8));
    },
  };
}

test('a writer killed in the middle: every acknowledged product is there, every acknowledged deletion holds', async () => {
  for (let round = 1; round <= 2; round++) {
    const writer = startWriter();
    await writer.acknowledges(40);
    await writer.dies();
    const gone = new Set(writer.deleted);
    const kept = writer.put.filter((id) => !gone.has(id));
    // the last product may have been deleted without the acknowledgement getting through
    const certain = kept.filter((id) => id !== writer.put.at(-1));
    const opened =
      round === 1 ? await openIndex(folder.path, { mode: 'read' }) : await openIndex(folder.path, { mode: 'write' });
    const found = (await opened.get(writer.put)).map(({ product }) => product.id);
    expect(found).toEqual(expect.arrayContaining(certain));
    const shown = new Set([...found, ...idsOf(await opened.search(query, {}, 500))]);
    expect(writer.deleted.filter((id) => shown.has(id))).toEqual([]);
    expect(await opened.verify()).toEqual([]);
    await opened.close();
  }
});

test('a writer killed while it optimises: nothing acknowledged is lost, and no product has the vector of another', async () => {
  const random = seeded(5); // the child's
  const vectors = Array.from({ length: 400 }, (_, i) => vectorNear(i, random));
  for (const [round, count] of [30, 47].entries()) {
    const writer = startWriter('optimise');
    await writer.acknowledges(count);
    await sleep(round * 60); // wherever that may be
    await writer.dies();
    const index = await openIndex(folder.path, { mode: 'write' });
    const gone = new Set(writer.deleted);
    const certain = writer.put.filter((id) => !gone.has(id) && id !== writer.put.at(-1));
    const found = await index.get(certain);
    expect(found.map(({ product }) => product.id)).toEqual(certain);
    for (const { product, vector } of found) expect(vector).toEqual(vectors[Number(product.id.split('/')[1])]);
    expect(await index.verify()).toEqual([]);
    await index.close();
  }
});

test('while another process writes: a second writer is refused, a reader sees products come and deletions hold', async () => {
  const reader = await watchIndex(folder.path);
  await expect(reader.stats()).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  const writer = startWriter();
  await writer.acknowledges(10);
  await expect(openIndex(folder.path, { mode: 'write' })).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  const early = (await reader.stats()).products;
  for (let look = 0; look < 12; look++) {
    const deletedBefore = new Set(writer.deleted);
    const shown = idsOf(await reader.search(query, {}, 500));
    expect(shown.filter((id) => deletedBefore.has(id))).toEqual([]);
    await writer.acknowledges(writer.put.length + writer.deleted.length + 1);
  }
  await expect.poll(async () => (await reader.stats()).products, { timeout: 20_000 }).toBeGreaterThan(early); // published within seconds
  await reader.close();
});

test('a reader starts before there is an index and follows it without a restart', async () => {
  const reader = await watchIndex(folder.path);
  await expect(reader.search(query, {}, 5)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  const products = catalogueOf(50);
  const writer = await createIndex(folder.path, MODEL_KEY);
  expect((await reader.stats()).products).toBe(0);
  await writer.upsert(products);
  await writer.publish();
  expect(idsOf(await reader.search(query, {}, 5))).toEqual(bruteForce(products, query, 5));
  expect(reader.modelKey).toBe(MODEL_KEY);
  await writer.delete([products[0]?.product.id as string]);
  expect(await reader.get([products[0]?.product.id as string])).toEqual([]);
  await writer.close();
  await reader.close();
});

test('searches in flight end well while snapshots change under them', async () => {
  const writer = await createIndex(folder.path, MODEL_KEY);
  await writer.upsert(catalogueOf(300));
  await writer.publish();
  const reader = await openIndex(folder.path, { mode: 'read' });
  let publishing = true;
  const searching = (async () => {
    let answers = 0;
    while (publishing) {
      const hits = await Promise.all(Array.from({ length: 8 }, () => reader.search(query, {}, 20)));
      answers += hits.filter((each) => each.length === 20).length;
    }
    return answers;
  })();
  for (let i = 0; i < 6; i++) {
    await writer.upsert([documentOf(1000 + i, query)]);
    await writer.publish();
  }
  publishing = false;
  const answers = await searching;
  expect(answers).toBeGreaterThan(0);
  expect(answers % 8).toBe(0);
  expect((await reader.search(query, {}, 6)).every((hit) => hit.similarity > 0.9999)).toBe(true);
  await reader.close();
  await writer.close();
});

test('upserts are published without being asked, within seconds', async () => {
  const writer = await createIndex(folder.path, MODEL_KEY);
  const reader = await openIndex(folder.path, { mode: 'read' });
  await writer.upsert(catalogueOf(10)); // the publication at creation was a moment ago: this one is put off
  await expect.poll(async () => (await reader.stats()).products, { timeout: 20_000 }).toBe(10);
  await writer.close();
  await reader.close();
});

test('while another process compacts, searches go on and every answer is right', async () => {
  const numbers = seeded(5); // the child's
  const vectors = Array.from({ length: 400 }, (_, i) => vectorNear(i, numbers));
  const writer = startWriter('optimise');
  await writer.acknowledges(21); // the first compaction is under way from now on, the next ones follow
  const reader = await openIndex(folder.path, { mode: 'read' });
  await expect.poll(async () => (await reader.stats()).products, { timeout: 60_000 }).toBeGreaterThan(0);
  let answers = 0;
  while (writer.put.length < 65) {
    const [deletedBefore, hits] = [new Set(writer.deleted), await reader.search(query, {}, 500)];
    for (const { document, similarity } of hits) {
      expect(deletedBefore.has(document.product.id)).toBe(false);
      expect(document.vector).toEqual(vectors[Number(document.product.id.split('/')[1])]);
      expect(similarity).toBeCloseTo(cosine(query, document.vector), 10);
    }
    expect(hits.length).toBeGreaterThan(0);
    answers++;
  }
  expect(answers).toBeGreaterThan(0);
  await reader.close();
});
