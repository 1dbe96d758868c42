/** Drives the flow: photo → items → description → search. Knows no React; everything slow is passed in. */
import type { Box } from '#core/boxes.ts';
import { type ErrorCode, TongkuanError, toTongkuanError } from '#core/errors.ts';
import { type Tip, tipsFor } from '#core/photo-quality.ts';
import { categoryOfLabel } from '#core/taxonomy.ts';
import { encodeVector } from '#core/vector.ts';
import type { DescribeMode, Description } from '#core/vision-api.ts';
import { EMPTY, type Filters, type FlowAction, type FlowState, flow, nothingFound } from './flow.ts';
import type { Searched } from './history.ts';
import { isUnsure } from './naming.ts';
import { Observable } from './observable.ts';
import { type Postponed, SENT_LATER } from './outbox.ts';
import { type KnownBefore, PhotoAtHand, type PhotoDeps, type SetAside } from './photo-at-hand.ts';
import { queryOf } from './search-query.ts';
import { throwIfAborted } from './services/guard.ts';
import type { Search } from './services/search-client.ts';
import type { VisionPhoto } from './services/vision-client.ts';

const NEEDS_NETWORK: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'MODEL_FETCH']);

export interface FlowDeps extends PhotoDeps {
  readonly search: Search;
  /** Keeps what was searched on this device. */
  readonly remember: (searched: Searched) => void;
  /** Keeps a search that found no network, to be sent later. */
  readonly postpone: (postponed: Postponed) => void;
  /** The photo's search has been answered here: nothing of it need be sent later. */
  readonly settle: (photoIds: readonly string[]) => void;
}

export class FlowController extends Observable<FlowState> {
  #searchAbort = new AbortController();
  readonly #photo: PhotoAtHand;
  readonly #deps: FlowDeps;

  constructor(deps: FlowDeps) {
    super(EMPTY);
    this.#deps = deps;
    this.#photo = new PhotoAtHand(deps);
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
    const photo = await this.#photo.show(picture);
    const left = this.#leave();
    this.#photo.hold(picture, known);
    this.#dispatch({ type: 'photo-shown', photo });
    return left;
  }

  /** Shows a photo that was set aside as it was left; `proceed` then goes on with it. @returns what was on screen */
  resume(aside: SetAside): SetAside | null {
    const left = this.#leave();
    this.#photo.takeUp(aside);
    this.#dispatch({ type: 'photo-resumed', state: aside.state });
    return left;
  }

  /** Does what is left to do for the photo on screen: all of it, what was interrupted, or nothing. */
  async proceed(): Promise<void> {
    const { stage, search } = this.state();
    if (stage === 'preparing' || stage === 'detecting') await this.#look();
    else if (search?.stage === 'describing') await this.#describe();
    else if (search?.stage === 'searching') await this.#search();
    else this.networkReturned();
  }

  /** The photo on screen, as it was given; null: there is none. */
  picture(): Blob | null {
    return this.#photo.held()?.picture ?? null;
  }

  /** Names the photo on screen on this device, as its past search is named; null: there is none. */
  photoId(): string | null {
    return this.#photo.held()?.photoId ?? null;
  }

  /** Frees a photo that was set aside. */
  discard(aside: SetAside | null): void {
    this.#photo.discard(aside);
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
    if (stage === 'failed') await this.#look();
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
    this.discard(this.#leave());
    this.#dispatch({ type: 'closed' });
  }

  async #look(): Promise<void> {
    try {
      const items = await this.#photo.look(() => this.#dispatch({ type: 'photo-opened' }));
      this.#dispatch({ type: 'items-found', items, wanted: this.#photo.held()?.known });
    } catch (thrown) {
      if (!isAborted(thrown))
        this.#dispatch({ type: 'photo-failed', error: toTongkuanError(thrown, 'RUNTIME_FAILED') });
      return;
    }
    await this.#describe();
  }

  async #describe(): Promise<void> {
    const signal = this.#freshSearchSignal();
    const { targets, selected, search } = this.state();
    const target = targets[selected];
    const opened = this.#photo.held()?.opened;
    if (!target || !opened) return;
    const options = { kind: target.kind ?? undefined, mode: search?.mode };
    try {
      const description = await this.#deps.vision.describe(opened, target.box, options, signal);
      const tips = await this.#tipsFor(opened, target.box, description, signal);
      throwIfAborted(signal);
      this.#dispatch({ type: 'described', description, tips });
      this.#remember(target.box, description);
    } catch (thrown) {
      if (!signal.aborted) this.#dispatch({ type: 'search-failed', error: toTongkuanError(thrown, 'RUNTIME_FAILED') });
      return;
    }
    await this.#search();
  }

  /** Measures why something was not recognised well. Without tips it is a search all the same. */
  async #tipsFor(
    opened: VisionPhoto,
    box: Box | null,
    description: Description,
    signal: AbortSignal,
  ): Promise<readonly Tip[]> {
    if (!nothingFound(this.state()) && !isUnsure(description)) return [];
    const measured = this.#deps.vision.inspect(opened, box, signal);
    return measured.then(tipsFor, () => []); // the next run meets the same trouble, and tells it
  }

  #remember(box: Box | null, description: Searched['description']): void {
    const held = this.#photo.held();
    if (held) this.#deps.remember({ id: held.photoId, photo: held.picture, box, description });
  }

  #search(): Promise<void> {
    return this.#ask(0);
  }

  async #ask(offset: number): Promise<void> {
    const signal = this.#freshSearchSignal();
    const { search } = this.state();
    const id = this.#photo.held()?.photoId;
    if (!search?.description || id === undefined) return;
    const { modelKey, vector } = search.description;
    const bytes = encodeVector({ modelKey, components: vector });
    try {
      const response = await this.#deps.search(bytes, queryOf(search, offset), signal);
      throwIfAborted(signal);
      const { pack } = response;
      // another source orders and counts otherwise: its pages do not go on where the other's ended
      if (offset > 0 && (pack === undefined) !== (search.pack === null)) return this.#ask(0);
      if (!pack || pack.sent) this.#dispatch({ type: 'search-sent', bytes: bytes.length });
      this.#dispatch({ type: offset === 0 ? 'search-answered' : 'more-answered', response });
      if (offset === 0) this.#deps.settle([id]);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      // Only offline is it certain that nothing left; whoever did not answer may still have listened.
      if (error.code !== 'SEARCH_OFFLINE') this.#dispatch({ type: 'search-sent', bytes: bytes.length });
      this.#dispatch({ type: 'search-failed', error });
      if (offset === 0 && SENT_LATER.has(error.code)) {
        this.#deps.postpone({ id, topic: 'search', vector: bytes, query: queryOf(search, 0) });
      }
    }
  }

  #freshSearchSignal(): AbortSignal {
    this.#searchAbort.abort();
    this.#searchAbort = new AbortController();
    return this.#searchAbort.signal;
  }

  /** Stops all work on the present photo. @returns it, as it is left */
  #leave(): SetAside | null {
    this.#freshSearchSignal();
    return this.#photo.leave(this.state());
  }

  #dispatch(action: FlowAction): void {
    this.set(flow(this.state(), action));
  }
}

function isAborted(thrown: unknown): boolean {
  return thrown instanceof TongkuanError && thrown.code === 'ABORTED';
}
