/** Puts the parts together: language, models, search, page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, type StartsWith } from './App.tsx';
import { Barcodes } from './barcodes.ts';
import { FlightProof } from './flight-proof.ts';
import { FlowController } from './flow-controller.ts';
import { History } from './history.ts';
import { InstallOffer } from './install-offer.ts';
import { Outbox } from './outbox.ts';
import { OwnData } from './own-data.ts';
import { TravelPacks } from './packs.ts';
import { PageProvider } from './page.tsx';
import { PhotoTray } from './photo-tray.ts';
import { ProductPages } from './product-pages.ts';
import { Saved } from './saved.ts';
import {
  CAMERA_QUERY,
  GALLERY_QUERY,
  HISTORY_QUERY,
  openedWith,
  PHOTO_QUERY,
  PRODUCT_QUERY,
  sharedPhotos,
  takenFromQuery,
  watchOpenedFiles,
} from './services/arrivals.ts';
import { showBadge } from './services/badge.ts';
import { barcodeReader, createBarcodeWorker } from './services/barcode-client.ts';
import { createDatabase, keepForGood } from './services/database.ts';
import { devicePolicy } from './services/device.ts';
import { createEventSender } from './services/events-client.ts';
import { lookupWithPacks } from './services/gtin-lookup.ts';
import { historyStore } from './services/history-store.ts';
import { watchInstall } from './services/install.ts';
import { keepsakeOf } from './services/keepsake.ts';
import { chooseLanguage, languageTag } from './services/language.ts';
import { ModelLoader, whenIdle } from './services/model-loader.ts';
import { createNotes } from './services/notes.ts';
import { offlineReady, registerServiceWorker } from './services/offline.ts';
import { outboxStore } from './services/outbox-store.ts';
import { createPackWorker, packClient } from './services/packs/client.ts';
import { listPacks, roomLeft } from './services/packs/shop.ts';
import { checkPhoto, hidePhoto, showPhoto } from './services/photo-input.ts';
import { photoThumbnail } from './services/photo-thumbnail.ts';
import { fetchPicture } from './services/picture-address.ts';
import { createProducts } from './services/products-client.ts';
import { productsWithPacks } from './services/products-with-packs.ts';
import { savedStore } from './services/saved-store.ts';
import { createSearch } from './services/search-client.ts';
import { searchWithPacks } from './services/search-with-packs.ts';
import { thumbnailOf } from './services/thumbnail.ts';
import { TrafficCounter } from './services/traffic.ts';
import { createVisionWorker, VisionClient } from './services/vision-client.ts';
import { wordsFor } from './services/words.ts';
import { ShopEvents } from './shop-events.ts';
import './styles/tokens.css';
import './styles/base.css';

const html = document.documentElement;
const language = chooseLanguage(navigator.languages);
const words = wordsFor(language);
html.lang = languageTag(language);
document.title = words.documentTitle;

const vision = new VisionClient({
  createWorker: createVisionWorker,
  policy: devicePolicy(navigator),
  onProgress: (progress) => models.progressed(progress),
  onLoaded: () => models.loaded(),
});
const models = new ModelLoader(() => vision.load(), offlineReady);
const outbox = new Outbox({ store: outboxStore(), badge: showBadge });
const traffic = new TrafficCounter(location.origin);
traffic.watch();
const endpoint = {
  fetch: traffic.counting((...request: Parameters<typeof fetch>) => fetch(...request)),
  isOnline: () => navigator.onLine,
};
const packWorker = packClient(createPackWorker);
const packs = new TravelPacks({
  worker: packWorker,
  list: () => listPacks(endpoint.fetch),
  room: roomLeft,
  persist: keepForGood,
});
const search = searchWithPacks(createSearch(endpoint), packWorker);
const shop = createProducts(endpoint);
const products = new ProductPages(productsWithPacks(shop, packWorker));
const database = createDatabase(() => {
  void history.load();
  void saved.load();
});
const stores = { history: historyStore(database), saved: savedStore(database) };
const history = new History({ store: stores.history, keepsake: keepsakeOf, now: Date.now });
const saved = new Saved({
  store: stores.saved,
  products: shop,
  thumbnail: thumbnailOf,
  persist: keepForGood,
  now: Date.now,
});
const ownData = new OwnData({
  ...stores,
  dataFile: async () => (await import('./services/data-file-client.ts')).createDataFile(),
  onImport() {
    void history.load();
    void saved.load().then(saved.askPrices);
  },
});
const barcodes = new Barcodes({
  reader: barcodeReader(createBarcodeWorker),
  lookup: lookupWithPacks(shop, packWorker),
  photoId: () => flow.photoId(),
  postpone: (postponed) => void outbox.postpone(postponed),
  settle: (photoId) => outbox.settle([photoId], 'lookup'),
});
const flow = new FlowController({
  vision,
  search,
  check: checkPhoto,
  show: async (photo) => barcodes.shown(await showPhoto(photo), photo),
  hide: hidePhoto,
  remember: (searched) => void history.remember(searched),
  postpone: (postponed) => void outbox.postpone(postponed),
  settle: (photoIds) => outbox.settle(photoIds, 'search'),
});
const notes = createNotes(() => localStorage);
const shopEvents = new ShopEvents({ send: createEventSender(endpoint), notes, now: Date.now });
const installOffer = new InstallOffer({ notes, now: Date.now });
const flightProof = new FlightProof({
  vision,
  isOnline: endpoint.isOnline,
  requests: () => traffic.state().all,
  now: () => performance.now(),
});
const tray = new PhotoTray({ flow, thumbnail: photoThumbnail });

models.subscribe(() => {
  const { stage, offline } = models.state();
  if (stage !== 'waiting') html.dataset.models = stage;
  if (offline) html.dataset.offlineReady = 'true';
});
// A photo needs the models now, however busy the browser is and whatever it wants to save.
flow.subscribe(() => flow.state().stage === 'preparing' && void models.start());
flow.subscribe(() => {
  const { search } = flow.state();
  if (search?.stage === 'done' && search.hits.length > 0) installOffer.searched(search.description);
});
saved.subscribe(() => saved.state().products.length > 0 && installOffer.saved());
watchInstall(installOffer.canInstall);
document.addEventListener('visibilitychange', () => document.hidden && void shopEvents.flush());
flow.subscribe(() => barcodes.follow(flow.state()));
packs.subscribe(() => packs.state().kept.length > 0 && void barcodes.prepare()); // whoever packs will be without a network
addEventListener('online', () => {
  if (models.state().stage === 'failed') void models.start();
  flow.networkReturned();
  void outbox.send();
  products.networkReturned();
  saved.networkReturned();
  barcodes.networkReturned();
});
whenIdle(() => void models.start());
void history.load();
void saved.load();
void outbox.send();

sharedPhotos().then(
  (photos) => tray.add(photos),
  (thrown: unknown) => flow.reject(thrown),
);
const linked = takenFromQuery(PHOTO_QUERY);
if (linked !== null)
  fetchPicture(linked, location.href).then(
    (picture) => tray.add([picture]),
    (thrown: unknown) => flow.reject(thrown),
  );
watchOpenedFiles(
  (files) => tray.add(files),
  (thrown) => flow.reject(thrown),
);
const startsWith: StartsWith = {
  camera: openedWith(CAMERA_QUERY),
  gallery: openedWith(GALLERY_QUERY),
  history: openedWith(HISTORY_QUERY),
};
const wantedProduct = takenFromQuery(PRODUCT_QUERY);
if (wantedProduct) void products.openById(wantedProduct);

const live = { vision, search };
const kept = { history, outbox, saved, ownData, packs };
const trust = { shopEvents, traffic, flightProof };
const page = { language, words, flow, tray, models, products, live, barcodes, installOffer, ...kept, ...trust };
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PageProvider value={page}>
        <App watchUpdate={registerServiceWorker} startsWith={startsWith} />
      </PageProvider>
    </StrictMode>,
  );
}
