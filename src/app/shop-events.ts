/** What the shopper was shown and tapped, told to the shop if, and as long as, that was chosen. Knows no React. */
import { EVENTS_MAX, type EventType } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import type { SendEvents, ShopEvent } from './services/events-client.ts';
import type { Notes } from './services/notes.ts';

export interface ShopEventsState {
  readonly on: boolean;
  /** How many left since the page was opened. */
  readonly sent: number;
}

export interface ShopEventsDeps {
  readonly send: SendEvents;
  readonly notes: Notes;
  readonly now: () => number;
}

/** A product as it stands in the results. */
export interface Placed {
  readonly productId: string;
  readonly category: number;
  /** From 0. */
  readonly position: number;
}

const NOTE = 'events';
const ON = 'on';
/** Some at a time: a request each would keep a phone's radio awake. */
const WAIT_MS = 10_000;

export class ShopEvents extends Observable<ShopEventsState> {
  #waiting: ShopEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The shop said that it takes no events. */
  #unwanted = false;
  readonly #deps: ShopEventsDeps;

  constructor(deps: ShopEventsDeps) {
    super({ on: deps.notes.read(NOTE) === ON, sent: 0 });
    this.#deps = deps;
  }

  /** Switched off, nothing leaves any more: what waits is thrown away. */
  readonly choose = (on: boolean): void => {
    this.#deps.notes.write(NOTE, on ? ON : null);
    if (!on) this.#drop();
    this.set({ ...this.state(), on });
  };

  readonly record = (type: EventType, placed: Placed): void => {
    if (!this.state().on || this.#unwanted) return;
    this.#waiting.push({ type, ...placed, at: hourOf(this.#deps.now()) });
    if (this.#waiting.length >= EVENTS_MAX) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS);
  };

  /** Sends what waits; called when the page goes out of sight. */
  readonly flush = async (): Promise<void> => {
    const events = this.#drop();
    const withdrawn = this.#deps.notes.read(NOTE) !== ON; // perhaps in another tab
    if (withdrawn && this.state().on) this.set({ ...this.state(), on: false });
    if (withdrawn || events.length === 0) return;
    const sending = await this.#deps.send(events);
    if (sending === 'unwanted') this.#unwanted = true;
    if (sending === 'sent') this.set({ ...this.state(), sent: this.state().sent + events.length });
  };

  #drop(): ShopEvent[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const dropped = this.#waiting;
    this.#waiting = [];
    return dropped;
  }
}

/** Finer times would tell shoppers apart. */
function hourOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 13)}:00:00Z`;
}
