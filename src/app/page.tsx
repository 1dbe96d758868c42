/** What every feature may use: words, the flow, the models, past searches, and what the live camera looks and searches with. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { FlowState } from './flow.ts';
import type { FlowController } from './flow-controller.ts';
import type { History, HistoryState } from './history.ts';
import type { Language } from './services/language.ts';
import type { ModelLoader, ModelStatus } from './services/model-loader.ts';
import type { Search } from './services/search-client.ts';
import type { FrameVision } from './services/vision-client.ts';
import type { Words } from './services/words.ts';

export interface Page {
  readonly language: Language;
  readonly words: Words;
  readonly flow: FlowController;
  readonly models: ModelLoader;
  readonly history: History;
  readonly live: LiveServices;
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

export function useHistory(): HistoryState {
  const { history } = usePage();
  return useSyncExternalStore(history.subscribe, history.state);
}

export function useModels(): ModelStatus {
  const { models } = usePage();
  return useSyncExternalStore(models.subscribe, models.state);
}
