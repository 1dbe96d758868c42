/**
 * Item numbers in the photo on screen and what the shop sells under them: read once its first item is described, so that
 * neither boxes nor the search wait, and looked up unasked. Knows no React.
 */
import type { Barcode } from '#core/barcode.ts';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { FlowState, PhotoView } from './flow.ts';
import { Observable } from './observable.ts';
import { type Postponed, SENT_LATER } from './outbox.ts';
import type { BarcodeReader } from './services/barcode-client.ts';
import type { GtinLookup, ProductsAnswer } from './services/gtin-lookup.ts';

export interface BarcodesState {
  readonly stage: 'none' | 'asking' | 'done' | 'failed';
  readonly barcodes: readonly Barcode[];
  /** What is sold under any of the numbers, cheapest first, and the pack that told so. */
  readonly answer: ProductsAnswer | null;
  readonly error: TongkuanError | null;
  /** The numbers have left the device, or may have. */
  readonly sent: boolean;
}

export interface BarcodesDeps {
  readonly reader: BarcodeReader;
  readonly lookup: GtinLookup;
  /** Names the photo on screen, as its past search is named. */
  readonly photoId: () => string | null;
  /** Keeps a lookup that found no network, to be sent later, also when the page is closed meanwhile. */
  readonly postpone: (postponed: Postponed) => void;
  /** The photo's barcodes have been looked up here: nothing of them need be sent later. */
  readonly settle: (photoId: string) => void;
}

/** What is known of a photo for as long as the page holds it. */
interface Known {
  readonly picture: Blob;
  /** Null before it comes on screen. */
  id: string | null;
  reading: 'not yet' | 'begun' | 'failed' | 'done';
  state: BarcodesState;
}

const NO_BARCODES: BarcodesState = { stage: 'none', barcodes: [], answer: null, error: null, sent: false };
/** Preparing is not tied to a photo. */
const NEVER = new AbortController().signal;

/** True when the shop was not asked, and no travel pack knew all of the numbers: they are looked up when the network is back. */
export function waitsForNetwork({ stage, error, answer, barcodes }: BarcodesState): boolean {
  if (stage === 'failed') return error?.code === 'SEARCH_OFFLINE';
  if (stage !== 'done' || answer?.pack?.sent !== false) return false;
  return barcodes.some(({ gtin }) => !answer.products.some(({ product }) => product.gtin === gtin));
}

export class Barcodes extends Observable<BarcodesState> {
  readonly #known = new WeakMap<PhotoView, Known>();
  #photo: PhotoView | null = null;
  #left = new AbortController();
  #prepared: Promise<void> | null = null;
  readonly #deps: BarcodesDeps;

  constructor(deps: BarcodesDeps) {
    super(NO_BARCODES);
    this.#deps = deps;
  }

  /** Notes the file of a photo that is about to come on screen. @returns the photo */
  shown(photo: PhotoView, picture: Blob): PhotoView {
    this.#known.set(photo, { picture, id: null, reading: 'not yet', state: NO_BARCODES });
    return photo;
  }

  /** Goes with the flow: shows what is known of its photo, and reads it when it is time. */
  follow({ photo, stage, search }: FlowState): void {
    if (photo !== this.#photo) {
      this.#left.abort();
      this.#left = new AbortController();
      this.#photo = photo;
      const known = this.#ofPhoto(photo);
      if (known) known.id = this.#deps.photoId();
      if (known && waitsForNetwork(known.state)) known.state = { ...known.state, stage: 'asking' }; // it may be back by now
      this.set(known?.state ?? NO_BARCODES);
    }
    if (stage === 'found' && search && search.stage !== 'describing') this.#goOn();
  }

  /** Fetches the reader while there is a network; once. */
  async prepare(): Promise<void> {
    this.#prepared ??= this.#deps.reader.prepare(NEVER);
    await this.#prepared.catch(() => {
      this.#prepared = null; // the next one may find a network
    });
  }

  /** Does again what failed. */
  readonly retry = (): void => {
    const known = this.#ofPhoto(this.#photo);
    if (known?.reading === 'failed') known.reading = 'not yet';
    if (this.state().stage === 'failed') void this.#ask();
    else this.#goOn();
  };

  networkReturned(): void {
    if (waitsForNetwork(this.state())) void this.#ask();
    else if (this.#ofPhoto(this.#photo)?.reading !== 'not yet') this.retry();
  }

  /** Reads what was not read, and asks what was not answered because the shopper went to another photo meanwhile. */
  #goOn(): void {
    const known = this.#ofPhoto(this.#photo);
    if (known?.reading === 'not yet') void this.#read(known);
    else if (known?.reading === 'done' && known.state.stage === 'asking') void this.#ask();
  }

  async #read(known: Known): Promise<void> {
    const { signal } = this.#left;
    known.reading = 'begun';
    try {
      const barcodes = await this.#deps.reader.read(known.picture, signal);
      known.reading = 'done';
      if (barcodes.length === 0) return;
      known.state = { ...NO_BARCODES, stage: 'asking', barcodes };
      if (!signal.aborted) await this.#ask();
    } catch {
      // most photos have no barcode: a reader that cannot be had is not worth a word
      known.reading = signal.aborted ? 'not yet' : 'failed';
    }
  }

  async #ask(): Promise<void> {
    const known = this.#ofPhoto(this.#photo);
    const { signal } = this.#left;
    if (!known) return;
    const change = (state: Partial<BarcodesState>) => {
      known.state = { ...known.state, ...state };
      if (!signal.aborted) this.set(known.state);
    };
    known.reading = 'begun';
    change({ stage: 'asking', error: null });
    try {
      const gtins = known.state.barcodes.map(({ gtin }) => gtin);
      const answer = await this.#deps.lookup(gtins, signal);
      change({ stage: 'done', answer, sent: known.state.sent || answer.pack?.sent !== false });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      // Only offline is it certain that nothing left.
      change({ stage: 'failed', error, sent: known.state.sent || error.code !== 'SEARCH_OFFLINE' });
    } finally {
      known.reading = 'done';
    }
    this.#keepForLater(known);
  }

  /** What was not looked up is, once there is a network; what was need not be. */
  #keepForLater({ id, state }: Known): void {
    if (id === null) return;
    const gtins = state.barcodes.map(({ gtin }) => gtin);
    const later = waitsForNetwork(state) || (state.error !== null && SENT_LATER.has(state.error.code));
    if (later) this.#deps.postpone({ id, topic: 'lookup', gtins });
    else if (state.stage === 'done') this.#deps.settle(id);
  }

  #ofPhoto(photo: PhotoView | null): Known | undefined {
    return photo ? this.#known.get(photo) : undefined;
  }
}
