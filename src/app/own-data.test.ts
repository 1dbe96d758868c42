import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { OwnData } from './own-data.ts';
import { historyInMemory, hit, savedInMemory } from './testing.ts';

const saved = (id: string, time: number) => ({ id, time, product: hit(id).product, thumbnail: null });
const search = (id: string, time: number) => ({
  id,
  time,
  photo: new Blob(['x']),
  thumbnail: 'data:,',
  box: null,
  category: 3,
  label: 'purse',
});

test('an import adds what is new and keeps the newer of two', async () => {
  const stores = { saved: savedInMemory(), history: historyInMemory() };
  await stores.saved.put(saved('a', 5));
  await stores.saved.put(saved('b', 5));
  const theirs = { saved: [saved('a', 9), saved('b', 1), saved('c', 3)], searches: [search('s', 2)] };
  const onImport = vi.fn();
  const read = async () => theirs;
  const data = new OwnData({ ...stores, dataFile: async () => ({ read, write: vi.fn() }), onImport });
  expect(await data.import(new Blob())).toEqual({ saved: 2, searches: 1 });
  expect((await stores.saved.list()).map(({ id, time }) => [id, time])).toEqual([
    ['a', 9],
    ['b', 5],
    ['c', 3],
  ]);
  expect(onImport).toHaveBeenCalledTimes(1);
  expect(await data.import(new Blob())).toEqual({ saved: 0, searches: 0 });
});

test('a file that is not valid changes nothing', async () => {
  const stores = { saved: savedInMemory(), history: historyInMemory() };
  const read = () => Promise.reject(new TongkuanError('DATA_INVALID'));
  const data = new OwnData({ ...stores, dataFile: async () => ({ read, write: vi.fn() }), onImport: vi.fn() });
  await expect(data.import(new Blob())).rejects.toMatchObject({ code: 'DATA_INVALID' });
  expect(await stores.saved.list()).toEqual([]);
});

test('all that is kept is exported; a device that keeps nothing says so', async () => {
  const stores = { saved: savedInMemory(), history: historyInMemory() };
  await stores.saved.put(saved('a', 5));
  const write = vi.fn(async () => new Blob(['file']));
  const dataFile = async () => ({ read: vi.fn(), write });
  await new OwnData({ ...stores, dataFile, onImport: vi.fn() }).export();
  expect(write).toHaveBeenCalledWith({ saved: [saved('a', 5)], searches: [] });
  const broken = { ...stores.saved, list: () => Promise.reject(new Error('private window')) };
  const data = new OwnData({ ...stores, saved: broken, dataFile, onImport: vi.fn() });
  await expect(data.export()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
});
