/** Puts the parts together: language, models, search, page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { FlowController } from './flow-controller.ts';
import { History } from './history.ts';
import { TravelPacks } from './packs.ts';
import { PageProvider } from './page.tsx';
import { CAMERA_QUERY, openedWith, sharedPhoto, watchOpenedFiles } from './services/arrivals.ts';
import { devicePolicy } from './services/device.ts';
import { historyStore } from './services/history-store.ts';
import { keepsakeOf } from './services/keepsake.ts';
import { chooseLanguage, languageTag } from './services/language.ts';
import { ModelLoader, whenIdle } from './services/model-loader.ts';
import { offlineReady, registerServiceWorker } from './services/offline.ts';
import { createPackWorker, packClient } from './services/packs/client.ts';
import { keepForGood, listPacks, roomLeft } from './services/packs/shop.ts';
import { checkPhoto, hidePhoto, showPhoto } from './services/photo-input.ts';
import { createSearch } from './services/search-client.ts';
import { searchWithPacks } from './services/search-with-packs.ts';
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
const isOnline = () => navigator.onLine;
const packWorker = packClient(createPackWorker);
const packs = new TravelPacks({
  worker: packWorker,
  list: () => listPacks((...request) => fetch(...request)),
  room: roomLeft,
  persist: keepForGood,
});
const search = searchWithPacks(createSearch({ fetch: (...request) => fetch(...request), isOnline }), packWorker);
const history = new History({ store: historyStore(), keepsake: keepsakeOf, now: Date.now });
const flow = new FlowController({
  vision,
  search,
  check: checkPhoto,
  show: showPhoto,
  hide: hidePhoto,
  remember: (searched) => void history.remember(searched),
});

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
});
whenIdle(() => void models.start());
void history.load();

sharedPhoto().then(
  (photo) => photo && flow.addPhoto(photo),
  (thrown: unknown) => flow.reject(thrown),
);
watchOpenedFiles((file) => void flow.addPhoto(file));
const startsWithCamera = openedWith(CAMERA_QUERY);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PageProvider value={{ language, words, flow, models, history, packs }}>
        <App watchUpdate={registerServiceWorker} startsWithCamera={startsWithCamera} />
      </PageProvider>
    </StrictMode>,
  );
}
