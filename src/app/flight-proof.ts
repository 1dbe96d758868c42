/** Looks at a photo once more, from the start, to show that no network is needed. Knows no React and no browser. */
import type { Box } from '#core/boxes.ts';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Description } from '#core/vision-api.ts';
import { distinctItems } from './best-item.ts';
import { Observable } from './observable.ts';
import type { Vision } from './services/vision-client.ts';

export interface ProvenItem {
  readonly box: Box;
  readonly description: Description;
}

export interface FlightProofState {
  /** interrupted: the network came back meanwhile, so that nothing is shown by it. */
  readonly stage: 'idle' | 'running' | 'done' | 'interrupted' | 'failed';
  /** In the order in which they were named. */
  readonly items: readonly ProvenItem[];
  readonly milliseconds: number;
  /** Requests the page made meanwhile. */
  readonly requests: number;
  readonly error: TongkuanError | null;
}

export interface FlightProofDeps {
  readonly vision: Pick<Vision, 'open' | 'detect' | 'describe' | 'release'>;
  readonly isOnline: () => boolean;
  /** How many requests the page has made so far. */
  readonly requests: () => number;
  readonly now: () => number;
}

/** More names would only take longer to read. */
const NAMED_MOST = 5;
const IDLE: FlightProofState = { stage: 'idle', items: [], milliseconds: 0, requests: 0, error: null };

export class FlightProof extends Observable<FlightProofState> {
  #abort = new AbortController();
  readonly #deps: FlightProofDeps;

  constructor(deps: FlightProofDeps) {
    super(IDLE);
    this.#deps = deps;
  }

  /** Opens, detects and names anew; nothing of what was found before is used. */
  readonly run = async (picture: Blob): Promise<void> => {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { now, requests } = this.#deps;
    const [start, before] = [now(), requests()];
    const change = (more: Partial<FlightProofState>) => {
      if (signal.aborted) return;
      const milliseconds = Math.round(now() - start);
      this.set({ ...this.state(), milliseconds, requests: requests() - before, ...more });
    };
    this.set({ ...IDLE, stage: 'running' });
    try {
      await this.#look(picture, signal, (item) => change({ items: [...this.state().items, item] }));
      change({ stage: 'done' });
    } catch (thrown) {
      const interrupted = thrown === NETWORK_RETURNED;
      change(interrupted ? { stage: 'interrupted' } : { stage: 'failed', error: toTongkuanError(thrown) });
    }
  };

  /** Back to the beginning. */
  readonly stop = (): void => {
    this.#abort.abort();
    this.set(IDLE);
  };

  async #look(picture: Blob, signal: AbortSignal, onItem: (item: ProvenItem) => void): Promise<void> {
    const { vision } = this.#deps;
    const photo = await vision.open(picture, signal);
    try {
      const items = distinctItems(await vision.detect(photo, signal));
      this.#checkOffline();
      for (const { box, kind } of items.slice(0, NAMED_MOST)) {
        const description = await vision.describe(photo, box, { kind }, signal);
        this.#checkOffline();
        onItem({ box, description });
      }
    } finally {
      vision.release(photo);
    }
  }

  #checkOffline(): void {
    if (this.#deps.isOnline()) throw NETWORK_RETURNED;
  }
}

const NETWORK_RETURNED = new TongkuanError('ABORTED', { why: 'the network came back' });
