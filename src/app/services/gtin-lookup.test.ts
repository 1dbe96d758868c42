import { afterEach, expect, test, vi } from 'vitest';
import { hit } from '#app/testing.ts';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';
import { lookupWithPacks } from './gtin-lookup.ts';
import type { PackProducts } from './packs/types.ts';

const CODES = ['04006381333931'];
const NEVER = new AbortController().signal;
const FOUND = { products: [hit('packed')], asOf: 42 };
const fails = (code: ErrorCode) => ({ withGtins: () => Promise.reject(new TongkuanError(code)) });
const packs = (answer: PackProducts) => ({ withGtins: vi.fn(async () => answer) });
afterEach(() => void vi.useRealTimers());

test('the shop is asked, and no pack when it answers, whatever it has', async () => {
  const pack = packs(FOUND);
  const lookup = lookupWithPacks({ withGtins: async () => [] }, pack);
  expect(await lookup(CODES, NEVER)).toEqual({ products: [], pack: null });
  expect(pack.withGtins).not.toHaveBeenCalled();
});

test.each([
  ['SEARCH_OFFLINE', false],
  ['SEARCH_UNREACHABLE', true],
  ['DEADLINE', true],
] as const)('after %s the packs are', async (code, sent) => {
  const answer = await lookupWithPacks(fails(code), packs(FOUND))(CODES, NEVER);
  expect(answer).toEqual({ products: FOUND.products, pack: { asOf: 42, sent } });
});

test('without a pack, or with one that cannot be read, it fails as the shop did', async () => {
  for (const pack of [packs(null), fails('PACK_CORRUPT')]) {
    await expect(lookupWithPacks(fails('SEARCH_OFFLINE'), pack)(CODES, NEVER)).rejects.toMatchObject({
      code: 'SEARCH_OFFLINE',
    });
  }
});

test('what the shop itself refuses is no matter for packs', async () => {
  const pack = packs(FOUND);
  await expect(lookupWithPacks(fails('RATE_LIMITED'), pack)(CODES, NEVER)).rejects.toMatchObject({
    code: 'RATE_LIMITED',
  });
  expect(pack.withGtins).not.toHaveBeenCalled();
});

test('a shop that keeps silent is not waited for when the packs have the product', async () => {
  vi.useFakeTimers();
  let asked: AbortSignal | undefined;
  const silent = {
    withGtins: (_: readonly string[], signal: AbortSignal) => {
      asked = signal;
      return new Promise<never>(() => {});
    },
  };
  const looking = lookupWithPacks(silent, packs(FOUND))(CODES, NEVER);
  await vi.runAllTimersAsync();
  expect((await looking).pack).toEqual({ asOf: 42, sent: true });
  expect(asked?.aborted).toBe(true);
});
