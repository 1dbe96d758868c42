/** Drives the flow: photo → items → description → search. Knows no React; everything slow is passed in. */
import type { Box } from '#core/boxes.ts';
import { type ErrorCode, TongkuanError, toTongkuanError } from '#core/errors.ts';
import { LIMIT_DEFAULT, type SearchQuery } from '#core/search-protocol.ts';
import { encodeVector } from '#core/vector.ts';
import type { DescribeMode, Description } from '#core/vision-api.ts';
import { EMPTY, type Filters, type FlowAction, type FlowState, flow, type PhotoView } from './flow.ts';
import type { Searched } from './history.ts';
import { Observable } from './observable.ts';
import type { Search } from './services/search-client.ts';
import type { Vision, VisionPhoto } from './services/vision-client.ts';

const NEEDS_NETWORK: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'MODEL_FETCH']);

export interface FlowDeps {
  readonly vision: Vision;
  readonly search: Search;
  readonly check: (photo: Blob) => Blob;
  readonly show: (photo: Blob) => Promise<PhotoView>;
  readonly hide: (photo: PhotoView) => void;
  /** Keeps what was searched on this device. */
  readonly remember: (searched: Searched) => void;
}

/** A photo that was searched before: its id and the region to choose. */
export interface Again {
  readonly id: string;
  readonly box: Box | null;
}

export class FlowController extends Observable<FlowState> {
  #picture: Blob | null = null;
  #again: Again | undefined;
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
   * Shows a photo, finds what is in it and searches the most prominent item. One that cannot be shown is refused, and what is
   * on screen stays.
   */
  async addPhoto(picture: Blob, again?: Again): Promise<void> {
    const adding = this.#freshAddSignal();
    let photo: PhotoView;
    try {
      photo = await this.#deps.show(this.#deps.check(picture));
    } catch (thrown) {
      if (!adding.aborted) this.reject(thrown);
      return;
    }
    if (adding.aborted) return this.#deps.hide(photo);
    this.#leavePhoto();
    this.#picture = picture;
    this.#again = again;
    this.#photoId = again?.id ?? newId();
    this.#dispatch({ type: 'photo-shown', photo });
    await this.#look(picture, this.#photoAbort.signal);
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
    this.#leavePhoto();
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
      this.#dispatch({ type: 'items-found', items, wanted: this.#again?.box });
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
      throwIfLeft(signal);
      this.#dispatch({ type: 'described', description });
      this.#remember(target.box, description);
    } catch (thrown) {
      if (!signal.aborted) this.#dispatch({ type: 'search-failed', error: toTongkuanError(thrown, 'RUNTIME_FAILED') });
      return;
    }
    await this.#search();
  }

  #remember(box: Box | null, description: Description): void {
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
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      // Only offline is it certain that nothing left; whoever did not answer may still have listened.
      if (error.code !== 'SEARCH_OFFLINE') this.#dispatch({ type: 'search-sent', bytes: bytes.length });
      this.#dispatch({ type: 'search-failed', error });
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

  /** Stops all work on the present photo and frees it, on screen and in the worker. */
  #leavePhoto(): void {
    this.#freshAddSignal();
    this.#freshPhotoSignal();
    this.#freshSearchSignal();
    if (this.#opened) this.#deps.vision.release(this.#opened);
    const { photo } = this.state();
    if (photo) this.#deps.hide(photo);
    this.#opened = null;
    this.#picture = null;
  }

  #dispatch(action: FlowAction): void {
    this.set(flow(this.state(), action));
  }
}

/** Names a photo on this device; `crypto.randomUUID` needs https. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

function queryOf({ categories, sort, prices: { min, max } }: Filters, offset: number): SearchQuery {
  return {
    ...(categories.length === 0 ? {} : { category: categories }),
    ...(min === null ? {} : { minPrice: min }),
    ...(max === null ? {} : { maxPrice: max }),
    sort,
    offset,
    limit: LIMIT_DEFAULT,
  };
}

function throwIfLeft(signal: AbortSignal): void {
  if (signal.aborted) throw new TongkuanError('ABORTED');
}
