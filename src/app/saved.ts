/** Saved products: kept, deleted and brought back, their prices then and now. Knows no React; slow things are passed in. */
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Product } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import type { Products } from './services/products-client.ts';
import type { SavedProduct, SavedStore } from './services/saved-store.ts';

export interface SavedState {
  /** Newest first. */
  readonly products: readonly SavedProduct[];
  /** Deleted last, and can be brought back. */
  readonly deleted: readonly SavedProduct[];
  /** What the shop says now, by id; null: no longer sold; absent: not known. */
  readonly now: ReadonlyMap<string, ProductResponse | null>;
  readonly asking: boolean;
  /** Why it is not known what the shop says now. */
  readonly askError: TongkuanError | null;
  /** Why the last product could not be kept. */
  readonly refused: TongkuanError | null;
}

export interface SavedDeps {
  readonly store: SavedStore;
  readonly products: Pick<Products, 'byId'>;
  readonly thumbnail: (picture: string) => Promise<string | null>;
  /** Asks the browser not to throw away what is kept. */
  readonly persist: () => Promise<unknown>;
  readonly now: () => number;
}

const NOTHING: SavedState = {
  products: [],
  deleted: [],
  now: new Map(),
  asking: false,
  askError: null,
  refused: null,
};

/** Nothing here rejects: what fails is in the state. */
export class Saved extends Observable<SavedState> {
  #writing: Promise<void> = Promise.resolve();
  #askAbort = new AbortController();
  readonly #deps: SavedDeps;

  constructor(deps: SavedDeps) {
    super(NOTHING);
    this.#deps = deps;
  }

  /** Reads what is there; another tab may have added to it. */
  readonly load = (): Promise<void> =>
    this.#inTurn(async () => this.#set({ products: await this.#deps.store.list() })).catch(() => {});

  /** Saves a product, or takes it off the list. */
  readonly toggle = (product: Product, picture: string): Promise<void> =>
    isSaved(this.state(), product.id) ? this.remove([product.id]) : this.#save(product, picture);

  /** Deletes some; `undo` brings them back until the next deletion. */
  readonly remove = (ids: readonly string[]): Promise<void> => {
    const { products } = this.state();
    this.#set({
      products: products.filter(({ id }) => !ids.includes(id)),
      deleted: products.filter(({ id }) => ids.includes(id)),
      refused: null,
    });
    return this.#written(() => this.#deps.store.delete(ids));
  };

  readonly undo = (): Promise<void> => {
    const { deleted } = this.state();
    this.#set({ deleted: [] });
    for (const saved of deleted) this.#show(saved);
    return this.#written(async () => {
      for (const saved of deleted) await this.#deps.store.put(saved);
    });
  };

  /** What was deleted is gone for good. */
  readonly forget = (): void => this.#set({ deleted: [] });

  /** Takes the note about a product that could not be kept away. */
  readonly refusalRead = (): void => this.#set({ refused: null });

  /** Asks the shop for the present prices of all. */
  readonly askPrices = async (): Promise<void> => {
    this.#askAbort.abort();
    this.#askAbort = new AbortController();
    const { signal } = this.#askAbort;
    const ids = this.state().products.map(({ id }) => id);
    if (ids.length === 0) return this.#set({ asking: false });
    this.#set({ asking: true, askError: null });
    try {
      const found = await this.#deps.products.byId(ids, signal);
      if (signal.aborted) return;
      const sold = new Map(found.map((answer) => [answer.product.id, answer]));
      this.#set({ asking: false, now: new Map(ids.map((id) => [id, sold.get(id) ?? null])) });
    } catch (thrown) {
      if (signal.aborted) return;
      this.#set({ asking: false, now: new Map(), askError: toTongkuanError(thrown, 'SEARCH_UNREACHABLE') });
    }
  };

  /** Asks again what failed for want of a network. */
  networkReturned(): void {
    if (this.state().askError) void this.askPrices();
  }

  #save(product: Product, picture: string): Promise<void> {
    const first = this.state().products.length === 0;
    const saved: SavedProduct = { id: product.id, time: this.#deps.now(), product, thumbnail: null };
    this.#set({ deleted: this.state().deleted.filter(({ id }) => id !== product.id), refused: null });
    this.#show(saved);
    return this.#written(async () => {
      const wanted = () => isSaved(this.state(), product.id); // or thought better of meanwhile
      if (!wanted()) return;
      await this.#deps.store.put(saved); // at once: its picture may take a while, and the page may be closed
      if (first) void this.#deps.persist().catch(() => {});
      const kept = { ...saved, thumbnail: await this.#deps.thumbnail(picture) };
      if (kept.thumbnail === null || !wanted()) return;
      await this.#deps.store.put(kept);
      this.#show(kept);
    });
  }

  /** Puts one in its place on the list. */
  #show(saved: SavedProduct): void {
    const others = this.state().products.filter(({ id }) => id !== saved.id);
    this.#set({ products: [saved, ...others].sort((a, b) => b.time - a.time) });
  }

  /** The list already shows the change; where it cannot be written, the list shows again what is kept. */
  #written(step: () => Promise<void>): Promise<void> {
    return this.#inTurn(step).catch(async (thrown: unknown) => {
      this.#set({ refused: toTongkuanError(thrown, 'STORAGE_FAILED') });
      await this.#inTurn(async () => {
        const products = await this.#deps.store.list().catch(() => []);
        this.#set({ products });
      });
    });
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(step);
    this.#writing = turn.catch(() => {});
    return turn;
  }

  #set(change: Partial<SavedState>): void {
    this.set({ ...this.state(), ...change });
  }
}

export function isSaved({ products }: SavedState, id: string): boolean {
  return products.some((saved) => saved.id === id);
}
