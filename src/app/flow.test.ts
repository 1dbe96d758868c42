import { expect, test } from 'vitest';
import type { Box } from '#core/boxes.ts';
import { TongkuanError } from '#core/errors.ts';
import { EMPTY, type FlowAction, type FlowState, flow, nothingFound, type Wanted } from './flow.ts';
import { answer, BAG, description, hit, TOP } from './testing.ts';

const PHOTO = { url: 'blob:photo', width: 100, height: 100 };
const after = (...actions: FlowAction[]): FlowState => actions.reduce(flow, EMPTY);
const FOUND: FlowAction[] = [
  { type: 'photo-shown', photo: PHOTO },
  { type: 'photo-opened' },
  { type: 'items-found', items: [BAG, TOP] },
];
const DESCRIBED: FlowAction[] = [...FOUND, { type: 'described', description: description(0, 'shirt') }];

test('a photo is prepared, looked at, then its most prominent item is chosen', () => {
  expect(after(...FOUND.slice(0, 1)).stage).toBe('preparing');
  expect(after(...FOUND.slice(0, 2)).stage).toBe('detecting');
  const state = after(...FOUND);
  expect(state.targets.map(({ kind }) => kind)).toEqual(['bag', 'top', null]);
  expect(state.selected).toBe(1); // large and in the middle, though its score is lower
  expect(state.search?.stage).toBe('describing');
});

test('with nothing found the whole photo is searched', () => {
  const state = after(...FOUND.slice(0, 2), { type: 'items-found', items: [] });
  expect(nothingFound(state)).toBe(true);
  expect(state.targets[state.selected]?.box).toBeNull();
});

const wanting = (wanted: Wanted) => after(...FOUND.slice(0, 2), { type: 'items-found', items: [BAG, TOP], wanted });

test('a photo that was searched before shows what was chosen then', () => {
  const again = (box: Box | null) => wanting({ box });
  expect(again({ ...BAG.box, x: BAG.box.x + 1 })).toMatchObject({ selected: 0, targets: { length: 3 } });
  expect(again({ x: 60, y: 0, width: 40, height: 40 })).toMatchObject({ selected: 2, targets: { length: 4 } });
  expect(again(null)).toMatchObject({ selected: 2, targets: { length: 3 } });
});

test('an item of the live camera is found again, a little elsewhere in the frozen frame', () => {
  const elsewhere = { ...BAG.box, x: BAG.box.x + 8, y: BAG.box.y - 4 };
  expect(wanting({ box: elsewhere, kind: 'bag' })).toMatchObject({ selected: 0, targets: { length: 3 } });
  expect(wanting({ box: elsewhere }), 'an area is taken as drawn').toMatchObject({
    selected: 2,
    targets: { length: 4 },
  });
});

test('the recognised category is searched first', () => {
  expect(after(...DESCRIBED).search).toMatchObject({ stage: 'searching', categories: [0], sort: 'similarity' });
});

test('another item starts afresh; one that is not there changes nothing', () => {
  const state = after(...DESCRIBED, { type: 'search-answered', response: answer(hit('a')) });
  expect(flow(state, { type: 'target-selected', index: 0 }).search).toMatchObject({ description: null, hits: [] });
  expect(flow(state, { type: 'target-selected', index: 9 })).toBe(state);
});

test('another mode describes the same item afresh; another item is an item again', () => {
  const state = after(...DESCRIBED, { type: 'search-answered', response: answer(hit('a')) });
  const fabric = flow(state, { type: 'mode-chosen', mode: 'fabric' });
  expect(fabric.selected).toBe(state.selected);
  expect(fabric.search).toMatchObject({ stage: 'describing', mode: 'fabric', description: null, hits: [] });
  expect(flow(fabric, { type: 'target-selected', index: 0 }).search?.mode).toBe('item');
  expect(flow(EMPTY, { type: 'mode-chosen', mode: 'fabric' })).toBe(EMPTY);
});

test('a filter keeps the cards on screen until the answer is there', () => {
  const shown = after(...DESCRIBED, { type: 'search-answered', response: answer(hit('a')) });
  const asked = flow(shown, { type: 'search-changed', filters: { categories: [], sort: 'price-asc' } });
  expect(asked.search).toMatchObject({ stage: 'searching', categories: [], sort: 'price-asc' });
  expect(asked.search?.hits).toHaveLength(1);
});

test('a further page adds what is new', () => {
  const state = after(
    ...DESCRIBED,
    { type: 'search-answered', response: answer(hit('a'), hit('b')) },
    { type: 'more-asked' },
    { type: 'more-answered', response: answer(hit('b'), hit('c')) },
  );
  expect(state.search?.hits.map(({ product }) => product.id)).toEqual(['a', 'b', 'c']);
  expect(state.search?.loadingMore).toBe(false);
});

test('a further page that fails keeps the cards', () => {
  const error = new TongkuanError('SEARCH_OFFLINE');
  const state = after(
    ...DESCRIBED,
    { type: 'search-answered', response: answer(hit('a')) },
    { type: 'more-asked' },
    { type: 'search-failed', error },
  );
  expect(state.search).toMatchObject({ stage: 'done', error });
});

test('a photo that cannot be opened leaves the empty screen with the reason', () => {
  const error = new TongkuanError('PICTURE_UNREADABLE');
  expect(after({ type: 'photo-failed', error })).toMatchObject({ stage: 'empty', error });
  expect(after(...FOUND.slice(0, 1), { type: 'photo-failed', error })).toMatchObject({ stage: 'failed', error });
});

test('answers that come after closing are dropped', () => {
  expect(after(...DESCRIBED, { type: 'closed' }, { type: 'search-answered', response: answer(hit('a')) })).toBe(EMPTY);
});

test('an area of the shopper’s own stands before the whole photo; a new one takes its place', () => {
  const box = { x: 1, y: 2, width: 30, height: 40 };
  const one = after(...DESCRIBED, { type: 'area-drawn', box });
  expect(one.targets.map(({ kind, box }) => [kind, box?.width])).toEqual([
    ['bag', 30],
    ['top', 60],
    [null, 30],
    [null, undefined],
  ]);
  expect(one).toMatchObject({ selected: 2, search: { stage: 'describing', description: null } });
  const other = flow(one, { type: 'area-drawn', box: { ...box, width: 50 } });
  expect(other.targets).toHaveLength(4);
  expect(other.targets[2]?.box?.width).toBe(50);
  expect(flow(EMPTY, { type: 'area-drawn', box })).toBe(EMPTY);
});

test('an item whose box is corrected stays what it is and is searched again', () => {
  const box = { x: 0, y: 50, width: 50, height: 50 };
  const state = after(...DESCRIBED, { type: 'target-reshaped', index: 0, box });
  expect(state.targets[0]).toMatchObject({ kind: 'bag', box });
  expect(state).toMatchObject({ selected: 0, search: { stage: 'describing' } });
  expect(flow(state, { type: 'target-reshaped', index: 2, box })).toBe(state); // the whole photo has no corners
});
