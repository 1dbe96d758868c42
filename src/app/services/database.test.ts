import { beforeEach, expect, test, vi } from 'vitest';
import { hit } from '#app/testing.ts';
import { createDatabase } from './database.ts';
import { historyStore, SEARCHES_KEPT } from './history-store.ts';
import { savedStore } from './saved-store.ts';

/** What idb is to this file, with room for so many records. The schema and its steps are tested in a browser. */
const device = vi.hoisted(() => ({
  room: Number.POSITIVE_INFINITY,
  stores: { searches: new Map<string, { time: number }>(), saved: new Map<string, { time: number }>() },
}));

vi.mock('idb', () => {
  type Name = keyof typeof device.stores;
  const byTime = (name: Name) => [...device.stores[name]].sort(([, a], [, b]) => a.time - b.time);
  const database = {
    getAllFromIndex: async (name: Name) => byTime(name).map(([, value]) => value),
    getAllKeysFromIndex: async (name: Name, _index: string, _range: null, count: number) =>
      byTime(name)
        .map(([key]) => key)
        .slice(0, count),
    count: async (name: Name) => device.stores[name].size,
    put: async (name: Name, value: { id: string; time: number }) => {
      const used = device.stores.searches.size + device.stores.saved.size;
      if (!device.stores[name].has(value.id) && used >= device.room) throw new DOMException('', 'QuotaExceededError');
      device.stores[name].set(value.id, value);
    },
    transaction: (name: Name) => ({
      store: { delete: async (id: string) => device.stores[name].delete(id) },
      done: Promise.resolve(),
    }),
  };
  return { openDB: async () => database };
});

const search = (id: string, time: number) => ({
  id,
  time,
  photo: new Blob(['x']),
  thumbnail: 'data:,',
  box: null,
  category: 3,
  label: 'purse',
});
const saved = (id: string, time: number) => ({ id, time, product: hit(id).product, thumbnail: null });
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

beforeEach(() => {
  device.room = Number.POSITIVE_INFINITY;
  device.stores.searches.clear();
  device.stores.saved.clear();
});

test('where there is no room the oldest searches go, whatever is added, and never a saved product', async () => {
  const database = createDatabase();
  const [history, kept] = [historyStore(database), savedStore(database)];
  await kept.put(saved('old', 1));
  for (const time of [2, 3, 4]) await history.put(search(`s${time}`, time));
  device.room = 4;
  await kept.put(saved('new', 5));
  expect(ids(await history.list())).toEqual(['s4', 's3']);
  await history.put(search('s6', 6));
  expect(ids(await history.list())).toEqual(['s6', 's4']);
  expect(ids(await kept.list())).toEqual(['new', 'old']);
});

test('with no search left to go, it says that there is no room', async () => {
  const kept = savedStore(createDatabase());
  await kept.put(saved('a', 1));
  device.room = 1;
  await expect(kept.put(saved('b', 2))).rejects.toMatchObject({ name: 'QuotaExceededError' });
  expect(ids(await kept.list())).toEqual(['a']);
});

test('of the searches the newest are kept, of saved products all', async () => {
  const database = createDatabase();
  const [history, kept] = [historyStore(database), savedStore(database)];
  for (let time = 0; time < SEARCHES_KEPT + 2; time++) {
    await history.put(search(`s${time}`, time));
    await kept.put(saved(`p${time}`, time));
  }
  expect(await history.list()).toHaveLength(SEARCHES_KEPT);
  expect(ids(await history.list()).at(-1)).toBe('s2');
  expect(await kept.list()).toHaveLength(SEARCHES_KEPT + 2);
});

test('what one tab changes the others hear of, and itself does not', async () => {
  const [here, there] = [vi.fn(), vi.fn()];
  const database = createDatabase(here);
  createDatabase(there);
  const kept = savedStore(database);
  await kept.put(saved('a', 1));
  await kept.delete(['a']);
  await vi.waitFor(() => expect(there).toHaveBeenCalledTimes(2));
  expect(here).not.toHaveBeenCalled();
});
