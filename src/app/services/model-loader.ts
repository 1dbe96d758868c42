/** Loads the models once, in the background, and tells how far it is. */
import { Observable } from '#app/observable.ts';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { LoadProgress, RuntimeReport } from '#core/vision-api.ts';

export interface ModelStatus {
  readonly stage: 'waiting' | 'loading' | 'ready' | 'failed';
  readonly progress: LoadProgress;
  readonly error: TongkuanError | null;
  /** True once flight mode works. */
  readonly offline: boolean;
}

export class ModelLoader extends Observable<ModelStatus> {
  readonly #load: () => Promise<RuntimeReport>;
  readonly #offlineReady: () => Promise<boolean>;

  constructor(load: () => Promise<RuntimeReport>, offlineReady: () => Promise<boolean>) {
    super({ stage: 'waiting', progress: { loaded: 0, total: 0 }, error: null, offline: false });
    this.#load = load;
    this.#offlineReady = offlineReady;
  }

  readonly progressed = (progress: LoadProgress): void => this.#set({ progress });

  /** The models run: because `start` asked for them, or after it failed because a photo did. */
  readonly loaded = async (): Promise<void> => {
    if (this.state().stage === 'ready') return;
    this.#set({ stage: 'ready', error: null });
    if (await this.#offlineReady().catch(() => false)) this.#set({ offline: true });
  };

  /** Starts loading unless that is done or under way; never rejects. */
  async start(): Promise<void> {
    if (this.state().stage === 'loading' || this.state().stage === 'ready') return;
    this.#set({ stage: 'loading', error: null });
    await this.#load().then(this.loaded, (thrown: unknown) =>
      this.#set({ stage: 'failed', error: toTongkuanError(thrown, 'RUNTIME_UNAVAILABLE') }),
    );
  }

  #set(change: Partial<ModelStatus>): void {
    this.set({ ...this.state(), ...change });
  }
}

/** Calls back when the page is drawn and the browser idle; on connections that ask to save data, never. */
export function whenIdle(callback: () => void): void {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  if (connection?.saveData) return;
  const soon = () =>
    'requestIdleCallback' in window ? requestIdleCallback(callback, { timeout: 2000 }) : setTimeout(callback, 300);
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon, { once: true });
}
