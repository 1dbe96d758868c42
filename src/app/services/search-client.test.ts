import { expect, test, vi } from 'vitest';
import { createSearch, searchUrl } from './search-client.ts';

const BYTES = new Uint8Array(144);
const ANSWER = { hits: [], total: 0, nearest: null, categories: [], modelKey: '0123456789abcdef', tookMs: 1 };
const NEVER = new AbortController().signal;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

function search(fetch: typeof globalThis.fetch, isOnline = () => true) {
  return createSearch({ fetch, isOnline })(BYTES, { category: [3] }, NEVER);
}

test('sends the 144 bytes as they are, once', async () => {
  const fetch = vi.fn(async () => json(ANSWER));
  expect(await search(fetch as never)).toEqual(ANSWER);
  expect(fetch).toHaveBeenCalledTimes(1);
  const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
  expect(url).toBe('/v1/search?category=3');
  expect(init).toMatchObject({ method: 'POST', body: BYTES, credentials: 'omit' });
});

test('leaves absent parameters out of the address', () => {
  expect(searchUrl({})).toBe('/v1/search');
  expect(searchUrl({ category: [0, 2], sort: 'price-asc', offset: 24 })).toBe(
    '/v1/search?category=0&category=2&sort=price-asc&offset=24',
  );
});

test('offline is told apart from a shop that does not answer, and sends nothing', async () => {
  const fails = vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(search(fails, () => false)).rejects.toMatchObject({ code: 'SEARCH_OFFLINE' });
  expect(fails).not.toHaveBeenCalled();
  await expect(search(fails)).rejects.toMatchObject({ code: 'SEARCH_UNREACHABLE' });
});

test("keeps the endpoint's own code", async () => {
  const error = { code: 'RATE_LIMITED', message: 'slow down', retryable: true, details: { afterSeconds: 2 } };
  const call = search(async () => json({ error }, 429));
  await expect(call).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { afterSeconds: 2, status: 429 } });
});

test.each([
  ['a proxy answers for a dead endpoint', async () => new Response('<html>', { status: 502 }), 'SEARCH_UNREACHABLE'],
  ['an error without a code', async () => json({}, 400), 'SEARCH_BAD_ANSWER'],
  ['an answer of another shape', async () => json({ hits: 'many' }), 'SEARCH_BAD_ANSWER'],
  ['products of another shape', async () => json({ ...ANSWER, hits: [{}] }), 'SEARCH_BAD_ANSWER'],
  ['products that are none', async () => json({ ...ANSWER, hits: [null] }), 'SEARCH_BAD_ANSWER'],
  ['JSON that breaks off', async () => new Response('{"hits":[{"prod'), 'SEARCH_BAD_ANSWER'],
  ['an answer that is no JSON', async () => new Response('hello'), 'SEARCH_BAD_ANSWER'],
])('%s', async (_what, fetch, code) => {
  await expect(search(fetch)).rejects.toMatchObject({ code });
});

test('abort rejects at once and stops the request', async () => {
  const stop = new AbortController();
  let signal: AbortSignal | null | undefined;
  const fetch = (_url: unknown, init?: RequestInit) => {
    signal = init?.signal;
    return new Promise<Response>(() => {});
  };
  const call = createSearch({ fetch: fetch as never, isOnline: () => true })(BYTES, {}, stop.signal);
  stop.abort();
  await expect(call).rejects.toMatchObject({ code: 'ABORTED' });
  expect(signal?.aborted).toBe(true);
});

test('a shop that stays silent is given up', async () => {
  vi.useFakeTimers();
  const call = search(() => new Promise(() => {}));
  const rejected = expect(call).rejects.toMatchObject({ code: 'DEADLINE' });
  await vi.advanceTimersByTimeAsync(12_000);
  await rejected;
  vi.useRealTimers();
});
