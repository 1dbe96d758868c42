// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { PageProvider } from '#app/page.tsx';
import type { Outgoing } from '#app/services/outbox-store.ts';
import { wordsFor } from '#app/services/words.ts';
import { testPage } from '#app/testing.ts';
import { Answers } from './Answers.tsx';

afterEach(cleanup);

const words = wordsFor('en');
const of = { id: 'a' } as const;
const found = { total: 1, title: { zh: '包', en: 'Bag' } };

function lines(outgoing: readonly Outgoing[]): (string | null)[] {
  render(
    <PageProvider value={testPage()}>
      <Answers outgoing={outgoing} />
    </PageProvider>,
  );
  return screen.queryAllByTestId('outgoing').map(({ textContent }) => textContent);
}

test('however many questions wait, it is said once', () => {
  const waiting: Outgoing[] = (['search', 'lookup'] as const).map((topic) => ({ ...of, topic, stage: 'waiting' }));
  expect(lines(waiting)).toEqual([words.waitsForNetwork]);
});

test('an answer is told beside what still waits: the very product by its name', () => {
  expect(
    lines([
      { ...of, topic: 'search', stage: 'waiting' },
      { ...of, topic: 'lookup', stage: 'answered', ...found },
    ]),
  ).toEqual(['Barcode: Bag', words.waitsForNetwork]);
});

test('a barcode that nobody sells, and what the shop refused, are told as such', () => {
  expect(lines([{ ...of, topic: 'lookup', stage: 'answered', total: 0, title: null }])).toEqual([words.barcodeNotSold]);
  cleanup();
  expect(lines([{ ...of, topic: 'lookup', stage: 'answered', total: null, title: null }])).toEqual([
    words.answeredLater(null),
  ]);
});

test('where nothing is on its way nothing is said', () => {
  expect(lines([])).toEqual([]);
});
