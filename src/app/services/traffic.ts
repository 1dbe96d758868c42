/** Counts what the page asks of the network: as the browser sees it, and as the page knows it. */
import { Observable } from '#app/observable.ts';

/** Since the page was opened. */
export interface Traffic {
  /** Requests of the page as the browser counts them, those answered from this device among them. */
  readonly all: number;
  /** Of these, to other sites. */
  readonly foreign: number;
  readonly searches: number;
  /** Sent with the searches. */
  readonly bytes: number;
}

const NONE: Traffic = { all: 0, foreign: 0, searches: 0, bytes: 0 };

export class TrafficCounter extends Observable<Traffic> {
  readonly #origin: string;

  constructor(origin: string) {
    super(NONE);
    this.#origin = origin;
  }

  /** Counts what the browser tells of, from the first request on. */
  watch(): void {
    if (!('PerformanceObserver' in globalThis)) return;
    const observer = new PerformanceObserver((list) => this.saw(list.getEntries().map(({ name }) => name)));
    observer.observe({ type: 'resource', buffered: true });
  }

  /** @param addresses of requests; pictures shown from memory make none */
  saw(addresses: readonly string[]): void {
    const urls = addresses.map((address) => new URL(address, this.#origin)).filter(isRequest);
    if (urls.length === 0) return;
    const { all, foreign } = this.state();
    const others = urls.filter(({ origin }) => origin !== this.#origin).length;
    this.set({ ...this.state(), all: all + urls.length, foreign: foreign + others });
  }

  /** The same `fetch`, whose bodies of bytes are counted as searches. */
  counting(send: typeof fetch): typeof fetch {
    return (input, init) => {
      const body = init?.body;
      if (body instanceof Uint8Array) {
        const { searches, bytes } = this.state();
        this.set({ ...this.state(), searches: searches + 1, bytes: bytes + body.byteLength });
      }
      return send(input, init);
    };
  }
}

function isRequest({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}
