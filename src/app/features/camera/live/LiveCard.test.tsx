// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { PageProvider } from '#app/page.tsx';
import { wordsFor } from '#app/services/words.ts';
import { hit, testPage } from '#app/testing.ts';
import type { SearchHit } from '#core/search-protocol.ts';
import { LiveCard } from './LiveCard.tsx';

afterEach(cleanup);

const words = wordsFor('en');
const bag = hit('one');

function shown(found: SearchHit): string {
  render(
    <PageProvider value={testPage({})}>
      <LiveCard hit={found} />
    </PageProvider>,
  );
  return screen.getByTestId('live-card').textContent ?? '';
}

test('a sale and the stock are told as on the cards of the results', () => {
  const listPrice = { amount: 19900, currency: 'CNY' };
  const text = shown({ ...bag, product: { ...bag.product, listPrice, availability: 'out_of_stock' } });
  expect(screen.getByTestId('list-price').textContent).toMatch(/199/);
  expect(screen.getByTestId('stock').textContent).toBe(words.availabilities.out_of_stock);
  expect(text).toMatch(/129/);
});

test('several offers are told with their span', () => {
  expect(shown({ ...bag, offers: { count: 3, lowest: 8900, highest: 12900 } })).toMatch(/89.*–.*129.*3/);
});
