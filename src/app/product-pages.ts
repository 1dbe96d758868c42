/** The products a shopper looks at, one on top of the other: each with its offers and more like it. Knows no React. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Product } from '#core/product.ts';
import { DEPTH_MAX, type ProductResponse, type SearchHit } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import type { Products } from './services/products-client.ts';

/** What is known of a product when it is opened. */
export interface Opened {
  readonly product: Product;
  /** Path of its picture; add `?width=`. */
  readonly picture: string;
  /** A small picture kept on the device, for want of the large one. */
  readonly thumbnail?: string | null;
}

interface Loading {
  readonly stage: 'loading' | 'done' | 'failed';
  readonly error: TongkuanError | null;
}

export interface Offers extends Loading {
  /** All offers of the item, cheapest first. */
  readonly products: readonly ProductResponse[];
}

export interface Similar extends Loading {
  readonly hits: readonly SearchHit[];
  /** How many the shop has given so far, repeats included: where the next page starts. */
  readonly received: number;
  readonly more: boolean;
}

export interface ProductPage extends Opened {
  /** Tells pages of the same product apart. */
  readonly key: number;
  readonly offers: Offers;
  readonly similar: Similar;
}

export interface ProductPagesState {
  /** The one on screen is the last. */
  readonly pages: readonly ProductPage[];
  /** A product of which only the id is known yet. */
  readonly wanted: { readonly id: string; readonly error: TongkuanError | null } | null;
}

/** What a link names is asked for whether it is still wanted or not: it is one small answer. */
const NEVER = new AbortController().signal;
const NOTHING_OPEN: ProductPagesState = { pages: [], wanted: null };
const NO_OFFERS: Offers = { stage: 'loading', error: null, products: [] };
const NO_SIMILAR: Similar = { stage: 'loading', error: null, hits: [], received: 0, more: false };

export class ProductPages extends Observable<ProductPagesState> {
  #lastKey = 0;
  readonly #left = new Map<number, AbortController>();
  readonly #products: Products;

  constructor(products: Products) {
    super(NOTHING_OPEN);
    this.#products = products;
  }

  /** Opens a product on top of what is open. */
  readonly open = (opened: Opened): void => {
    const alone = opened.product.group === null;
    const key = ++this.#lastKey;
    const offers: Offers = alone ? { ...NO_OFFERS, stage: 'done' } : NO_OFFERS;
    this.#left.set(key, new AbortController());
    const page: ProductPage = { ...opened, key, offers, similar: NO_SIMILAR };
    this.set({ pages: [...this.state().pages, page], wanted: null });
    if (!alone) void this.#askOffers(key);
    void this.#askSimilar(key);
  };

  /** Opens the product a link names. */
  readonly openById = async (id: string): Promise<void> => {
    const isWanted = () => this.state().wanted?.id === id;
    this.set({ ...this.state(), wanted: { id, error: null } });
    try {
      const [found] = await this.#products.byId([id], NEVER);
      if (!found) throw new TongkuanError('PRODUCT_UNKNOWN', { id });
      if (isWanted()) this.open(found);
    } catch (thrown) {
      if (isWanted()) this.set({ ...this.state(), wanted: { id, error: toTongkuanError(thrown) } });
    }
  };

  /** Back to the product before, or to where the first was opened. */
  readonly back = (): void => {
    const last = this.state().pages.at(-1);
    if (last) this.#leave(last.key);
    this.set({ pages: this.state().pages.slice(0, -1), wanted: null });
  };

  readonly close = (): void => {
    for (const { key } of this.state().pages) this.#leave(key);
    this.set(NOTHING_OPEN);
  };

  /** The next products like the one on screen. */
  readonly more = async (): Promise<void> => {
    const page = this.state().pages.at(-1);
    if (!page || page.similar.stage === 'loading') return;
    this.#change(page.key, { similar: { ...page.similar, stage: 'loading', error: null } });
    await this.#askSimilar(page.key);
  };

  /** Asks again what failed on the page on screen. */
  readonly retry = async (): Promise<void> => {
    const { pages, wanted } = this.state();
    if (wanted?.error) return this.openById(wanted.id);
    const page = pages.at(-1);
    if (!page) return;
    const asked: Promise<void>[] = [];
    if (page.similar.stage === 'failed') asked.push(this.more());
    if (page.offers.stage === 'failed') {
      this.#change(page.key, { offers: NO_OFFERS });
      asked.push(this.#askOffers(page.key));
    }
    await Promise.all(asked);
  };

  /** Asks again, unasked. */
  networkReturned(): void {
    void this.retry();
  }

  async #askOffers(key: number): Promise<void> {
    const page = this.#page(key);
    const signal = this.#left.get(key)?.signal;
    if (!page || !signal) return;
    try {
      const products = await this.#products.offers(page.product.id, signal);
      this.#change(key, { offers: { stage: 'done', error: null, products } });
    } catch (thrown) {
      this.#change(key, { offers: { ...NO_OFFERS, stage: 'failed', error: toTongkuanError(thrown) } });
    }
  }

  async #askSimilar(key: number): Promise<void> {
    const page = this.#page(key);
    const signal = this.#left.get(key)?.signal;
    if (!page || !signal) return;
    const { similar, product } = page;
    try {
      const answer = await this.#products.similar(product.id, similar.received, signal);
      const shown = new Set([product.id, ...similar.hits.map((hit) => hit.product.id)]);
      const received = similar.received + answer.hits.length;
      const more = answer.hits.length > 0 && received < Math.min(answer.total, DEPTH_MAX);
      const hits = [...similar.hits, ...answer.hits.filter((hit) => !shown.has(hit.product.id))];
      this.#change(key, { similar: { stage: 'done', error: null, hits, received, more } });
    } catch (thrown) {
      this.#change(key, { similar: { ...similar, stage: 'failed', error: toTongkuanError(thrown) } });
    }
  }

  #page(key: number): ProductPage | undefined {
    return this.state().pages.find((page) => page.key === key);
  }

  /** A page that was left meanwhile is not there to change. */
  #change(key: number, change: Partial<Pick<ProductPage, 'offers' | 'similar'>>): void {
    if (!this.#page(key)) return;
    const pages = this.state().pages.map((page) => (page.key === key ? { ...page, ...change } : page));
    this.set({ ...this.state(), pages });
  }

  #leave(key: number): void {
    this.#left.get(key)?.abort();
    this.#left.delete(key);
  }
}
