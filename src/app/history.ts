/** Past searches: kept, shown, deleted and brought back. Knows no React and no browser; storage is passed in. */
import type { Box } from '#core/boxes.ts';
import type { Description } from '#core/vision-api.ts';
import { Observable } from './observable.ts';
import type { HistoryStore, PastSearch } from './services/history-store.ts';
import type { Keepsake } from './services/keepsake.ts';

/** A region that was described, of a photo that is known by its id however often it is searched. */
export interface Searched {
  readonly id: string;
  readonly photo: Blob;
  readonly box: Box | null;
  readonly description: Pick<Description, 'category' | 'label'>;
}

export interface HistoryState {
  /** Newest first. */
  readonly searches: readonly PastSearch[];
  /** Deleted last, and can be brought back. */
  readonly deleted: readonly PastSearch[];
}

export interface HistoryDeps {
  readonly store: HistoryStore;
  readonly keepsake: (photo: Blob, box: Box | null) => Promise<Keepsake>;
  readonly now: () => number;
}

/** A browser without storage has no history: nothing here rejects. */
export class History extends Observable<HistoryState> {
  #writing: Promise<void> = Promise.resolve();
  readonly #deps: HistoryDeps;

  constructor(deps: HistoryDeps) {
    super({ searches: [], deleted: [] });
    this.#deps = deps;
  }

  /** Reads what is there; another tab may have added to it. */
  readonly load = (): Promise<void> => this.#inTurn(() => this.#refresh());

  /** Keeps a search, in the place of an earlier one of the same photo. */
  readonly remember = ({ id, photo, box, description }: Searched): Promise<void> =>
    this.#inTurn(async () => {
      const { category, label } = description;
      const kept = await this.#deps.keepsake(photo, box);
      await this.#deps.store.put({ id, time: this.#deps.now(), category, label, ...kept });
      await this.#refresh();
    });

  /** Deletes one, or all; `undo` brings them back until the next deletion. */
  readonly remove = (ids: readonly string[]): Promise<void> =>
    this.#inTurn(async () => {
      const deleted = this.state().searches.filter(({ id }) => ids.includes(id));
      await this.#deps.store.delete(ids);
      this.#set({ deleted });
      await this.#refresh();
    });

  readonly undo = (): Promise<void> =>
    this.#inTurn(async () => {
      for (const search of this.state().deleted) await this.#deps.store.put(search);
      this.#set({ deleted: [] });
      await this.#refresh();
    });

  /** What was deleted is gone for good. */
  readonly forget = (): void => this.#set({ deleted: [] });

  async #refresh(): Promise<void> {
    this.#set({ searches: await this.#deps.store.list() });
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(step).catch(() => {});
    return this.#writing;
  }

  #set(change: Partial<HistoryState>): void {
    this.set({ ...this.state(), ...change });
  }
}
