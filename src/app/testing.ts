/** Stand-ins for tests of the flow and of components. */
import type { OutboxTopic } from '#core/outbox.ts';
import type { PhotoQuality } from '#core/photo-quality.ts';
import type { SearchHit, SearchResponse } from '#core/search-protocol.ts';
import type { Description, DetectedItem } from '#core/vision-api.ts';
import { Barcodes } from './barcodes.ts';
import { FlightProof } from './flight-proof.ts';
import { FlowController, type FlowDeps } from './flow-controller.ts';
import { History } from './history.ts';
import { InstallOffer } from './install-offer.ts';
import { Outbox } from './outbox.ts';
import { OwnData } from './own-data.ts';
import { TravelPacks } from './packs.ts';
import type { LiveServices, Page } from './page.tsx';
import { PhotoTray } from './photo-tray.ts';
import { ProductPages } from './product-pages.ts';
import { Saved, type SavedDeps } from './saved.ts';
import type { HistoryStore, PastSearch } from './services/history-store.ts';
import { ModelLoader } from './services/model-loader.ts';
import { createNotes, type Notes } from './services/notes.ts';
import type { Answer, OutboxStore, Outgoing } from './services/outbox-store.ts';
import type { Products } from './services/products-client.ts';
import { productsWithPacks } from './services/products-with-packs.ts';
import type { SavedProduct, SavedStore } from './services/saved-store.ts';
import { TrafficCounter } from './services/traffic.ts';
import type { Vision } from './services/vision-client.ts';
import { wordsFor } from './services/words.ts';
import { ShopEvents, type ShopEventsDeps } from './shop-events.ts';

export const BAG: DetectedItem = { box: { x: 10, y: 60, width: 30, height: 30 }, kind: 'bag', score: 0.9, category: 3 };
export const TOP: DetectedItem = { box: { x: 20, y: 20, width: 60, height: 60 }, kind: 'top', score: 0.8, category: 0 };

/** Nothing to complain about. */
export const SHARP_AND_BRIGHT: PhotoQuality = { brightness: 0.5, highlights: 0.9, sharpness: 0.2, subject: 0.8 };

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
      listPrice: null,
      availability: null,
      gtin: null,
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

/** Sees a top and a bag in any photo. */
export const VISION: Vision = {
  load: () => Promise.reject(new Error('not used')),
  open: async (picture) => ({ picture, width: 100, height: 100 }),
  detect: async () => [BAG, TOP],
  describe: async (_photo, _box, { kind }) => (kind === 'bag' ? description(3, 'purse') : description(0, 'shirt')),
  inspect: async () => SHARP_AND_BRIGHT,
  release: () => {},
};

/** A controller over a photo of 100 × 100 with a top and a bag, in a shop that has one bag. */
export function controller(changes: Partial<FlowDeps> = {}): FlowController {
  return new FlowController({
    vision: VISION,
    search: async () => answer(hit('one')),
    check: (photo) => photo,
    show: async () => ({ url: 'blob:photo', width: 100, height: 100 }),
    hide: () => {},
    remember: () => {},
    postpone: () => {},
    settle: () => {},
    ...changes,
  });
}

interface Kept {
  readonly id: string;
  readonly time: number;
}

/** A tray in front of a flow; its thumbnails are empty. */
export function trayOf(flow: FlowController): PhotoTray {
  return new PhotoTray({ flow, thumbnail: async () => 'data:,' });
}

/** For components that do not look at the live camera. */
export function noLive(): LiveServices {
  const unused = () => Promise.reject(new Error('not used'));
  return { vision: { openFrame: unused, detect: unused, describe: unused, release: () => {} }, search: unused };
}

function inMemory<T extends Kept>() {
  const kept = new Map<string, T>();
  return {
    list: async () => [...kept.values()].sort((a, b) => b.time - a.time),
    put: async (value: T) => void kept.set(value.id, value),
    delete: async (ids: readonly string[]) => {
      for (const id of ids) kept.delete(id);
    },
  };
}

export const historyInMemory = (): HistoryStore => inMemory<PastSearch>();
export const savedInMemory = (): SavedStore => inMemory<SavedProduct>();

/** A history in memory whose clock ticks once a search. */
export function pastSearches(store = historyInMemory()): History {
  let time = 0;
  return new History({
    store,
    keepsake: async (photo, box) => ({ photo, box, thumbnail: 'data:,' }),
    now: () => ++time,
  });
}

/** An outbox in memory; `answer` lets the network return. */
export function outboxInMemory(): OutboxStore & { answer(id: string, topic: OutboxTopic, answer: Answer): void } {
  let kept: Outgoing[] = [];
  const without = (ids: readonly string[], topic?: OutboxTopic) =>
    kept.filter((each) => !ids.includes(each.id) || (topic && each.topic !== topic));
  const keep = (outgoing: Outgoing) => {
    kept = [...without([outgoing.id], outgoing.topic), outgoing];
  };
  let onAnswer = () => {};
  return {
    list: async () => kept,
    put: async (id, { topic }) => keep({ id, topic, stage: 'waiting' }),
    delete: async (ids, topic) => {
      kept = without(ids, topic);
    },
    send: async () => {},
    watch: (listener) => {
      onAnswer = listener;
    },
    answer(id, topic, answer) {
      keep({ id, topic, stage: 'answered', ...answer });
      onAnswer();
    },
  };
}

export function outbox(store: OutboxStore = outboxInMemory()): Outbox {
  return new Outbox({ store, badge: () => {} });
}

/** A shop that sells what it is asked for, and has two more that look like it. */
export function shop(changes: Partial<Products> = {}): Products {
  const sold = (id: string) => ({ product: hit(id).product, picture: hit(id).picture });
  return {
    byId: async (ids) => ids.map(sold),
    withGtins: async () => [],
    offers: async (id) => [sold(`${id}-cheap`), sold(id)],
    similar: async () => ({ ...answer(hit('like-a'), hit('like-b')), total: 2 }),
    ...changes,
  };
}

/** Product pages of such a shop, with no travel pack. */
export function productPages(changes: Partial<Products> = {}): ProductPages {
  const packs = { offers: async () => null, similar: async () => 'no-pack' as const };
  return new ProductPages(productsWithPacks(shop(changes), packs));
}

/** Saved products in memory, of a shop that still sells them; the clock ticks once a product. */
export function savedProducts(changes: Partial<SavedDeps> = {}): Saved {
  let time = 0;
  return new Saved({
    store: savedInMemory(),
    products: shop(),
    thumbnail: async () => 'data:,',
    persist: async () => {},
    now: () => ++time,
    ...changes,
  });
}

/** What components get from the page, all in memory. */
export function testPage(changes: Partial<Page> = {}): Page {
  const dataFile = () => Promise.reject(new Error('not used'));
  const neverLoads = () => Promise.reject(new Error('not used'));
  const flow = changes.flow ?? controller();
  return {
    language: 'en',
    words: wordsFor('en'),
    flow,
    tray: trayOf(flow),
    models: new ModelLoader(neverLoads, async () => false),
    history: pastSearches(),
    outbox: outbox(),
    live: noLive(),
    packs: noPacks(),
    shopEvents: shopEvents(),
    traffic: new TrafficCounter('https://shop.example'),
    flightProof: new FlightProof({ vision: VISION, isOnline: () => false, requests: () => 0, now: () => 0 }),
    installOffer: new InstallOffer({ notes: notesInMemory(), now: Date.now }),
    barcodes: noBarcodes(),
    products: productPages(),
    saved: savedProducts(),
    ownData: new OwnData({ saved: savedInMemory(), history: historyInMemory(), dataFile, onImport: () => {} }),
    ...changes,
  };
}

/** Notes of a browser without storage. */
export function notesInMemory(): Notes {
  return createNotes(() => {
    throw new Error('no storage');
  });
}

/** Events of a shopper who has not chosen yet, in a shop that takes them. */
export function shopEvents(changes: Partial<ShopEventsDeps> = {}): ShopEvents {
  return new ShopEvents({ send: async () => 'sent', notes: notesInMemory(), now: Date.now, ...changes });
}

/** Photos without any barcode. */
export function noBarcodes(): Barcodes {
  const reader = { read: async () => [], prepare: async () => {} };
  return new Barcodes({ ...NOTHING_LATER, reader, lookup: async () => ({ products: [], pack: null }) });
}

/** Of a photo whose barcodes are never kept for later. */
export const NOTHING_LATER = { photoId: () => 'photo', postpone: () => {}, settle: () => {} };

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
      withGtins: async () => null,
      similar: async () => 'no-pack',
      offers: async () => null,
    },
    list: async () => ({ packs: [], modelKey: '0123456789abcdef' }),
    room: async () => null,
    persist: nothing,
  });
}
