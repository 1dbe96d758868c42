import { expect, test } from 'vitest';
import type { SearchHit, Sort } from '#core/search-protocol.ts';
import { announcement } from './announcement.ts';
import { EMPTY, type FlowState, flow } from './flow.ts';
import { isNoMatch, partHits } from './matches.ts';
import { wordsFor } from './services/words.ts';
import { answer, BAG, description, hit } from './testing.ts';

/** What the page knows after a search for a bag, with 0.5 as its threshold. */
function answered(hits: SearchHit[], sort: Sort = 'similarity', nearest = hits[0]?.similarity ?? null): FlowState {
  return [
    { type: 'photo-shown', photo: { url: 'blob:photo', width: 100, height: 100 } } as const,
    { type: 'items-found', items: [BAG] } as const,
    { type: 'described', description: description(3, 'purse') } as const,
    { type: 'search-changed', filters: { sort } } as const,
    { type: 'search-answered', response: { ...answer(...hits), nearest } } as const,
  ].reduce(flow, EMPTY);
}
function searched(...parameters: Parameters<typeof answered>) {
  const { search } = answered(...parameters);
  if (!search) throw new Error('there is a search');
  return search;
}
const [near, edge, far] = [hit('near', 3, 0.8), hit('edge', 3, 0.5), hit('far', 3, 0.49)] as const;

test('the same style reaches the threshold, the rest looks similar', () => {
  expect(partHits(searched([near, edge, far]))).toEqual({ same: [near, edge], similar: [far] });
  expect(partHits(searched([near, edge]))).toEqual({ same: [near, edge], similar: [] });
});

test('by price nothing is parted', () => {
  expect(partHits(searched([far, near], 'price-asc')).similar).toEqual([]);
});

test('nothing matches when even the nearest does not, in any order', () => {
  expect(isNoMatch(searched([far]))).toBe(true);
  expect(partHits(searched([far]))).toEqual({ same: [far], similar: [] });
  expect(isNoMatch(searched([edge, far]))).toBe(false);
  expect(isNoMatch(searched([far], 'price-desc', 0.8))).toBe(false); // the match is on a later page
  expect(isNoMatch(searched([far], 'price-desc', 0.49))).toBe(true);
  expect(isNoMatch(searched([]))).toBe(false);
});

test('fabric has no threshold: nothing is refused and nothing parted', () => {
  const search = { ...searched([near, far]), mode: 'fabric' } as const;
  expect(partHits(search)).toEqual({ same: [near, far], similar: [] });
  expect(isNoMatch({ ...searched([far]), mode: 'fabric' })).toBe(false);
});

test('a screen reader is told', () => {
  const said = (hits: SearchHit[]) => announcement(answered(hits), 'en', wordsFor('en'));
  expect(said([far])).toBe('No same style here. The closest looks: 30 results');
  expect(said([near, far])).toBe('30 results');
});
