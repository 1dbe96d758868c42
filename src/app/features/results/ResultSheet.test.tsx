// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { FlowDeps } from '#app/flow-controller.ts';
import { type Page, PageProvider } from '#app/page.tsx';
import type { ShopEvent } from '#app/services/events-client.ts';
import { ModelLoader } from '#app/services/model-loader.ts';
import { answer, controller, description, hit, SHARP_AND_BRIGHT, shopEvents, testPage, VISION } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import type { Product } from '#core/product.ts';
import type { SearchQuery } from '#core/search-protocol.ts';
import { ResultSheet } from './ResultSheet.tsx';

afterEach(cleanup);

beforeAll(() => {
  // jsdom knows no modal dialogs
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= () => {};
});

async function sheet(changes: Partial<FlowDeps> = {}, parts: Partial<Page> = {}) {
  const flow = controller(changes);
  const page = testPage({ flow, ...parts });
  await flow.addPhoto(new Blob(['photo']));
  render(
    <PageProvider value={page}>
      <ResultSheet packs={null} exact={null}>
        {null}
      </ResultSheet>
    </PageProvider>,
  );
  return page;
}

test('a card shows picture, title, price and seller', async () => {
  await sheet();
  const card = screen.getByTestId('card');
  expect(card.dataset).toMatchObject({ productId: 'one', category: '3' });
  expect(card.textContent).toContain('Bag one');
  expect(card.textContent).toContain('¥129');
  expect(card.textContent).toContain('A shop');
  expect(card.querySelector('img')?.getAttribute('src')).toBe('/v1/products/one/picture?width=320');
});

test('where nothing is near, one tap takes away all that narrows the search', async () => {
  const queries: SearchQuery[] = [];
  await sheet({
    search: async (_vector, query) => {
      queries.push(query);
      return query.category ? answer() : answer(hit('one'));
    },
  });
  expect(screen.getByTestId('named-label').previousSibling?.textContent).not.toBe('Same style');
  await act(async () => void fireEvent.click(screen.getByTestId('look-everywhere')));
  expect(screen.getByTestId('card').dataset.productId).toBe('one');
  expect(queries.map(({ category }) => category)).toEqual([[0], undefined]);
  expect(screen.queryByTestId('look-everywhere')).toBeNull();
});

test.each([
  ['other-category', 'do not hold this category'],
  ['other-model', 'another version'],
])('where the travel packs are of %s, it is said', async (pack, said) => {
  await sheet({ search: () => Promise.reject(new TongkuanError('SEARCH_OFFLINE', { pack })) });
  expect(screen.getByTestId('offline-note').textContent).toContain(said);
});

test('a card of several offers shows what they span, one of one price that price', async () => {
  const span = (id: string, lowest: number, highest: number) => ({ ...hit(id), offers: { count: 3, lowest, highest } });
  await sheet({ search: async () => answer(span('a', 8900, 12900), span('b', 8900, 8900)) });
  const [several, equal] = screen.getAllByTestId('card');
  expect(several?.textContent).toContain('¥89 – ¥129 · 3 offers');
  expect(equal?.textContent).toContain('¥89 · 3 offers');
});

test('without a price a card says where it is; in a sale it says what it was; it says when a thing cannot be had', async () => {
  const said = (id: string, changes: Partial<Product>) => ({ ...hit(id), product: { ...hit(id).product, ...changes } });
  const sale = { price: { amount: 8900, currency: 'CNY' }, listPrice: { amount: 12900, currency: 'CNY' } };
  const answered = answer(
    said('a', { price: null }),
    said('b', sale),
    said('c', { availability: 'out_of_stock' }),
    said('d', { availability: 'in_stock' }),
  );
  await sheet({ search: async () => answered });
  const [unknown, onSale, soldOut, here] = screen.getAllByTestId('card');
  expect(unknown?.textContent).toContain('Price at the shop');
  expect(unknown?.textContent).not.toContain('¥');
  expect(onSale?.textContent).toContain('¥89 Before the sale: ¥129');
  expect(onSale?.querySelector('s')?.textContent).toBe('¥129');
  expect(soldOut?.textContent).toContain('Out of stock');
  expect(here?.textContent).not.toContain('stock');
});

test('sellers and stock narrow the search, are said on the chip, and can be taken away', async () => {
  const sellers = [
    { seller: 'North', count: 7 },
    { seller: 'South', count: 2 },
  ];
  const search = vi.fn(async () => ({ ...answer(hit('one')), sellers }));
  await sheet({ search });
  fireEvent.click(screen.getByTestId('open-filter'));
  for (const name of [/North/, /South/, /in stock/]) fireEvent.click(screen.getByRole('checkbox', { name }));
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  const asked = { seller: ['North', 'South'], inStock: true };
  expect(search).toHaveBeenLastCalledWith(expect.anything(), expect.objectContaining(asked), expect.anything());
  await vi.waitFor(() => expect(screen.getByTestId('open-filter').textContent).toBe('2 sellers · In stock'));
  fireEvent.click(screen.getByTestId('open-filter'));
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /North/ }).checked).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  const [, query] = search.mock.lastCall as unknown as [unknown, SearchQuery];
  expect([query.seller, query.inStock]).toEqual([undefined, undefined]);
});

test('what is tapped is told to the shop only where the shopper chose to, with its place', async () => {
  const send = vi.fn(async (_events: readonly ShopEvent[]) => 'sent' as const);
  const events = shopEvents({ send, now: () => 0 });
  await sheet({ search: async () => answer(hit('one'), hit('two', 3, 0.1)) }, { shopEvents: events });
  const tap = () => fireEvent.click(screen.getByRole('button', { name: /^Bag two/ }));
  tap();
  await events.flush();
  expect(send).not.toHaveBeenCalled();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  act(() => events.choose(true));
  tap();
  await act(() => events.flush());
  vi.unstubAllGlobals();
  const told = { type: 'click', productId: 'two', category: 3, position: 1, at: '1970-01-01T00:00:00Z' };
  expect(send.mock.calls).toEqual([[[told]]]);
});

test('the sheet of what was sent says what events left, counts requests, and leads through flight mode', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  const models = new ModelLoader(
    async () => ({}) as never,
    async () => true,
  );
  await models.start();
  const page = await sheet({}, { models });
  fireEvent.click(screen.getByTestId('sent-badge'));
  expect(screen.getByTestId('sent-events').textContent).toContain('Not sent');
  act(() => page.traffic.saw(['https://shop.example/a', 'https://elsewhere.example/b']));
  expect(screen.getByTestId('requests').textContent).toContain('2 in all, 1 to other sites');
  fireEvent.click(screen.getByTestId('try-offline'));
  expect(screen.getByText('Still online…')).toBeTruthy();
  expect(page.flightProof.state().stage).toBe('idle');
  online.mockReturnValue(false);
  act(() => void dispatchEvent(new Event('offline')));
  await screen.findByText(/Found and named 2 items/);
  expect(screen.getAllByTestId('proven-item').map(({ textContent }) => textContent)).toEqual(['Purse', 'Shirt']);
  expect(screen.getByTestId('proof-requests').textContent).toBe('Requests meanwhile: 0.');
  online.mockRestore();
});

test('a tap on a card opens the product, one on its heart saves it', async () => {
  const { products, saved } = await sheet();
  fireEvent.click(screen.getByTestId('save-toggle'));
  expect(screen.getByTestId('save-toggle').getAttribute('aria-pressed')).toBe('true');
  expect(saved.state().products[0]?.id).toBe('one');
  expect(products.state().pages).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /^Bag one/ }));
  expect(products.state().pages[0]?.product.id).toBe('one');
});

test('the recognised category is chosen; a tap on another asks for it', async () => {
  const search = vi.fn(async () => answer(hit('one')));
  await sheet({ search });
  const pressed = () => screen.getAllByTestId('chip').filter((chip) => chip.getAttribute('aria-pressed') === 'true');
  expect(pressed().map((chip) => chip.dataset.category)).toEqual(['0']);
  const shoes = screen.getAllByTestId('chip').find((chip) => chip.dataset.category === '4') as HTMLElement;
  expect(shoes.textContent).toBe('Shoes4');
  fireEvent.click(shoes);
  expect(search).toHaveBeenLastCalledWith(
    expect.anything(),
    expect.objectContaining({ category: [4] }),
    expect.anything(),
  );
});

test('a runner-up corrects the name and the category with one tap', async () => {
  const search = vi.fn(async () => answer(hit('one')));
  const labels = [
    { label: 'shirt', score: 0.4 },
    { label: 'sneakers', score: 0.3 },
    { label: 'kiwi', score: 0.001 },
  ];
  const describe = async () => ({ ...description(0, 'shirt'), labels });
  await sheet({ search, vision: { ...VISION, describe } });
  expect(screen.getByText('This may be')).toBeTruthy();
  const others = screen.getAllByTestId('runner-up');
  expect(others.map(({ textContent }) => textContent)).toEqual(['Sneakers']);
  fireEvent.click(others[0] as HTMLElement);
  expect(screen.getByTestId('named-label').textContent).toBe('Sneakers');
  expect(screen.queryByText('This may be')).toBeNull();
  expect(screen.getAllByTestId('runner-up').map(({ textContent }) => textContent)).toEqual(['Shirt']);
  expect(search).toHaveBeenLastCalledWith(
    expect.anything(),
    expect.objectContaining({ category: [4] }),
    expect.anything(),
  );
});

test('how little was sent is said', async () => {
  await sheet();
  expect(screen.getByTestId('sent-badge').textContent).toContain('144 bytes sent');
});

test('offline it says what the thing is, and that nothing was sent', async () => {
  await sheet({ search: () => Promise.reject(new TongkuanError('SEARCH_OFFLINE')) });
  expect(screen.getByTestId('named-label').textContent).toBe('Shirt');
  expect(screen.getByTestId('offline-note').textContent).toContain('You are offline');
  expect(screen.getByTestId('sent-badge').textContent).toContain('Nothing sent');
  expect(screen.queryByTestId('card')).toBeNull();
});

test('an error is told in words, with another try', async () => {
  const search = vi
    .fn()
    .mockRejectedValueOnce(new TongkuanError('INDEX_MISSING'))
    .mockResolvedValue(answer(hit('two')));
  await sheet({ search });
  expect(screen.getByTestId('error-note').dataset.code).toBe('INDEX_MISSING');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect((await screen.findByTestId('card')).dataset.productId).toBe('two');
});

test('what only looks similar comes under its own heading', async () => {
  await sheet({ search: async () => answer(hit('same'), hit('other', 3, 0.4), hit('third', 3, 0.3)) });
  const heading = screen.getByRole('heading', { level: 3, name: 'Similar looks' });
  const isBefore = (card: HTMLElement) => card.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING;
  const cards = screen.getAllByTestId('card');
  expect(cards.map(({ dataset }) => dataset.productId)).toEqual(['same', 'other', 'third']);
  expect(cards.map((card) => isBefore(card) > 0)).toEqual([true, false, false]);
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'price-asc' } });
  expect(screen.queryByText('Similar looks')).toBeNull();
});

test('when nothing is of the same style that is said, and the closest are shown', async () => {
  await sheet({ search: async () => answer(hit('other', 3, 0.4)) });
  const heading = screen.getByRole('heading', { level: 3 });
  expect(heading.dataset.testid).toBe('no-match');
  expect(heading.textContent).toBe('No same style here. The closest looks:');
  expect(screen.getByTestId('card')).toBeTruthy();
  expect(screen.queryByText('Same style')).toBeNull();
});

test('the fabric toggle searches again by fabric, and back', async () => {
  const search = vi.fn(async () => answer(hit('one')));
  await sheet({ search });
  const toggle = screen.getByRole('button', { name: 'Fabric' });
  expect(toggle.getAttribute('aria-pressed')).toBe('false');
  fireEvent.click(toggle);
  expect(toggle.getAttribute('aria-pressed')).toBe('true');
  await screen.findByTestId('card');
  expect(screen.getByText('Closest fabric')).toBeTruthy();
  expect(screen.getByTestId('named-label').textContent).toBe('Top'); // a patch has no label of its own
  fireEvent.click(toggle);
  await screen.findByText('Same style');
  await vi.waitFor(() => expect(search).toHaveBeenCalledTimes(3));
});

test('a shop without anything like it says so', async () => {
  await sheet({ search: async () => ({ ...answer(), total: 0 }) });
  expect(screen.getByText('Nothing like it here')).toBeTruthy();
  expect(screen.getByTestId('fabric-toggle')).toBeTruthy(); // the way back, when it was the fabric that is not there
});

test('when nothing stands out the whole photo is searched, and that is explained', async () => {
  const vision = {
    load: vi.fn(),
    open: async (picture: Blob) => ({ picture, width: 100, height: 100 }),
    detect: async () => [],
    describe: async () => description(6, 'kiwi'),
    inspect: async () => ({ ...SHARP_AND_BRIGHT, sharpness: 0.001, subject: 0.1 }),
    release: () => {},
  };
  await sheet({ vision });
  expect(screen.getByText(/the whole photo is searched/)).toBeTruthy();
  const tips = [...screen.getByTestId('tips').querySelectorAll('p')].map((tip) => tip.dataset.tip);
  expect(tips, 'what was measured').toEqual(['blurred', 'far']);
  expect(screen.getByTestId('card')).toBeTruthy();
});
