/** Puts the parts together: language, models, search, page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { FlowController } from './flow-controller.ts';
import { History } from './history.ts';
import { Outbox } from './outbox.ts';
import { OwnData } from './own-data.ts';
import { TravelPacks } from './packs.ts';
import { PageProvider } from './page.tsx';
import { PhotoTray } from './photo-tray.ts';
import { ProductPages } from './product-pages.ts';
import { Saved } from './saved.ts';
import {
  CAMERA_QUERY,
  openedWith,
  PHOTO_QUERY,
  PRODUCT_QUERY,
  sharedPhotos,
  takenFromQuery,
  watchOpenedFiles,
} from './services/arrivals.ts';
import { showBadge } from './services/badge.ts';
import { createDatabase, keepForGood } from './services/database.ts';
import { devicePolicy } from './services/device.ts';
import { historyStore } from './services/history-store.ts';
import { keepsakeOf } from './services/keepsake.ts';
import { chooseLanguage, languageTag } from './services/language.ts';
import { ModelLoader, whenIdle } from './services/model-loader.ts';
import { offlineReady, registerServiceWorker } from './services/offline.ts';
import { outboxStore } from './services/outbox-store.ts';
import { createPackWorker, packClient } from './services/packs/client.ts';
import { listPacks, roomLeft } from './services/packs/shop.ts';
import { checkPhoto, hidePhoto, showPhoto } from './services/photo-input.ts';
import { photoThumbnail } from './services/photo-thumbnail.ts';
import { fetchPicture } from './services/picture-address.ts';
import { createProducts } from './services/products-client.ts';
import { savedStore } from './services/saved-store.ts';
import { createSearch } from './services/search-client.ts';
import { searchWithPacks } from './services/search-with-packs.ts';
import { thumbnailOf } from './services/thumbnail.ts';
import { createVisionWorker, VisionClient } from './services/vision-client.ts';
import { wordsFor } from './services/words.ts';
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
});
const models = new ModelLoader(() => vision.load(), offlineReady);
const outbox = new Outbox({ store: outboxStore(), badge: showBadge });
const endpoint = {
  fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
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
const products = new ProductPages(shop);
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
const flow = new FlowController({
  vision,
  search,
  check: checkPhoto,
  show: showPhoto,
  hide: hidePhoto,
  remember: (searched) => void history.remember(searched),
  postpone: (postponed) => void outbox.postpone(postponed),
  settle: outbox.settle,
});
const tray = new PhotoTray({ flow, thumbnail: photoThumbnail });

models.subscribe(() => {
  const { stage, offline } = models.state();
  if (stage !== 'waiting') html.dataset.models = stage;
  if (offline) html.dataset.offlineReady = 'true';
});
// A photo needs the models now, however busy the browser is and whatever it wants to save.
flow.subscribe(() => flow.state().stage === 'preparing' && void models.start());
addEventListener('online', () => {
  if (models.state().stage === 'failed') void models.start();
  flow.networkReturned();
  void outbox.send();
  products.networkReturned();
  saved.networkReturned();
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
  (files) => void tray.add(files),
  (thrown) => flow.reject(thrown),
);
const startsWithCamera = openedWith(CAMERA_QUERY);
const wantedProduct = takenFromQuery(PRODUCT_QUERY);
if (wantedProduct) void products.openById(wantedProduct);

const live = { vision, search };
const page = { language, words, flow, tray, models, history, outbox, products, saved, ownData, live, packs };
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PageProvider value={page}>
        <App watchUpdate={registerServiceWorker} startsWithCamera={startsWithCamera} />
      </PageProvider>
    </StrictMode>,
  );
}
