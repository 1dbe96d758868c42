import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchResponse, SearchResponse } from '#core/search-protocol.ts';
import { OTHER_MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { body, importInto, PRODUCTS, startApp } from './testing.ts';

const vectors = Array.from({ length: 17 }, (_, i) => body(vectorNear(i, seeded(i))));
const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = vectors;

let server: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  server = await startApp();
  await importInto(server.folder, PRODUCTS);
}, 60_000); // a busy machine makes an index in seconds
afterAll(() => server.stop());

const batch = (parameters: string, payload: Buffer, on = server) => on.search(`/batch${parameters}`, payload);

describe('a batch', () => {
  test('answers each vector as a search of its own does, in their order', async () => {
    const parameters = '?category=4&limit=5&group=offers';
    const { results } = (await batch(parameters, Buffer.concat(vectors.slice(0, 16)))).json() as BatchResponse;
    expect(results).toHaveLength(16);
    for (const [i, { answer, error }] of results.entries()) {
      const alone: SearchResponse = (await server.search(parameters, vectors[i] as Buffer)).json();
      expect(error).toBeNull();
      expect({ ...answer, tookMs: 0 }).toEqual({ ...alone, tookMs: 0 });
    }
  });

  test('tells what is wrong with one vector in its place only', async () => {
    const zero = Buffer.concat([first.subarray(0, 16), Buffer.alloc(128)]);
    const other = body(vectorNear(1, seeded(1)), OTHER_MODEL_KEY);
    const { results } = (await batch('', Buffer.concat([first, zero, Buffer.alloc(144, 1), other, second]))).json();
    const codes = results.map(({ error }: BatchResponse['results'][number]) => error?.code ?? null);
    expect(codes).toEqual([null, 'VECTOR_ZERO', 'VECTOR_MAGIC', 'MODEL_MISMATCH', null]);
    expect(results[4].answer.hits).toHaveLength(24);
  });

  test.each([
    ['no', Buffer.alloc(0)],
    ['a part of a', first.subarray(0, 143)],
    ['a vector and a part of a', Buffer.concat([first, second.subarray(1)])],
    ['17', Buffer.concat(vectors)],
  ])('is refused with VECTOR_LENGTH for %s vector', async (_, payload) => {
    const response = await batch('', payload);
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'VECTOR_LENGTH']);
  });

  test('has no cursor to go on from', async () => {
    const response = await batch('?cursor=AAAA', first);
    expect(response.json().error).toMatchObject({ code: 'QUERY_INVALID', details: { parameter: 'cursor' } });
  });

  test('counts each vector as a search', async () => {
    const strict = await startApp({ searchesPerMinute: 5 });
    await importInto(strict.folder, PRODUCTS.slice(0, 20));
    expect((await batch('', Buffer.concat(vectors.slice(0, 3)), strict)).statusCode).toBe(200);
    expect((await strict.search('', first)).statusCode).toBe(200);
    const refused = await batch('', Buffer.concat(vectors.slice(0, 2)), strict);
    expect(refused.json().error.code).toBe('RATE_LIMITED');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await strict.search('', first)).statusCode).toBe(429);
    await strict.stop();
  });
});
