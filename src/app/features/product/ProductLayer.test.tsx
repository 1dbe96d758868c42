// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PageProvider } from '#app/page.tsx';
import { ProductPages } from '#app/product-pages.ts';
import type { Products } from '#app/services/products-client.ts';
import { answer, hit, productPages, shop, testPage } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { ProductLayer } from './ProductLayer.tsx';

beforeAll(() => {
  configure({ asyncUtilTimeout: 20_000 }); // parts are loaded when they are needed; nothing here asserts a time
  // jsdom knows no modal dialogs and does not scroll
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
  Element.prototype.scrollTo ??= () => {};
});
afterEach(cleanup);

const one = hit('one');
const OPENED = {
  ...one,
  product: { ...one.product, group: 'g', pageUrl: 'https://shop.example/one', attributes: { colour: 'red' } },
};

async function opened(changes: Partial<Products> = {}, products = productPages(changes)) {
  const page = testPage({ products });
  render(
    <PageProvider value={page}>
      <ProductLayer />
    </PageProvider>,
  );
  act(() => page.products.open(OPENED));
  await screen.findByTestId('product');
  return page;
}

test('shows picture, title, price, facts, offers and the way to the shop', async () => {
  await opened();
  expect(screen.getByRole<HTMLImageElement>('img', { name: 'Bag one' }).src).toContain('/picture?width=640');
  expect(screen.getByRole('heading', { name: 'Bag one' })).toBeTruthy();
  expect(screen.getByText('Colour').nextSibling?.textContent).toBe('red');
  const sellers = within(await screen.findByTestId('offers')).getAllByRole('listitem');
  expect(sellers.map(({ textContent }) => textContent)).toEqual(['A shop¥129', 'A shop¥129']);
  const link = screen.getByTestId<HTMLAnchorElement>('go-to-shop');
  expect([link.href, link.rel]).toEqual(['https://shop.example/one', 'noreferrer noopener']);
});

test('says that a travel pack answered, and leads to the shop once there is a network', async () => {
  const pack = { asOf: Date.UTC(2026, 0, 2), sent: false };
  const source = {
    byId: shop().byId,
    offers: vi
      .fn()
      .mockResolvedValueOnce({ products: [one], pack })
      .mockResolvedValue({ products: [one], pack: null }),
    similar: vi
      .fn()
      .mockResolvedValueOnce({ ...answer(hit('packed')), pack })
      .mockResolvedValue(answer(hit('sold'))),
  };
  await opened({}, new ProductPages(source));
  const note = await screen.findByTestId('product-pack');
  expect(note.textContent).toMatch(/From your travel pack, as of .*2/);
  await act(async () => void fireEvent.click(within(note).getByRole('button')));
  expect(await screen.findByText('Bag sold')).toBeTruthy();
  expect(screen.queryByTestId('product-pack')).toBeNull();
});

test('more like it opens in the same place, with a way back', async () => {
  await opened();
  const [card] = await screen.findAllByTestId('card');
  fireEvent.click(within(card as HTMLElement).getAllByRole('button')[0] as HTMLElement);
  expect(screen.getByTestId('product').dataset.productId).toBe('like-a');
  fireEvent.click(screen.getByTestId('dialog-back'));
  expect(screen.getByTestId('product').dataset.productId).toBe('one');
  expect(screen.queryByTestId('dialog-back')).toBeNull();
});

test('is saved from here', async () => {
  const { saved } = await opened();
  fireEvent.click(screen.getByTestId('save-product'));
  expect(screen.getByTestId('save-product').getAttribute('aria-pressed')).toBe('true');
  expect(saved.state().products[0]?.id).toBe('one');
});

test('is shared by the share sheet, or its link is copied; of a photo nothing is in it', async () => {
  await opened();
  const writeText = vi.fn(async () => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  fireEvent.click(screen.getByTestId('share-product'));
  await screen.findByText('Link copied.');
  expect(writeText).toHaveBeenCalledWith('https://shop.example/one');
  const share = vi.fn(async () => {});
  vi.stubGlobal('navigator', { share });
  fireEvent.click(screen.getByTestId('share-product'));
  await vi.waitFor(() => expect(share).toHaveBeenCalledWith({ title: 'Bag one', url: 'https://shop.example/one' }));
  vi.unstubAllGlobals();
});

test('offline says what is missing, and gets it when asked again', async () => {
  const similar = vi.fn(shop().similar).mockRejectedValueOnce(new TongkuanError('SEARCH_OFFLINE'));
  await opened({ similar });
  const note = await screen.findByTestId('product-offline');
  fireEvent.click(within(note).getByRole('button', { name: 'Try again' }));
  expect(await screen.findAllByTestId('card')).toHaveLength(2);
});

test('a product the shop no longer sells says so, without another try', async () => {
  await opened({ similar: () => Promise.reject(new TongkuanError('PRODUCT_UNKNOWN')) });
  const note = await screen.findByTestId('product-trouble');
  expect(note.textContent).toBe('The shop no longer sells this.');
});
