/** Drives the flow: photo → items → description → search. Knows no React; everything slow is passed in. */
import type { Box } from '#core/boxes.ts';
import { type ErrorCode, TongkuanError, toTongkuanError } from '#core/errors.ts';
import { type Tip, tipsFor } from '#core/photo-quality.ts';
import { DEPTH_MAX, LIMIT_DEFAULT, type SearchQuery } from '#core/search-protocol.ts';
import { categoryOfLabel } from '#core/taxonomy.ts';
import { encodeVector } from '#core/vector.ts';
import type { DescribeMode, Description } from '#core/vision-api.ts';
import {
  EMPTY,
  type Filters,
  type FlowAction,
  type FlowState,
  flow,
  nothingFound,
  type PhotoView,
  type Wanted,
} from './flow.ts';
import type { Searched } from './history.ts';
import { isUnsure } from './naming.ts';
import { Observable } from './observable.ts';
import type { Postponed } from './outbox.ts';
import type { Search } from './services/search-client.ts';
import type { Vision, VisionPhoto } from './services/vision-client.ts';

const NEEDS_NETWORK: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'MODEL_FETCH']);

const SENT_LATER: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE']);

export interface FlowDeps {
  readonly vision: Vision;
  readonly search: Search;
  readonly check: (photo: Blob) => Blob;
  readonly show: (photo: Blob) => Promise<PhotoView>;
  readonly hide: (photo: PhotoView) => void;
  /** Keeps what was searched on this device. */
  readonly remember: (searched: Searched) => void;
  /** Keeps a search that found no network, to be sent later. */
  readonly postpone: (postponed: Postponed) => void;
  /** The photo's search has been answered here: nothing of it need be sent later. */
  readonly settle: (photoIds: readonly string[]) => void;
}

/** What is known of a photo before it is looked at. */
export interface KnownBefore extends Wanted {
  /** Of one that was searched before; absent for a new one. */
  readonly id?: string;
}

/**
 * A photo that was left and may be looked at again, with all that was found in it. The worker holds none of its pixels; its
 * address on screen stays valid until `discard`.
 */
export interface SetAside {
  readonly state: FlowState;
  readonly picture: Blob;
  readonly photoId: string;
  readonly known: KnownBefore | undefined;
  readonly opened: VisionPhoto | null;
}

export class FlowController extends Observable<FlowState> {
  #picture: Blob | null = null;
  #known: KnownBefore | undefined;
  #photoId = '';
  #opened: VisionPhoto | null = null;
  #addAbort = new AbortController();
  #photoAbort = new AbortController();
  #searchAbort = new AbortController();
  readonly #deps: FlowDeps;

  constructor(deps: FlowDeps) {
    super(EMPTY);
    this.#deps = deps;
  }

  /**
   * Shows a photo, finds what is in it and searches the most prominent item, or the one that is wanted. One that cannot be shown
   * is refused, and what is on screen stays.
   */
  async addPhoto(picture: Blob, known?: KnownBefore): Promise<void> {
    try {
      this.discard(await this.place(picture, known));
    } catch (thrown) {
      if (!isAborted(thrown)) this.reject(thrown);
      return;
    }
    await this.proceed();
  }

  /**
   * Shows a photo in the place of the one on screen; `proceed` then looks at it. What cannot be shown changes nothing.
   * @returns what was on screen, to be kept or discarded
   * @throws what `check` and `show` throw; ABORTED when another photo came first
   */
  async place(picture: Blob, known?: KnownBefore): Promise<SetAside | null> {
    const adding = this.#freshAddSignal();
    const photo = await this.#deps.show(this.#deps.check(picture)).catch((thrown: unknown) => {
      throwIfLeft(adding);
      throw thrown;
    });
    if (adding.aborted) {
      this.#deps.hide(photo);
      throw new TongkuanError('ABORTED');
    }
    const left = this.#leavePhoto();
    this.#picture = picture;
    this.#known = known;
    this.#photoId = known?.id ?? newId();
    this.#dispatch({ type: 'photo-shown', photo });
    return left;
  }

  /** Shows a photo that was set aside as it was left; `proceed` then goes on with it. @returns what was on screen */
  resume(aside: SetAside): SetAside | null {
    const left = this.#leavePhoto();
    this.#picture = aside.picture;
    this.#known = aside.known;
    this.#photoId = aside.photoId;
    this.#opened = aside.opened;
    this.#dispatch({ type: 'photo-resumed', state: aside.state });
    return left;
  }

  /** Does what is left to do for the photo on screen: all of it, what was interrupted, or nothing. */
  async proceed(): Promise<void> {
    const { stage, search } = this.state();
    if ((stage === 'preparing' || stage === 'detecting') && this.#picture)
      await this.#look(this.#picture, this.#freshPhotoSignal());
    else if (search?.stage === 'describing') await this.#describe();
    else if (search?.stage === 'searching') await this.#search();
    else this.networkReturned();
  }

  /** Frees a photo that was set aside. */
  discard(aside: SetAside | null): void {
    if (aside?.state.photo) this.#deps.hide(aside.state.photo);
  }

  /** Takes the note about a refused photo away. */
  readonly refusalRead = (): void => this.#dispatch({ type: 'refusal-read' });

  /** Reports why no photo came, such as a camera that was not allowed; what is on screen stays. */
  reject(thrown: unknown): void {
    this.#dispatch({ type: 'photo-refused', error: toTongkuanError(thrown, 'PICTURE_UNREADABLE') });
  }

  /** Describes and searches another item of the photo. */
  async select(index: number): Promise<void> {
    const { selected, search } = this.state();
    if (selected === index && search && search.stage !== 'failed') return; // nothing new to ask
    this.#dispatch({ type: 'target-selected', index });
    await this.#describe();
  }

  /** Searches an area that the shopper drew (pixels of the photo). */
  async drawArea(box: Box): Promise<void> {
    this.#dispatch({ type: 'area-drawn', box });
    await this.#describe();
  }

  /** Searches an item again within a box that the shopper corrected. */
  async reshape(index: number, box: Box): Promise<void> {
    this.#dispatch({ type: 'target-reshaped', index, box });
    await this.#describe();
  }

  /** Describes and searches the chosen item again: as it is, or by its fabric alone. */
  async describeAs(mode: DescribeMode): Promise<void> {
    this.#dispatch({ type: 'mode-chosen', mode });
    await this.#describe();
  }

  /** The shopper knows better what the item is: it is called so, and searched in that label's category. */
  async correct(label: string): Promise<void> {
    const { targets, selected, search } = this.state();
    if (!search?.description) return;
    const category = categoryOfLabel(label);
    this.#dispatch({ type: 'label-corrected', label });
    this.#remember(targets[selected]?.box ?? null, { category, label });
    if (search.categories.length !== 1 || search.categories[0] !== category)
      await this.change({ categories: [category] });
  }

  /** The same 144 bytes again, with another filter or order. */
  async change(filters: Partial<Filters>): Promise<void> {
    this.#dispatch({ type: 'search-changed', filters });
    await this.#search();
  }

  /** The next page of the results. */
  async more(): Promise<void> {
    const { search } = this.state();
    if (search?.stage !== 'done' || search.loadingMore) return;
    this.#dispatch({ type: 'more-asked' });
    await this.#ask(search.hits.length);
  }

  /** Tries again what failed last. */
  async retry(): Promise<void> {
    const { stage, search } = this.state();
    if (stage === 'failed' && this.#picture) await this.#look(this.#picture, this.#freshPhotoSignal());
    else if (search?.error && search.stage === 'done') await this.more();
    else if (search?.description) await this.change({});
    else if (search) await this.describeAs(search.mode);
  }

  /** Repeats what failed for want of a network, unasked. */
  networkReturned(): void {
    const code = this.state().search?.error?.code ?? this.state().error?.code;
    if (code && NEEDS_NETWORK.has(code)) void this.retry();
  }

  /** Back to the empty screen; whatever is under way is dropped. */
  close(): void {
    this.discard(this.#leavePhoto());
    this.#dispatch({ type: 'closed' });
  }

  async #look(picture: Blob, signal: AbortSignal): Promise<void> {
    const { vision } = this.#deps;
    try {
      const opened = await vision.open(picture, signal);
      this.#opened = opened;
      this.#dispatch({ type: 'photo-opened' });
      const items = await vision.detect(opened, signal);
      throwIfLeft(signal);
      this.#dispatch({ type: 'items-found', items, wanted: this.#known });
    } catch (thrown) {
      if (!signal.aborted) this.#failPhoto(thrown);
      return;
    }
    await this.#describe();
  }

  async #describe(): Promise<void> {
    const signal = this.#freshSearchSignal();
    const { targets, selected, search } = this.state();
    const target = targets[selected];
    if (!target || !this.#opened) return;
    const options = { kind: target.kind ?? undefined, mode: search?.mode };
    try {
      const description = await this.#deps.vision.describe(this.#opened, target.box, options, signal);
      const tips = await this.#tipsFor(target.box, description, signal);
      throwIfLeft(signal);
      this.#dispatch({ type: 'described', description, tips });
      this.#remember(target.box, description);
    } catch (thrown) {
      if (!signal.aborted) this.#dispatch({ type: 'search-failed', error: toTongkuanError(thrown, 'RUNTIME_FAILED') });
      return;
    }
    await this.#search();
  }

  /** Measures why something was not recognised well. Without tips it is a search all the same. */
  async #tipsFor(box: Box | null, description: Description, signal: AbortSignal): Promise<readonly Tip[]> {
    if (!this.#opened || !(nothingFound(this.state()) || isUnsure(description))) return [];
    const measured = this.#deps.vision.inspect(this.#opened, box, signal);
    return measured.then(tipsFor, () => []); // the next run meets the same trouble, and tells it
  }

  #remember(box: Box | null, description: Searched['description']): void {
    if (this.#picture) this.#deps.remember({ id: this.#photoId, photo: this.#picture, box, description });
  }

  #search(): Promise<void> {
    return this.#ask(0);
  }

  async #ask(offset: number): Promise<void> {
    const signal = this.#freshSearchSignal();
    const { search } = this.state();
    if (!search?.description) return;
    const { modelKey, vector } = search.description;
    const bytes = encodeVector({ modelKey, components: vector });
    try {
      const response = await this.#deps.search(bytes, queryOf(search, offset), signal);
      throwIfLeft(signal);
      const { pack } = response;
      // another source orders and counts otherwise: its pages do not go on where the other's ended
      if (offset > 0 && (pack === undefined) !== (search.pack === null)) return this.#ask(0);
      if (!pack || pack.sent) this.#dispatch({ type: 'search-sent', bytes: bytes.length });
      this.#dispatch({ type: offset === 0 ? 'search-answered' : 'more-answered', response });
      if (offset === 0) this.#deps.settle([this.#photoId]);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      // Only offline is it certain that nothing left; whoever did not answer may still have listened.
      if (error.code !== 'SEARCH_OFFLINE') this.#dispatch({ type: 'search-sent', bytes: bytes.length });
      this.#dispatch({ type: 'search-failed', error });
      if (offset === 0 && SENT_LATER.has(error.code)) {
        this.#deps.postpone({ id: this.#photoId, vector: bytes, query: queryOf(search, 0) });
      }
    }
  }

  #failPhoto(thrown: unknown): void {
    this.#dispatch({ type: 'photo-failed', error: toTongkuanError(thrown, 'RUNTIME_FAILED') });
  }

  /** Of two photos added one after the other, the later one counts. */
  #freshAddSignal(): AbortSignal {
    this.#addAbort.abort();
    this.#addAbort = new AbortController();
    return this.#addAbort.signal;
  }

  #freshPhotoSignal(): AbortSignal {
    this.#photoAbort.abort();
    this.#photoAbort = new AbortController();
    return this.#photoAbort.signal;
  }

  #freshSearchSignal(): AbortSignal {
    this.#searchAbort.abort();
    this.#searchAbort = new AbortController();
    return this.#searchAbort.signal;
  }

  /** Stops all work on the present photo and frees its pixels in the worker, which opens it again should it be needed. */
  #leavePhoto(): SetAside | null {
    this.#freshAddSignal();
    this.#freshPhotoSignal();
    this.#freshSearchSignal();
    if (this.#opened) this.#deps.vision.release(this.#opened);
    const [state, picture, opened] = [this.state(), this.#picture, this.#opened];
    this.#opened = null;
    this.#picture = null;
    return picture && { state, picture, photoId: this.#photoId, known: this.#known, opened };
  }

  #dispatch(action: FlowAction): void {
    this.set(flow(this.state(), action));
  }
}

/** Names a photo on this device; `crypto.randomUUID` needs https. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

/** What a search is narrowed to, as it goes over the wire. */
export function queryOf({ categories, sort, words, prices: { min, max } }: Filters, offset: number): SearchQuery {
  return {
    ...(categories.length === 0 ? {} : { category: categories }),
    ...(words === '' ? {} : { q: words }),
    ...(min === null ? {} : { minPrice: min }),
    ...(max === null ? {} : { maxPrice: max }),
    sort,
    group: 'offers',
    offset,
    limit: Math.min(LIMIT_DEFAULT, DEPTH_MAX - offset),
  };
}

function isAborted(thrown: unknown): boolean {
  return thrown instanceof TongkuanError && thrown.code === 'ABORTED';
}

function throwIfLeft(signal: AbortSignal): void {
  if (signal.aborted) throw new TongkuanError('ABORTED');
}
