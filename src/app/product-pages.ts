/** The products a shopper looks at, one on top of the other: each with its offers and more like it. Knows no React. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Product } from '#core/product.ts';
import { DEPTH_MAX, type ProductResponse, type SearchHit } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import type { PackOrigin } from './services/packs/types.ts';
import type { PageProducts } from './services/products-with-packs.ts';

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
  /** The travel pack that answered in the shop's stead; null when the shop did. */
  readonly pack: PackOrigin | null;
}

export interface Offers extends Loading {
  /** All offers of the item, cheapest first. */
  readonly products: readonly ProductResponse[];
}

export interface Similar extends Loading {
  readonly hits: readonly SearchHit[];
  /** How many there were in all answers so far, repeats included: where the next page starts. */
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
const NO_OFFERS: Offers = { stage: 'loading', error: null, pack: null, products: [] };
const NO_SIMILAR: Similar = { stage: 'loading', error: null, pack: null, hits: [], received: 0, more: false };

/** Of a product that was just opened. */
const UNKNOWN = { offers: NO_OFFERS, similar: NO_SIMILAR };

export class ProductPages extends Observable<ProductPagesState> {
  #lastKey = 0;
  readonly #left = new Map<number, AbortController>();
  readonly #products: PageProducts;

  constructor(products: PageProducts) {
    super(NOTHING_OPEN);
    this.#products = products;
  }

  /** Opens a product on top of what is open. */
  readonly open = (opened: Opened): void => {
    const key = ++this.#lastKey;
    this.#left.set(key, new AbortController());
    const page: ProductPage = { ...opened, ...UNKNOWN, key };
    this.set({ pages: [...this.state().pages, page], wanted: null });
    void this.#ask(key);
  };

  /** Asks the shop all that a travel pack has told on the page on screen. */
  readonly askShop = async (): Promise<void> => {
    const page = this.state().pages.at(-1);
    if (!page) return;
    this.#change(page.key, UNKNOWN);
    await this.#ask(page.key);
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

  async #ask(key: number): Promise<void> {
    await Promise.all([this.#askOffers(key), this.#askSimilar(key)]);
  }

  /** One alone has no other offers to ask for. */
  async #askOffers(key: number): Promise<void> {
    const page = this.#page(key);
    const signal = this.#left.get(key)?.signal;
    if (!page || !signal) return;
    if (page.product.group === null) return this.#change(key, { offers: { ...NO_OFFERS, stage: 'done' } });
    try {
      const answer = await this.#products.offers(page.product.id, signal);
      this.#change(key, { offers: { stage: 'done', error: null, ...answer } });
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
      const { pack = null } = answer;
      if (similar.received > 0 && (pack === null) !== (similar.pack === null)) {
        // another source counts otherwise: its pages do not go on where the other's ended
        this.#change(key, { similar: { ...similar, pack, received: 0 } });
        return await this.#askSimilar(key);
      }
      const shown = new Set([product.id, ...similar.hits.map((hit) => hit.product.id)]);
      const received = similar.received + answer.hits.length;
      const more = answer.hits.length > 0 && received < Math.min(answer.total, DEPTH_MAX);
      const hits = [...similar.hits, ...answer.hits.filter((hit) => !shown.has(hit.product.id))];
      this.#change(key, { similar: { stage: 'done', error: null, pack, hits, received, more } });
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
