/** Searches made without a network: sent later, and what came of them. Knows no React and no browser; storage is passed in. */
import type { SearchQuery } from '#core/search-protocol.ts';
import { Observable } from './observable.ts';
import type { OutboxStore, Outgoing } from './services/outbox-store.ts';

/** A search that was made without a network. id: of the past search it belongs to. */
export interface Postponed {
  readonly id: string;
  readonly vector: Uint8Array<ArrayBuffer>;
  readonly query: SearchQuery;
}

export interface OutboxDeps {
  readonly store: OutboxStore;
  /** Shows on the icon of the home screen how many answers are unseen. */
  readonly badge: (count: number) => void;
}

/** By id of the past search. A browser without caches has no outbox: nothing here rejects. */
export class Outbox extends Observable<ReadonlyMap<string, Outgoing>> {
  #turn: Promise<void> = Promise.resolve();
  readonly #deps: OutboxDeps;

  constructor(deps: OutboxDeps) {
    super(new Map());
    this.#deps = deps;
    deps.store.watch(() => void this.#inTurn(async () => {}));
  }

  /** Reads what is there, and has sent what waits. */
  readonly send = (): Promise<void> => this.#inTurn(() => this.#deps.store.send());

  readonly postpone = ({ id, vector, query }: Postponed): Promise<void> =>
    this.#inTurn(async () => {
      await this.#deps.store.put(id, vector, query);
      await this.#deps.store.send();
    });

  /** These were answered on the page, looked at, or deleted. */
  readonly settle = (ids: readonly string[]): void => {
    if (ids.some((id) => this.state().has(id))) void this.#inTurn(() => this.#deps.store.delete(ids));
  };

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn
      .then(step)
      .then(async () => {
        const entries = await this.#deps.store.list();
        this.set(new Map(entries.map((entry) => [entry.id, entry])));
        this.#deps.badge(answered(this.state()));
      })
      .catch(() => {});
    return this.#turn;
  }
}

/** How many have been answered and not been looked at. */
export function answered(outbox: ReadonlyMap<string, Outgoing>): number {
  return [...outbox.values()].filter(({ stage }) => stage === 'answered').length;
}
