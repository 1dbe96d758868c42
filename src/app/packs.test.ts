import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import type { OfferedPack } from '#core/search-protocol.ts';
import { TravelPacks } from './packs.ts';
import { outdated, sizeOf } from './packs-state.ts';
import type { Download, KeptPack, PackWorker, Progress } from './services/packs/types.ts';

const VERSION = 'a'.repeat(32);
const BAGS: OfferedPack = { category: 3, version: VERSION, products: 10, bytes: 1000, pictureBytes: 500 };
const SHOES: OfferedPack = { category: 4, version: VERSION, products: 20, bytes: 2000, pictureBytes: null };

/** A worker whose downloads the test ends by hand. */
function workshop() {
  const kept = new Map<number, KeptPack>();
  const noted = new Map<number, Download>();
  const running: { progress: (progress: Progress) => void; end: (error?: TongkuanError) => void }[] = [];
  const worker: PackWorker = {
    shelf: async () => ({ packs: [...kept.values()], downloads: [...noted.values()] }),
    want: async (wishes) => {
      for (const wish of wishes) noted.set(wish.category, { ...wish, version: null, loaded: 0 });
    },
    download: (category, progress) =>
      new Promise((resolve, reject) => {
        const end = (error?: TongkuanError) => {
          if (error) return reject(error);
          const { total = 0 } = noted.get(category) ?? {};
          noted.delete(category);
          kept.set(category, keptPack(category, total));
          resolve();
        };
        running.push({ progress, end });
      }),
    pause: async () => running.at(-1)?.end(new TongkuanError('ABORTED')),
    discard: async () => {
      noted.clear();
      running.at(-1)?.end(new TongkuanError('ABORTED'));
    },
    update: vi.fn(async () => ({ added: 1, changed: 2, deleted: 3 })),
    mark: async (category, deleted) => void kept.set(category, { ...keptPack(category, 1), deleted }),
    forget: async () => {
      for (const [category, pack] of kept) if (pack.deleted) kept.delete(category);
    },
    search: async () => 'no-pack',
    withGtins: async () => null,
    similar: async () => 'no-pack',
    offers: async () => null,
  };
  const list = vi.fn(async () => ({ packs: [BAGS, SHOES], modelKey: '0123456789abcdef' }));
  const persist = vi.fn(async () => {});
  const packs = new TravelPacks({ worker, list, persist, room: async () => 5e9 });
  return { packs, worker, running, kept, list, persist };
}

function keptPack(category: number, bytes: number): KeptPack {
  const modelKey = '0123456789abcdef';
  return { category, version: VERSION, modelKey, products: 1, bytes, pictureBytes: 0, asOf: 1, deleted: false };
}

test('opening shows the list of the shop, what is here, and the room', async () => {
  const { packs, kept } = workshop();
  kept.set(3, keptPack(3, 1000));
  await packs.open();
  expect(packs.state()).toMatchObject({ shop: 'here', offered: [BAGS, SHOES], kept: [{ category: 3 }], room: 5e9 });
});

test('without a network what is here is still shown', async () => {
  const { packs, kept, list } = workshop();
  kept.set(3, keptPack(3, 1000));
  list.mockRejectedValueOnce(new TongkuanError('PACK_FETCH'));
  await packs.open();
  expect(packs.state()).toMatchObject({ shop: 'failed', kept: [{ category: 3 }], error: null });
});

test('several downloads make one bar; the browser is asked once to keep them', async () => {
  const { packs, running, persist } = workshop();
  await packs.open();
  const done = packs.download([3, 4], false);
  await expect.poll(() => running.length).toBe(1);
  running[0]?.progress({ loaded: 400, total: 1000 });
  expect(packs.state().transfer).toMatchObject({ stage: 'running', loaded: 400, total: 3000, categories: [3, 4] });
  running[0]?.end();
  await expect.poll(() => running.length).toBe(2);
  running[1]?.progress({ loaded: 500, total: 2000 });
  expect(packs.state().transfer).toMatchObject({ loaded: 1500, total: 3000 });
  running[1]?.end();
  await done;
  expect(packs.state()).toMatchObject({ transfer: null, kept: [{ category: 3 }, { category: 4 }] });
  expect(persist).toHaveBeenCalledTimes(1);
});

test('a download is paused and resumed, fails in words, and is cancelled', async () => {
  const { packs, running } = workshop();
  await packs.open();
  const begun = packs.download([3], true);
  await expect.poll(() => running.length).toBe(1);
  await packs.pause();
  await begun;
  expect(packs.state().transfer).toMatchObject({ stage: 'paused', total: 1500, error: null });

  const again = packs.resume();
  await expect.poll(() => running.length).toBe(2);
  running[1]?.end(new TongkuanError('STORAGE_FULL'));
  await again;
  expect(packs.state().transfer).toMatchObject({ stage: 'failed', error: { code: 'STORAGE_FULL' } });
  await packs.cancel();
  expect(packs.state()).toMatchObject({ transfer: null, error: null, kept: [] });
});

test('a download that a closed page left is there to be resumed', async () => {
  const { packs, worker } = workshop();
  await worker.want([{ category: 3, pictures: false, version: VERSION, total: 1000 }]);
  await packs.open();
  expect(packs.state().transfer).toMatchObject({ stage: 'paused', categories: [3], total: 1000 });
});

test('a pack is deleted, brought back, and gone for good after that', async () => {
  const { packs, kept } = workshop();
  kept.set(3, keptPack(3, 1000));
  await packs.open();
  await packs.remove(3);
  expect(packs.state()).toMatchObject({ kept: [], deleted: [{ category: 3 }] });
  await packs.undo();
  expect(packs.state()).toMatchObject({ kept: [{ category: 3 }], deleted: [] });
  await packs.remove(3);
  await packs.forget();
  expect(packs.state()).toMatchObject({ kept: [], deleted: [] });
});

test('only what the shop has another version of is updated; too old a pack is downloaded whole', async () => {
  const { packs, kept, worker, running } = workshop();
  kept.set(3, { ...keptPack(3, 1000), version: 'b'.repeat(32) });
  kept.set(4, keptPack(4, 1000));
  await packs.open();
  expect(outdated(packs.state()).map(({ category }) => category)).toEqual([3]);
  await packs.update();
  expect(worker.update).toHaveBeenCalledTimes(1);
  expect(packs.state()).toMatchObject({ changes: { added: 1, changed: 2, deleted: 3 }, updating: false });

  vi.mocked(worker.update).mockResolvedValueOnce(null);
  const updating = packs.update();
  await expect.poll(() => running.length).toBe(1);
  running[0]?.end();
  await updating;
  expect(packs.state()).toMatchObject({ updating: false, transfer: null });
  expect(outdated(packs.state())).toEqual([]);
});

test('sizes are exact once the shop has made its pictures', () => {
  expect(sizeOf(BAGS, true)).toEqual({ bytes: 1500, exact: true });
  expect(sizeOf(SHOES, true)).toEqual({ bytes: 2000 + 20 * 2100, exact: false });
  expect(sizeOf(SHOES, false)).toEqual({ bytes: 2000, exact: true });
});
