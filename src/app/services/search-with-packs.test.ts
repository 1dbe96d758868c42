import { afterEach, expect, test, vi } from 'vitest';
import { answer, hit } from '#app/testing.ts';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';
import type { PackSearchAnswer } from './packs/types.ts';
import type { Search } from './search-client.ts';
import { searchWithPacks } from './search-with-packs.ts';

const BYTES = new Uint8Array(144);
const NEVER = new AbortController().signal;
const fails = (code: ErrorCode) => vi.fn<Search>(async () => Promise.reject(new TongkuanError(code)));
const pack = (found: PackSearchAnswer) => ({ search: vi.fn(async () => found) });
afterEach(() => void vi.useRealTimers());
const FOUND = { response: answer(hit('packed')), asOf: 42 };

test('the shop is asked first, and the pack not at all when it answers', async () => {
  const packs = pack(FOUND);
  const found = await searchWithPacks(async () => answer(hit('one')), packs)(BYTES, {}, NEVER);
  expect(found).toEqual(answer(hit('one')));
  expect(packs.search).not.toHaveBeenCalled();
});

test.each([
  ['SEARCH_OFFLINE', false],
  ['SEARCH_UNREACHABLE', true],
  ['DEADLINE', true],
] as const)('after %s the pack answers with the same vector and filters', async (code, sent) => {
  const packs = pack(FOUND);
  const found = await searchWithPacks(fails(code), packs)(BYTES, { category: [3] }, NEVER);
  expect(found).toEqual({ ...FOUND.response, pack: { asOf: 42, sent } });
  expect(packs.search).toHaveBeenCalledWith(BYTES, { category: [3] });
});

test('what the shop itself refuses is no matter for packs', async () => {
  const packs = pack(FOUND);
  await expect(searchWithPacks(fails('RATE_LIMITED'), packs)(BYTES, {}, NEVER)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
  expect(packs.search).not.toHaveBeenCalled();
});

test('without a pack that fits it fails as before, and says when there is one of another model', async () => {
  const call = (found: PackSearchAnswer) => searchWithPacks(fails('SEARCH_OFFLINE'), pack(found))(BYTES, {}, NEVER);
  await expect(call('no-pack')).rejects.toMatchObject({ code: 'SEARCH_OFFLINE', details: {} });
  for (const reason of ['other-model', 'other-category'] as const) {
    await expect(call(reason)).rejects.toMatchObject({ code: 'SEARCH_OFFLINE', details: { pack: reason } });
  }
});

test('a pack that cannot be read is as good as none', async () => {
  const packs = { search: () => Promise.reject(new TongkuanError('PACK_CORRUPT')) };
  await expect(searchWithPacks(fails('SEARCH_OFFLINE'), packs)(BYTES, {}, NEVER)).rejects.toMatchObject({
    code: 'SEARCH_OFFLINE',
  });
});

test('a shop that keeps silent is not waited for when there is a pack, and is told to stop', async () => {
  vi.useFakeTimers();
  let asked: AbortSignal | undefined;
  const silent: Search = (_vector, _query, signal) => {
    asked = signal;
    return new Promise(() => {});
  };
  const found = searchWithPacks(silent, pack(FOUND))(BYTES, {}, NEVER);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await found).toEqual({ ...FOUND.response, pack: { asOf: 42, sent: true } });
  expect(asked?.aborted).toBe(true);
});

test('without a pack the shop is waited for', async () => {
  vi.useFakeTimers();
  const slow: Search = () => new Promise((resolve) => setTimeout(() => resolve(answer(hit('late'))), 8_000));
  const found = searchWithPacks(slow, pack('no-pack'))(BYTES, {}, NEVER);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await found).toEqual(answer(hit('late')));
});
