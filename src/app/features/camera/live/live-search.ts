/** Describes and searches the thing in the centre: once a thing, however many frames show it. Knows no React. */
import { Observable } from '#app/observable.ts';
import type { Search } from '#app/services/search-client.ts';
import type { FrameVision, VisionPhoto } from '#app/services/vision-client.ts';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { SearchHit } from '#core/search-protocol.ts';
import { encodeVector } from '#core/vector.ts';
import type { Description, Kind } from '#core/vision-api.ts';
import type { Track } from './tracker.ts';

/** Cards of the carousel; the results behind a tap have all. */
const CARDS = 12;
/** Answers kept for when the phone comes back to a thing. */
const KEPT = 8;

/** What is known of one thing. */
export interface LiveMatch {
  readonly trackId: number;
  readonly kind: Kind;
  readonly description: Description;
  readonly stage: 'searching' | 'done' | 'failed';
  readonly hits: readonly SearchHit[];
  /** Products there are in its category. */
  readonly total: number;
  /** Similarity of the nearest product; null while there is none. */
  readonly nearest: number | null;
  readonly error: TongkuanError | null;
  /** Of the request for it; 0 while nothing left. */
  readonly bytesSent: number;
}

const UNANSWERED = { stage: 'searching', hits: [], total: 0, nearest: null, error: null, bytesSent: 0 } as const;

export class LiveSearch extends Observable<LiveMatch | null> {
  readonly #vision: FrameVision;
  readonly #search: Search;
  readonly #known = new Map<number, LiveMatch>();
  #abort = new AbortController();

  constructor(vision: FrameVision, search: Search) {
    super(null);
    this.#vision = vision;
    this.#search = search;
  }

  /**
   * The phone holds still on this thing, which the frame shows. Resolves once the frame is no longer needed; the answer comes later.
   * @throws PHOTO_UNKNOWN, RUNTIME_FAILED, ABORTED…
   */
  async settle(track: Track, frame: VisionPhoto, signal: AbortSignal): Promise<void> {
    if (this.state()?.trackId === track.id) return;
    const known = this.#known.get(track.id);
    if (known?.stage === 'searching') void this.#ask(known);
    else if (known) this.set(known);
    if (known) return;
    const { kind } = track;
    const description = await this.#vision.describe(frame, track.seen, { kind }, signal);
    if (!signal.aborted) void this.#ask({ ...UNANSWERED, trackId: track.id, kind, description });
  }

  /** Asks again for the present thing. */
  retry(): void {
    const match = this.state();
    if (match?.stage === 'failed') void this.#ask({ ...match, ...UNANSWERED });
  }

  /** Track ids start again: nothing that was known belongs to them. What is shown stays. */
  forget(): void {
    this.#abort.abort();
    this.#known.clear();
    const match = this.state();
    if (match) this.set(match.stage === 'searching' ? null : { ...match, trackId: 0 });
  }

  async #ask(match: LiveMatch): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { modelKey, vector, category } = match.description;
    const bytes = encodeVector({ modelKey, components: vector });
    this.#keep(match);
    try {
      const query = { category: [category], sort: 'similarity', limit: CARDS } as const;
      const { hits, total, nearest, pack } = await this.#search(bytes, query, signal);
      if (signal.aborted) return;
      const bytesSent = pack?.sent === false ? 0 : bytes.length; // a travel pack answered
      this.#keep({ ...match, stage: 'done', hits, total, nearest, bytesSent });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toTongkuanError(thrown, 'SEARCH_UNREACHABLE');
      // Only offline is it certain that nothing left.
      const bytesSent = error.code === 'SEARCH_OFFLINE' ? 0 : bytes.length;
      this.#keep({ ...match, stage: 'failed', error, bytesSent });
    }
  }

  #keep(match: LiveMatch): void {
    this.#known.delete(match.trackId);
    this.#known.set(match.trackId, match);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    this.set(match);
  }
}
