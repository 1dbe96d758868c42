// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { Barcodes } from '#app/barcodes.ts';
import { PageProvider } from '#app/page.tsx';
import type { GtinLookup } from '#app/services/gtin-lookup.ts';
import { wordsFor } from '#app/services/words.ts';
import { controller, hit, NOTHING_LATER, testPage } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { BarcodeButton } from './BarcodeButton.tsx';

// jsdom has no modal dialogs
beforeAll(() => {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
});
afterEach(cleanup);

const CODE = { digits: '4006381333931', gtin: '04006381333931' };
const words = wordsFor('en');
const exact = (id: string) => {
  const { product, picture } = hit(id);
  return { product: { ...product, gtin: CODE.gtin }, picture };
};

async function shown(lookup: GtinLookup) {
  const reader = { read: async () => [CODE], prepare: async () => {} };
  const barcodes = new Barcodes({ ...NOTHING_LATER, reader, lookup });
  const picture = new Blob();
  const flow = controller({
    show: async () => barcodes.shown({ url: 'blob:photo', width: 100, height: 100 }, picture),
  });
  flow.subscribe(() => barcodes.follow(flow.state()));
  const page = testPage({ flow, barcodes });
  render(
    <PageProvider value={page}>
      <BarcodeButton />
    </PageProvider>,
  );
  await act(() => flow.addPhoto(picture));
  return page;
}

/** Taps what is said of the barcode. @returns what it says */
async function taps(): Promise<string> {
  const button = await screen.findByTestId('barcode-found');
  act(() => void fireEvent.click(button));
  return button.textContent ?? '';
}

test('the one product with the number is named, announced, and opened by a tap', async () => {
  const page = await shown(async () => ({ products: [exact('one')], pack: null }));
  expect(await taps()).toMatch(/^Bag one.*129.*4006381333931$/);
  expect(screen.getByRole('status').textContent).toBe('Barcode 4006381333931: Bag one');
  expect(page.products.state().pages[0]?.product.id).toBe('one');
});

test('several products with the number are listed, and open', async () => {
  const page = await shown(async () => ({ products: [exact('one'), exact('two')], pack: null }));
  await taps();
  const products = screen.getAllByTestId('exact');
  expect(products.map((each) => each.dataset.productId)).toEqual(['one', 'two']);
  act(() => void fireEvent.click(products[1] as HTMLElement));
  expect(page.products.state().pages[0]?.product.id).toBe('two');
});

test('a number that nobody sells is said quietly; one that no pack knows waits for the network', async () => {
  await shown(async () => ({ products: [], pack: null }));
  expect(await taps()).toContain(words.barcodeNotSold);
  cleanup();
  await shown(async () => ({ products: [], pack: { asOf: 0, sent: false } }));
  expect(await taps()).toContain(words.barcodeWaits);
  expect(screen.getByTestId('barcode').textContent).toContain(words.barcodeNotPacked);
});

test('a pack that answered is named', async () => {
  await shown(async () => ({ products: [exact('one')], pack: { asOf: Date.UTC(2026, 0, 2), sent: false } }));
  await taps();
  expect(screen.getByTestId('barcode').textContent).toMatch(/travel pack/i);
});

test('a lookup that failed can be tried again', async () => {
  let fails = true;
  await shown(async () => {
    if (fails) throw new TongkuanError('SEARCH_UNREACHABLE');
    return { products: [exact('one')], pack: null };
  });
  await taps();
  fails = false;
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: words.retry })));
  expect(await screen.findByTestId('exact')).toBeTruthy();
});
