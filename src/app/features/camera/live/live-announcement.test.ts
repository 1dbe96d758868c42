import { expect, test } from 'vitest';
import { wordsFor } from '#app/services/words.ts';
import { description, hit } from '#app/testing.ts';
import { TongkuanError } from '#core/errors.ts';
import { spoken } from './live-announcement.ts';
import type { LiveMatch } from './live-search.ts';

const MATCH: LiveMatch = {
  trackId: 1,
  kind: 'bag',
  description: description(3, 'bag'),
  stage: 'done',
  hits: [hit('one'), hit('two')],
  total: 30,
  nearest: 0.9,
  error: null,
  bytesSent: 144,
};
const said = (change: Partial<LiveMatch>) => spoken({ ...MATCH, ...change }, 'en', wordsFor('en'));

test('the name of the thing and how many products there are, once the answer is there', () => {
  expect(said({})).toBe('Bag. 2 results');
  expect(said({ stage: 'searching' })).toBe('');
  expect(spoken(null, 'en', wordsFor('en'))).toBe('');
});

test('none of the same style, none at all, and no network', () => {
  expect(said({ nearest: 0.1 })).toBe('Bag. No same style here. The closest looks: 2 results');
  expect(said({ hits: [], nearest: null })).toBe('Bag. Nothing like it here');
  const error = new TongkuanError('SEARCH_OFFLINE');
  expect(said({ stage: 'failed', hits: [], error })).toBe('Bag. You are offline.');
});
