/** What every feature may use: words, the flow, the models, what is kept, products, the live camera's services. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Barcodes, BarcodesState } from './barcodes.ts';
import type { FlightProof, FlightProofState } from './flight-proof.ts';
import type { FlowState } from './flow.ts';
import type { FlowController } from './flow-controller.ts';
import type { History, HistoryState } from './history.ts';
import type { InstallOffer, InstallOfferState } from './install-offer.ts';
import type { Outbox, OutboxState } from './outbox.ts';
import type { OwnData } from './own-data.ts';
import type { TravelPacks } from './packs.ts';
import type { PacksState } from './packs-state.ts';
import type { PhotoTray, TrayState } from './photo-tray.ts';
import type { ProductPages, ProductPagesState } from './product-pages.ts';
import { isSaved, type Saved, type SavedState } from './saved.ts';
import type { Language } from './services/language.ts';
import type { ModelLoader, ModelStatus } from './services/model-loader.ts';
import type { Search } from './services/search-client.ts';
import type { Traffic, TrafficCounter } from './services/traffic.ts';
import type { FrameVision } from './services/vision-client.ts';
import type { Words } from './services/words.ts';
import type { ShopEvents, ShopEventsState } from './shop-events.ts';

export interface Page {
  readonly language: Language;
  readonly words: Words;
  readonly flow: FlowController;
  /** Every way to add a photo goes through it. */
  readonly tray: PhotoTray;
  readonly models: ModelLoader;
  readonly history: History;
  readonly outbox: Outbox;
  readonly products: ProductPages;
  readonly saved: Saved;
  readonly ownData: OwnData;
  readonly live: LiveServices;
  readonly packs: TravelPacks;
  readonly shopEvents: ShopEvents;
  readonly traffic: TrafficCounter;
  readonly flightProof: FlightProof;
  readonly installOffer: InstallOffer;
  readonly barcodes: Barcodes;
}

/** For searches beside the flow's: a camera's frames, one after the other. */
export interface LiveServices {
  readonly vision: FrameVision;
  readonly search: Search;
}

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage needs a PageProvider above it');
  return page;
}

export function useFlow(): FlowState {
  const { flow } = usePage();
  return useSyncExternalStore(flow.subscribe, flow.state);
}

export function useTray(): TrayState {
  const { tray } = usePage();
  return useSyncExternalStore(tray.subscribe, tray.state);
}

export function useHistory(): HistoryState {
  const { history } = usePage();
  return useSyncExternalStore(history.subscribe, history.state);
}

/** Questions asked without a network. */
export function useOutbox(): OutboxState {
  const { outbox } = usePage();
  return useSyncExternalStore(outbox.subscribe, outbox.state);
}

export function useProducts(): ProductPagesState {
  const { products } = usePage();
  return useSyncExternalStore(products.subscribe, products.state);
}

export function useSaved(): SavedState {
  const { saved } = usePage();
  return useSyncExternalStore(saved.subscribe, saved.state);
}

/** Of one product: a card need not know of the others. */
export function useIsSaved(id: string): boolean {
  const { saved } = usePage();
  return useSyncExternalStore(saved.subscribe, () => isSaved(saved.state(), id));
}

export function usePacks(): PacksState {
  const { packs } = usePage();
  return useSyncExternalStore(packs.subscribe, packs.state);
}

/** Item numbers in the photo on screen. */
export function useBarcodes(): BarcodesState {
  const { barcodes } = usePage();
  return useSyncExternalStore(barcodes.subscribe, barcodes.state);
}

export function useModels(): ModelStatus {
  const { models } = usePage();
  return useSyncExternalStore(models.subscribe, models.state);
}

export function useShopEvents(): ShopEventsState {
  const { shopEvents } = usePage();
  return useSyncExternalStore(shopEvents.subscribe, shopEvents.state);
}

/** What the page has asked of the network so far. */
export function useTraffic(): Traffic {
  const { traffic } = usePage();
  return useSyncExternalStore(traffic.subscribe, traffic.state);
}

export function useFlightProof(): FlightProofState {
  const { flightProof } = usePage();
  return useSyncExternalStore(flightProof.subscribe, flightProof.state);
}

export function useInstallOffer(): InstallOfferState {
  const { installOffer } = usePage();
  return useSyncExternalStore(installOffer.subscribe, installOffer.state);
}
