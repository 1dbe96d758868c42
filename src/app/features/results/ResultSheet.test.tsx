// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { FlowDeps } from '#app/flow-controller.ts';
import { PageProvider } from '#app/page.tsx';
import { answer, controller, description, hit, SHARP_AND_BRIGHT, testPage, VISION } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { ResultSheet } from './ResultSheet.tsx';

afterEach(cleanup);

async function sheet(changes: Partial<FlowDeps> = {}) {
  const flow = controller(changes);
  const page = testPage({ flow });
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

test('a card of several offers shows what they span, one of one price that price', async () => {
  const span = (id: string, lowest: number, highest: number) => ({ ...hit(id), offers: { count: 3, lowest, highest } });
  await sheet({ search: async () => answer(span('a', 8900, 12900), span('b', 8900, 8900)) });
  const [several, equal] = screen.getAllByTestId('card');
  expect(several?.textContent).toContain('¥89 – ¥129 · 3 offers');
  expect(equal?.textContent).toContain('¥89 · 3 offers');
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
