import { expect, test } from 'vitest';
import type { PastSearch } from './services/history-store.ts';
import { pastSearches as history } from './testing.ts';

const searched = (id: string, label = 'purse') => ({
  id,
  photo: new Blob(['photo']),
  box: null,
  description: { category: 3, label },
});
const ids = ({ searches }: { searches: readonly PastSearch[] }) => searches.map(({ id }) => id);

test('the newest search comes first, and another item of the same photo takes the place of the first', async () => {
  const past = history();
  await past.remember(searched('a'));
  await past.remember(searched('b'));
  await past.remember(searched('a', 'boots'));
  expect(ids(past.state())).toEqual(['a', 'b']);
  expect(past.state().searches[0]).toMatchObject({ label: 'boots', time: 3 });
});

test('what was deleted comes back with its time, until something else is deleted', async () => {
  const past = history();
  for (const id of ['a', 'b', 'c']) await past.remember(searched(id));
  await past.remove(['b']);
  expect(ids(past.state())).toEqual(['c', 'a']);
  await past.undo();
  expect(ids(past.state())).toEqual(['c', 'b', 'a']);
  expect(past.state().deleted).toEqual([]);
  await past.remove(['a', 'b', 'c']);
  expect(past.state().searches).toEqual([]);
  expect(past.state().deleted).toHaveLength(3);
  past.forget();
  await past.undo();
  expect(past.state().searches).toEqual([]);
});

test('a browser that keeps nothing has no history, and no trouble', async () => {
  const refuse = () => Promise.reject(new Error('private window'));
  const past = history({ list: refuse, put: refuse, delete: refuse });
  await past.load();
  await past.remember(searched('a'));
  await past.remove(['a']);
  expect(past.state()).toEqual({ searches: [], deleted: [] });
});
