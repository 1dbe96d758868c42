/** A catalogue with indexes of two models: each query is answered by its own until that is dropped. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchResponse } from '#core/search-protocol.ts';
import { dropModel, putInForce } from '#search/models.ts';
import { bruteForce, documentOf, MODEL_KEY, OTHER_MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { createIndex } from '#search/zvec.ts';
import { body, importInto, PRODUCTS, startApp } from './testing.ts';

const query = vectorNear(3, seeded(99));
/** The same products, as another model sees them. */
const SEEN_ANEW = PRODUCTS.map(({ product }, i) => documentOf(i, vectorNear(i % 40, seeded(i)), product));

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, PRODUCTS);
  const index = await createIndex(join(server.folder, `index-${OTHER_MODEL_KEY}`), OTHER_MODEL_KEY);
  await index.upsert(SEEN_ANEW);
  await index.close();
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

async function idsFor(modelKey: string): Promise<string[]> {
  const response = await server.search('', body(query, modelKey));
  expect(response.statusCode, response.body).toBe(200);
  const answer: SearchResponse = response.json();
  expect(answer.modelKey).toBe(modelKey);
  return answer.hits.map(({ product }) => product.id);
}

const modelOf = async (url: string) => (await server.app.inject(url)).json().modelKey;
const refused = { error: { code: 'MODEL_MISMATCH' } };

test('before, at and after the switch every model has its own answer, or a coded refusal', async () => {
  const [old, anew] = [bruteForce(PRODUCTS, query, 24), bruteForce(SEEN_ANEW, query, 24)];
  expect(await idsFor(MODEL_KEY)).toEqual(old);
  expect((await server.search('', body(query, OTHER_MODEL_KEY))).json()).toMatchObject(refused);
  expect(await modelOf('/healthz')).toBe(MODEL_KEY);

  await putInForce(server.folder, OTHER_MODEL_KEY);
  expect(await idsFor(OTHER_MODEL_KEY)).toEqual(anew);
  expect(await idsFor(MODEL_KEY)).toEqual(old);
  for (const url of ['/healthz', '/v1/categories', '/v1/packs']) expect(await modelOf(url), url).toBe(OTHER_MODEL_KEY);
  const payload = Buffer.concat([body(query, MODEL_KEY), body(query, OTHER_MODEL_KEY), body(query, 'a'.repeat(16))]);
  const headers = { 'content-type': 'application/octet-stream' };
  const batch = await server.app.inject({ method: 'POST', url: '/v1/search/batch', headers, payload });
  const told = batch
    .json()
    .results.map((each: Record<string, Record<string, string> | null>) => each.answer?.modelKey ?? each.error?.code);
  expect(told).toEqual([MODEL_KEY, OTHER_MODEL_KEY, 'MODEL_MISMATCH']);

  await dropModel(server.folder, MODEL_KEY);
  expect((await server.search('', body(query, MODEL_KEY))).json()).toMatchObject(refused);
  expect(await idsFor(OTHER_MODEL_KEY)).toEqual(anew);
}, 60_000);
