// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Barcodes } from '#app/barcodes.ts';
import { PageProvider } from '#app/page.tsx';
import type { GtinLookup } from '#app/services/gtin-lookup.ts';
import { wordsFor } from '#app/services/words.ts';
import { controller, hit, testPage } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { BarcodeCards } from './BarcodeCards.tsx';

afterEach(cleanup);

const CODE = { digits: '4006381333931', gtin: '04006381333931' };
const words = wordsFor('en');
const exact = (id: string) => {
  const { product, picture } = hit(id);
  return { product: { ...product, gtin: CODE.gtin }, picture };
};

async function shown(lookup: GtinLookup) {
  const barcodes = new Barcodes({ reader: { read: async () => [CODE], prepare: async () => {} }, lookup });
  const picture = new Blob();
  const flow = controller({
    show: async () => barcodes.shown({ url: 'blob:photo', width: 100, height: 100 }, picture),
  });
  flow.subscribe(() => barcodes.follow(flow.state()));
  const page = testPage({ flow, barcodes });
  render(
    <PageProvider value={page}>
      <BarcodeCards />
    </PageProvider>,
  );
  await act(() => flow.addPhoto(picture));
  return page;
}

test('the products with the number are listed, are announced, and open', async () => {
  const page = await shown(async () => ({ products: [exact('one'), exact('two')], pack: null }));
  const products = await screen.findAllByTestId('exact');
  expect(screen.getByRole('heading').textContent).toBe('Barcode 4006381333931');
  expect(products.map((each) => each.dataset.productId)).toEqual(['one', 'two']);
  expect(screen.getByRole('status').textContent).toBe('Barcode 4006381333931: Bag one');
  act(() => void fireEvent.click(products[1] as HTMLElement));
  expect(page.products.state().pages[0]?.product.id).toBe('two');
});

test('a number that nobody sells is said quietly, in a pack as well', async () => {
  await shown(async () => ({ products: [], pack: null }));
  expect((await screen.findByTestId('barcode')).textContent).toContain(words.barcodeNotSold);
  cleanup();
  await shown(async () => ({ products: [], pack: { asOf: 0, sent: false } }));
  expect((await screen.findByTestId('barcode')).textContent).toContain(words.barcodeNotPacked);
});

test('a pack that answered is named', async () => {
  await shown(async () => ({ products: [exact('one')], pack: { asOf: Date.UTC(2026, 0, 2), sent: false } }));
  expect((await screen.findByTestId('barcode')).textContent).toMatch(/travel pack/i);
});

test('a lookup that failed can be tried again', async () => {
  let fails = true;
  await shown(async () => {
    if (fails) throw new TongkuanError('SEARCH_UNREACHABLE');
    return { products: [exact('one')], pack: null };
  });
  const retry = await screen.findByRole('button', { name: words.retry });
  fails = false;
  await act(async () => void fireEvent.click(retry));
  expect(await screen.findByTestId('exact')).toBeTruthy();
});
