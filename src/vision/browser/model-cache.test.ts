import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchVerified, keepOnly } from './model-cache.ts';

const GOOD = new TextEncoder().encode('these are weights');
const BAD = new TextEncoder().encode('these are wéights');
const file = {
  url: '/models/detector.tflite',
  sha256: createHash('sha256').update(GOOD).digest('hex'),
  bytes: GOOD.length,
};
const KEY = `https://shop.test/models/detector.tflite?v=${file.sha256.slice(0, 8)}`;

let kept: Map<string, Uint8Array>;
const fetched = vi.fn<(url: string, init: { cache: string }) => Promise<Response>>();
const cache = {
  match: async (url: string) => (kept.has(url) ? new Response(kept.get(url) as BodyInit) : undefined),
  put: async (url: string, response: Response) => {
    kept.set(url, new Uint8Array(await response.arrayBuffer()));
  },
  delete: async (key: string | { url: string }) => kept.delete(typeof key === 'string' ? key : key.url),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
};

beforeEach(() => {
  kept = new Map();
  fetched.mockReset();
  vi.stubGlobal('self', { location: { href: 'https://shop.test/assets/worker.js' }, crypto: globalThis.crypto });
  vi.stubGlobal('caches', { open: async () => cache });
  vi.stubGlobal('fetch', fetched);
});

const answers = (...bodies: Uint8Array[]) => {
  for (const body of bodies) fetched.mockResolvedValueOnce(new Response(body as BodyInit));
};

describe('fetchVerified', () => {
  test('fetches, reports progress and keeps', async () => {
    answers(GOOD);
    let loaded = 0;
    const bytes = await fetchVerified(file, (more) => {
      loaded += more;
    });
    expect([...bytes]).toEqual([...GOOD]);
    expect(loaded).toBe(GOOD.length);
    expect(fetched).toHaveBeenCalledWith(KEY, { cache: 'default' });
    expect([...kept.keys()]).toEqual([KEY]);
  });

  test('a kept file needs no network', async () => {
    kept.set(KEY, GOOD);
    await expect(fetchVerified(file, () => {})).resolves.toEqual(GOOD);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('a kept file that was damaged is replaced', async () => {
    kept.set(KEY, BAD);
    answers(GOOD);
    await fetchVerified(file, () => {});
    expect(kept.get(KEY)).toEqual(GOOD);
  });

  test('a damaged download is tried once more past the HTTP cache, progress starts again', async () => {
    answers(BAD, GOOD);
    let loaded = 0;
    await fetchVerified(file, (more) => {
      loaded += more;
    });
    expect(fetched.mock.calls.map(([, init]) => init.cache)).toEqual(['default', 'reload']);
    expect(loaded).toBe(GOOD.length);
  });

  test.each([
    ['changed', BAD],
    ['shorter', GOOD.subarray(1)],
    ['longer', new Uint8Array([...GOOD, 0])],
    ['empty', new Uint8Array(0)],
  ])('a %s file is never used', async (_what, body) => {
    answers(body, body);
    await expect(fetchVerified(file, () => {})).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    expect(kept.size).toBe(0);
  });

  test('no network and a refusal are MODEL_FETCH with a reason', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(fetchVerified(file, () => {})).rejects.toMatchObject({
      code: 'MODEL_FETCH',
      details: { url: file.url, reason: 'Failed to fetch' },
    });
    fetched.mockResolvedValueOnce(new Response('', { status: 404 }));
    await expect(fetchVerified(file, () => {})).rejects.toMatchObject({ details: { reason: 'HTTP 404' } });
  });

  test('works where there is no Cache Storage', async () => {
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('SecurityError')) });
    answers(GOOD);
    await expect(fetchVerified(file, () => {})).resolves.toHaveLength(GOOD.length);
  });
});

test('keepOnly removes what other versions left', async () => {
  kept.set(KEY, GOOD).set('https://shop.test/models/detector.tflite?v=00000000', BAD);
  await keepOnly([KEY]);
  expect([...kept.keys()]).toEqual([KEY]);
});
