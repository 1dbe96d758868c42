/** Stand-ins for tests of the flow and of components. */
import type { SearchHit, SearchResponse } from '#core/search-protocol.ts';
import type { Description, DetectedItem } from '#core/vision-api.ts';
import { FlowController, type FlowDeps } from './flow-controller.ts';
import { History } from './history.ts';
import { TravelPacks } from './packs.ts';
import type { HistoryStore, PastSearch } from './services/history-store.ts';

export const BAG: DetectedItem = { box: { x: 10, y: 60, width: 30, height: 30 }, kind: 'bag', score: 0.9, category: 3 };
export const TOP: DetectedItem = { box: { x: 20, y: 20, width: 60, height: 60 }, kind: 'top', score: 0.8, category: 0 };

export function description(category: number, label: string): Description {
  const labels = [{ label, score: 0.8 }];
  const vector = new Int8Array(128).fill(7);
  return { category, label, labels, vector, modelKey: '0123456789abcdef', matchThreshold: 0.5 };
}

/** A bag, of the same style unless told otherwise. */
export function hit(id: string, category = 3, similarity = 0.9): SearchHit {
  return {
    product: {
      id,
      category,
      label: 'bag',
      title: { zh: `包 ${id}`, en: `Bag ${id}` },
      price: { amount: 12900, currency: 'CNY' },
      seller: 'A shop',
      group: null,
      pageUrl: null,
      attributes: {},
    },
    similarity,
    picture: `/v1/products/${id}/picture`,
  };
}

export function answer(...hits: SearchHit[]): SearchResponse {
  const categories = [
    { category: 3, count: 20 },
    { category: 4, count: 4 },
  ];
  return { hits, total: 30, nearest: hits[0]?.similarity ?? null, categories, modelKey: '0123456789abcdef', tookMs: 1 };
}

/** A controller over a photo of 100 × 100 with a top and a bag, in a shop that has one bag. */
export function controller(changes: Partial<FlowDeps> = {}): FlowController {
  return new FlowController({
    vision: {
      load: () => Promise.reject(new Error('not used')),
      open: async (picture) => ({ picture, width: 100, height: 100 }),
      detect: async () => [BAG, TOP],
      describe: async (_photo, _box, { kind }) => (kind === 'bag' ? description(3, 'purse') : description(0, 'shirt')),
      release: () => {},
    },
    search: async () => answer(hit('one')),
    check: (photo) => photo,
    show: async () => ({ url: 'blob:photo', width: 100, height: 100 }),
    hide: () => {},
    remember: () => {},
    ...changes,
  });
}

function storeInMemory(): HistoryStore {
  const kept = new Map<string, PastSearch>();
  return {
    list: async () => [...kept.values()].sort((a, b) => b.time - a.time),
    put: async (search) => void kept.set(search.id, search),
    delete: async (ids) => {
      for (const id of ids) kept.delete(id);
    },
  };
}

/** A history in memory whose clock ticks once a search. */
export function pastSearches(store = storeInMemory()): History {
  let time = 0;
  return new History({
    store,
    keepsake: async (photo, box) => ({ photo, box, thumbnail: 'data:,' }),
    now: () => ++time,
  });
}

/** No packs on the device, none in the shop. */
export function noPacks(): TravelPacks {
  const nothing = async () => {};
  return new TravelPacks({
    worker: {
      shelf: async () => ({ packs: [], downloads: [] }),
      want: nothing,
      download: nothing,
      pause: nothing,
      discard: nothing,
      update: async () => null,
      mark: nothing,
      forget: nothing,
      search: async () => 'no-pack',
    },
    list: async () => ({ packs: [], modelKey: '0123456789abcdef' }),
    room: async () => null,
    persist: nothing,
  });
}
