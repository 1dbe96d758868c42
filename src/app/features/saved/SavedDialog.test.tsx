// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PageProvider } from '#app/page.tsx';
import { hit, savedProducts, shop, testPage } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { SavedDialog } from './SavedDialog.tsx';

beforeAll(() => {
  configure({ asyncUtilTimeout: 20_000 }); // parts are loaded when they are needed; nothing here asserts a time
  // jsdom knows no modal dialogs
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
});
configure({ asyncUtilTimeout: 10_000 }); // its parts are fetched when they are needed; a busy machine takes its time
afterEach(cleanup);

async function list(count: number, byId = shop().byId) {
  const saved = savedProducts({ products: { byId } });
  for (let i = 0; i < count; i++) await saved.toggle(hit(`p${i}`).product, '/picture');
  const page = testPage({ saved });
  render(
    <PageProvider value={page}>
      <SavedDialog onClose={() => {}} />
    </PageProvider>,
  );
  await screen.findByTestId('saved-list');
  return page;
}

test('says in words what became of each price', async () => {
  await list(3, async () =>
    [9900, 15000].map((amount, i) => {
      const { product, picture } = hit(`p${i}`);
      return { product: { ...product, price: { amount, currency: 'CNY' } }, picture };
    }),
  );
  await screen.findByText('¥30 lower than when saved');
  expect(screen.getByText('¥21 higher than when saved')).toBeTruthy();
  expect(screen.getByText('No longer sold')).toBeTruthy();
});

test('offline shows the price when saved with its date, and says why', async () => {
  await list(1, () => Promise.reject(new TongkuanError('SEARCH_OFFLINE')));
  expect((await screen.findByTestId('prices-note')).dataset.code).toBe('SEARCH_OFFLINE');
  expect(screen.getByTestId('saved-product').textContent).toMatch(/¥129Price when saved, .*1970/);
});

test('up to four can be compared', async () => {
  await list(5);
  const boxes = screen.getAllByRole<HTMLInputElement>('checkbox');
  expect(screen.queryByTestId('compare')).toBeNull();
  for (const box of boxes.slice(0, 4)) fireEvent.click(box);
  expect(boxes[4]?.disabled).toBe(true);
  fireEvent.click(screen.getByTestId('compare'));
  const table = await screen.findByTestId('compare-table');
  expect(within(table).getAllByRole('columnheader')).toHaveLength(4);
  fireEvent.click(screen.getByTestId('dialog-back'));
  const chosen = (await screen.findAllByRole<HTMLInputElement>('checkbox')).filter(({ checked }) => checked);
  expect(chosen).toHaveLength(4);
});

test('a deletion can be taken back, a tap opens the product', async () => {
  const { products } = await list(1);
  fireEvent.click(screen.getByTestId('remove-saved'));
  expect(screen.queryByTestId('saved-product')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  const row = await screen.findByTestId('saved-product');
  fireEvent.click(within(row).getAllByRole('button')[0] as HTMLElement);
  expect(products.state().pages[0]?.product.id).toBe('p0');
});

test('whether the shop is told what was looked at is off, says what is sent, and can be taken back', async () => {
  const { shopEvents } = await list(1);
  const choice = screen.getByTestId<HTMLInputElement>('events-switch');
  expect([choice.checked, shopEvents.state().on]).toEqual([false, false]);
  expect(screen.getByText(/its number, its place in the results, its category, and the hour/)).toBeTruthy();
  fireEvent.click(choice);
  expect(shopEvents.state().on).toBe(true);
  fireEvent.click(choice);
  expect(shopEvents.state().on).toBe(false);
  expect(screen.getByText(/Switched off/)).toBeTruthy();
});

test('a file that cannot be imported is told in words', async () => {
  const page = await list(1);
  vi.spyOn(page.ownData, 'import').mockRejectedValue(new TongkuanError('DATA_INVALID'));
  fireEvent.change(screen.getByTestId('import-data'), { target: { files: [new File(['x'], 'x.json')] } });
  expect((await screen.findByTestId('data-trouble')).textContent).toContain('Nothing was imported');
});
