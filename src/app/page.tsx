/** What every feature may use: words, the flow, the models, past searches. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { FlowState } from './flow.ts';
import type { FlowController } from './flow-controller.ts';
import type { History, HistoryState } from './history.ts';
import type { TravelPacks } from './packs.ts';
import type { PacksState } from './packs-state.ts';
import type { Language } from './services/language.ts';
import type { ModelLoader, ModelStatus } from './services/model-loader.ts';
import type { Words } from './services/words.ts';

export interface Page {
  readonly language: Language;
  readonly words: Words;
  readonly flow: FlowController;
  readonly models: ModelLoader;
  readonly history: History;
  readonly packs: TravelPacks;
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

export function useHistory(): HistoryState {
  const { history } = usePage();
  return useSyncExternalStore(history.subscribe, history.state);
}

export function usePacks(): PacksState {
  const { packs } = usePage();
  return useSyncExternalStore(packs.subscribe, packs.state);
}

export function useModels(): ModelStatus {
  const { models } = usePage();
  return useSyncExternalStore(models.subscribe, models.state);
}
