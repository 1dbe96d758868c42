import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { ProductPages } from './product-pages.ts';
import { answer, hit, productPages, shop } from './testing.ts';

const one = hit('one');
const several = { ...one, product: { ...one.product, group: 'item-1' } };
const top = (pages: ProductPages) => pages.state().pages.at(-1);
const settled = (pages: ProductPages) => vi.waitFor(() => expect(top(pages)?.similar.stage).not.toBe('loading'));

test('a product alone has no other offers to ask for; one of several has', async () => {
  const offers = vi.fn(shop().offers);
  const pages = productPages({ offers });
  pages.open(one);
  await settled(pages);
  expect(offers).not.toHaveBeenCalled();
  pages.open(several);
  await vi.waitFor(() => expect(top(pages)?.offers.products).toHaveLength(2));
});

test('more like it leads on, and back to where the shopper was', async () => {
  const pages = productPages();
  pages.open(one);
  await settled(pages);
  const next = top(pages)?.similar.hits[0];
  if (next) pages.open(next);
  expect(pages.state().pages.map(({ product }) => product.id)).toEqual(['one', 'like-a']);
  pages.back();
  expect(top(pages)).toMatchObject({ product: { id: 'one' }, similar: { stage: 'done' } });
  pages.back();
  expect(pages.state().pages).toEqual([]);
});

test('pages follow each other, without the product itself and without repeats', async () => {
  const similar = vi
    .fn()
    .mockResolvedValueOnce({ ...answer(hit('one'), hit('a'), hit('b')), total: 5 })
    .mockResolvedValueOnce({ ...answer(hit('b'), hit('c')), total: 5 });
  const pages = productPages({ similar });
  pages.open(one);
  await settled(pages);
  expect(top(pages)?.similar.more).toBe(true);
  await pages.more();
  expect(similar).toHaveBeenLastCalledWith('one', 3, expect.anything());
  expect(top(pages)?.similar.hits.map(({ product }) => product.id)).toEqual(['a', 'b', 'c']);
  expect(top(pages)?.similar.more).toBe(false);
});

test('what failed is asked again, by hand or when the network is back', async () => {
  const offline = new TongkuanError('SEARCH_OFFLINE');
  const similar = vi.fn(shop().similar).mockRejectedValueOnce(offline);
  const offers = vi.fn(shop().offers).mockRejectedValueOnce(offline);
  const pages = productPages({ similar, offers });
  pages.open(several);
  await settled(pages);
  expect(top(pages)).toMatchObject({ similar: { error: offline }, offers: { stage: 'failed' } });
  pages.networkReturned();
  await vi.waitFor(() => expect(top(pages)).toMatchObject({ similar: { stage: 'done' }, offers: { stage: 'done' } }));
});

test('leaving a product stops what it asked for', async () => {
  let left: AbortSignal | undefined;
  const pages = productPages({
    similar: (_id, _offset, signal) => {
      left = signal;
      return new Promise(() => {});
    },
  });
  pages.open(one);
  pages.close();
  expect(left?.aborted).toBe(true);
});

test('a link opens the product it names, or says why not', async () => {
  const byId = vi.fn(shop().byId).mockResolvedValueOnce([]);
  const pages = productPages({ byId });
  await pages.openById('one');
  expect(pages.state().wanted).toMatchObject({ id: 'one', error: { code: 'PRODUCT_UNKNOWN' } });
  await pages.retry();
  expect(pages.state().wanted).toBeNull();
  expect(top(pages)?.product.id).toBe('one');
});

test('what a travel pack told is asked of the shop once the shopper wants it', async () => {
  const pack = { asOf: 1, sent: false };
  const source = {
    byId: shop().byId,
    offers: vi
      .fn()
      .mockResolvedValueOnce({ products: [several], pack })
      .mockResolvedValue({ products: [], pack: null }),
    similar: vi
      .fn()
      .mockResolvedValueOnce({ ...answer(hit('packed')), pack })
      .mockResolvedValue(answer(hit('sold'))),
  };
  const pages = new ProductPages(source);
  pages.open(several);
  await settled(pages);
  expect(top(pages)).toMatchObject({ offers: { pack }, similar: { pack, hits: [{ product: { id: 'packed' } }] } });
  await pages.askShop();
  expect(top(pages)).toMatchObject({
    offers: { pack: null },
    similar: { pack: null, hits: [{ product: { id: 'sold' } }] },
  });
});

test('another source goes on from its own beginning, without repeats', async () => {
  const pack = { asOf: 1, sent: false };
  const similar = vi
    .fn()
    .mockResolvedValueOnce({ ...answer(hit('a'), hit('b')), total: 9, pack })
    .mockResolvedValueOnce({ ...answer(hit('x')), total: 9 })
    .mockResolvedValueOnce({ ...answer(hit('b'), hit('c')), total: 9 });
  const pages = new ProductPages({ ...shop(), offers: vi.fn(), similar });
  pages.open(one);
  await settled(pages);
  await pages.more();
  expect(similar.mock.calls.map(([, offset]) => offset)).toEqual([0, 2, 0]);
  expect(top(pages)?.similar).toMatchObject({ pack: null, received: 2 });
  expect(top(pages)?.similar.hits.map(({ product }) => product.id)).toEqual(['a', 'b', 'c']);
});
