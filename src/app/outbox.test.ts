import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { answered, Outbox, type Postponed } from './outbox.ts';
import { answer, controller, hit, outboxInMemory } from './testing.ts';

const POSTPONED: Postponed = { id: 'a', topic: 'search', vector: new Uint8Array(144), query: { category: [3] } };
const LOOKUP: Postponed = { id: 'a', topic: 'lookup', gtins: ['04006381333931'] };

test('a search waits, is answered, and counts as new until it is looked at', async () => {
  const store = outboxInMemory();
  const badge = vi.fn();
  const outbox = new Outbox({ store, badge });
  await outbox.postpone(POSTPONED);
  expect(outbox.state().get('a')).toEqual([{ id: 'a', topic: 'search', stage: 'waiting' }]);
  store.answer('a', 'search', { total: 12, title: null });
  await vi.waitFor(() => expect(answered(outbox.state())).toBe(1));
  expect(badge).toHaveBeenLastCalledWith(1);
  outbox.settle(['a']);
  await vi.waitFor(() => expect(outbox.state().size).toBe(0));
  expect(badge).toHaveBeenLastCalledWith(0);
});

test('search and lookup of one photo are settled each by itself, or both at once', async () => {
  const store = outboxInMemory();
  const outbox = new Outbox({ store, badge: () => {} });
  const topics = () =>
    outbox
      .state()
      .get('a')
      ?.map(({ topic }) => topic);
  await outbox.postpone(POSTPONED);
  await outbox.postpone(LOOKUP);
  await outbox.postpone(POSTPONED);
  expect(topics()).toEqual(['lookup', 'search']);
  outbox.settle(['a'], 'search');
  await vi.waitFor(() => expect(topics()).toEqual(['lookup']));
  await outbox.postpone(POSTPONED);
  store.answer('a', 'search', { total: 12, title: null });
  store.answer('a', 'lookup', { total: 1, title: { zh: '包', en: 'Bag' } });
  await vi.waitFor(() => expect(answered(outbox.state())).toBe(1));
  outbox.settle(['a']);
  await vi.waitFor(() => expect(outbox.state().size).toBe(0));
});

test('without caches nothing is kept and nothing rejects', async () => {
  const store = { ...outboxInMemory(), put: () => Promise.reject(new Error('no caches')) };
  const outbox = new Outbox({ store, badge: () => {} });
  await outbox.postpone(POSTPONED);
  expect(outbox.state().size).toBe(0);
});

test('a search without a network is postponed with its filters, and settled once it is answered', async () => {
  const postpone = vi.fn();
  const settle = vi.fn();
  const search = vi
    .fn()
    .mockRejectedValueOnce(new TongkuanError('SEARCH_OFFLINE'))
    .mockResolvedValue(answer(hit('one')));
  const flow = controller({ search, postpone, settle });
  await flow.addPhoto(new Blob(['photo']));
  expect(postpone).toHaveBeenCalledTimes(1);
  const [{ id, vector, query }] = postpone.mock.calls[0] as [Postponed & { topic: 'search' }];
  expect(vector).toHaveLength(144);
  expect(query.category).toEqual([0]);
  flow.networkReturned();
  await vi.waitFor(() => expect(settle).toHaveBeenCalledWith([id]));
});

test('what the endpoint refuses is not sent again', async () => {
  const postpone = vi.fn();
  const flow = controller({ search: () => Promise.reject(new TongkuanError('RATE_LIMITED')), postpone });
  await flow.addPhoto(new Blob(['photo']));
  expect(postpone).not.toHaveBeenCalled();
});
