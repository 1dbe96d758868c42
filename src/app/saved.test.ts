import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { hit, savedInMemory, savedProducts, shop } from './testing.ts';

const product = (id: string) => hit(id).product;
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

test('a product is saved at once, with its picture when that is there, and taken off again', async () => {
  const saved = savedProducts();
  const saving = saved.toggle(product('a'), '/picture');
  expect(ids(saved.state().products)).toEqual(['a']);
  await saving;
  await saved.toggle(product('b'), '/picture');
  expect(saved.state().products).toMatchObject([
    { id: 'b' },
    { id: 'a', thumbnail: 'data:,', product: { seller: 'A shop' } },
  ]);
  await saved.toggle(product('a'), '/picture');
  await saved.load();
  expect(ids(saved.state().products)).toEqual(['b']);
});

test('what was deleted comes back in its place, until something else is deleted', async () => {
  const saved = savedProducts();
  for (const id of ['a', 'b', 'c']) await saved.toggle(product(id), '/picture');
  await saved.remove(['b']);
  expect(ids(saved.state().deleted)).toEqual(['b']);
  await saved.undo();
  await saved.load();
  expect(ids(saved.state().products)).toEqual(['c', 'b', 'a']);
  await saved.remove(['a']);
  saved.forget();
  await saved.undo();
  expect(ids(saved.state().products)).toEqual(['c', 'b']);
});

test('the browser is asked to keep them once the first is kept, not for later ones', async () => {
  const persist = vi.fn(async () => {});
  const saved = savedProducts({ persist });
  await saved.load();
  expect(persist).not.toHaveBeenCalled();
  await saved.toggle(product('a'), '/picture');
  await saved.toggle(product('b'), '/picture');
  expect(persist).toHaveBeenCalledTimes(1);
});

test('a product taken off before its picture came is not kept', async () => {
  const put = vi.fn(async () => {});
  const saved = savedProducts({ store: { ...savedInMemory(), put } });
  await Promise.all([saved.toggle(product('a'), '/picture'), saved.toggle(product('a'), '/picture')]);
  expect(put).not.toHaveBeenCalled();
});

test('it is written before its picture came: the page may be closed any moment', async () => {
  const store = savedInMemory();
  const saved = savedProducts({ store, thumbnail: () => new Promise(() => {}) });
  void saved.toggle(product('a'), '/picture');
  await vi.waitFor(async () => expect(await store.list()).toMatchObject([{ id: 'a', thumbnail: null }]));
});

test('a full device says so, and shows only what is kept', async () => {
  const store = savedInMemory();
  const saved = savedProducts({ store: { ...store, put: () => Promise.reject(new Error('full')) } });
  await saved.toggle(product('a'), '/picture');
  expect(saved.state().products).toEqual([]);
  expect(saved.state().refused).toMatchObject({ code: 'STORAGE_FAILED' });
  saved.refusalRead();
  expect(saved.state().refused).toBeNull();
});

test('the shop is asked once for all; what it does not know is no longer sold', async () => {
  const byId = vi.fn(shop({}).byId);
  const saved = savedProducts({ products: { byId: (wanted, signal) => byId(wanted.slice(0, 1), signal) } });
  await saved.toggle(product('a'), '/picture');
  await saved.toggle(product('b'), '/picture');
  await saved.askPrices();
  expect(byId).toHaveBeenCalledTimes(1);
  expect(saved.state().now.get('b')?.product.price?.amount).toBe(12900);
  expect(saved.state().now.get('a')).toBeNull();
});

test('offline nothing is said about today, until the network is back', async () => {
  const byId = vi.fn(shop().byId).mockRejectedValueOnce(new TongkuanError('SEARCH_OFFLINE'));
  const saved = savedProducts({ products: { byId } });
  await saved.toggle(product('a'), '/picture');
  await saved.askPrices();
  expect(saved.state()).toMatchObject({ asking: false, askError: { code: 'SEARCH_OFFLINE' } });
  expect(saved.state().now.size).toBe(0);
  saved.networkReturned();
  await vi.waitFor(() => expect(saved.state().now.size).toBe(1));
  expect(saved.state().askError).toBeNull();
});
