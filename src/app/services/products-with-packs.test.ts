import { expect, test, vi } from 'vitest';
import { answer, hit, shop } from '#app/testing.ts';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';
import type { PackProducts, PackSearchAnswer } from './packs/types.ts';
import { productsWithPacks } from './products-with-packs.ts';

const NEVER = new AbortController().signal;
const FOUND = { response: answer(hit('packed')), asOf: 42 };
const OFFERS = { products: [hit('packed')], asOf: 42 };

function packs(similar: PackSearchAnswer = FOUND, offers: PackProducts = OFFERS) {
  return { similar: vi.fn(async () => similar), offers: vi.fn(async () => offers) };
}

function closed(code: ErrorCode) {
  const fail = () => Promise.reject(new TongkuanError(code));
  return shop({ similar: fail, offers: fail });
}

test('the shop is asked, and no pack when it answers', async () => {
  const pack = packs();
  const products = productsWithPacks(shop(), pack);
  expect((await products.offers('one', NEVER)).pack).toBeNull();
  expect((await products.similar('one', 0, NEVER)).pack).toBeUndefined();
  expect(pack.similar).not.toHaveBeenCalled();
  expect(pack.offers).not.toHaveBeenCalled();
});

test.each([
  ['SEARCH_OFFLINE', false],
  ['SEARCH_UNREACHABLE', true],
  ['DEADLINE', true],
] as const)('after %s the packs are', async (code, sent) => {
  const pack = packs();
  const products = productsWithPacks(closed(code), pack);
  expect(await products.offers('one', NEVER)).toEqual({ products: OFFERS.products, pack: { asOf: 42, sent } });
  expect(await products.similar('one', 24, NEVER)).toEqual({ ...FOUND.response, pack: { asOf: 42, sent } });
  expect(pack.similar).toHaveBeenCalledWith('one', { group: 'offers', offset: 24, limit: 24 });
});

test('a shop that keeps silent is not waited for where a pack can tell', async () => {
  vi.useFakeTimers();
  let left: AbortSignal | undefined;
  const silent = shop({
    similar: (_id, _offset, signal) => {
      left = signal;
      return new Promise(() => {});
    },
  });
  const answered = productsWithPacks(silent, packs()).similar('one', 0, NEVER);
  await vi.runAllTimersAsync();
  expect((await answered).pack).toEqual({ asOf: 42, sent: true });
  expect(left?.aborted).toBe(true);
  vi.useRealTimers();
});

test('without a pack that holds the product, or with one that cannot be read, it fails as the shop did', async () => {
  const broken = {
    similar: () => Promise.reject(new Error('broken')),
    offers: () => Promise.reject(new Error('broken')),
  };
  for (const pack of [packs('other-category', null), packs('no-pack', null), broken]) {
    const products = productsWithPacks(closed('SEARCH_OFFLINE'), pack);
    await expect(products.offers('one', NEVER)).rejects.toMatchObject({ code: 'SEARCH_OFFLINE' });
    await expect(products.similar('one', 0, NEVER)).rejects.toMatchObject({ code: 'SEARCH_OFFLINE' });
  }
});

test('what the shop itself refuses is no matter for packs', async () => {
  const pack = packs();
  const products = productsWithPacks(closed('PRODUCT_UNKNOWN'), pack);
  await expect(products.similar('one', 0, NEVER)).rejects.toMatchObject({ code: 'PRODUCT_UNKNOWN' });
  expect(pack.similar).not.toHaveBeenCalled();
});
