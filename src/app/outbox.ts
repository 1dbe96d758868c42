/** Questions asked without a network: sent later, and what came of them. Knows no React and no browser; storage is passed in. */
import type { ErrorCode } from '#core/errors.ts';
import type { OutboxTopic } from '#core/outbox.ts';
import { Observable } from './observable.ts';
import type { OutboxStore, Outgoing, Question } from './services/outbox-store.ts';

/** A question that found no network. id: of the past search it belongs to. */
export type Postponed = Question & { readonly id: string };

/** Failures after which a question is asked again by itself. */
export const SENT_LATER: ReadonlySet<ErrorCode> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE']);

/** What is on its way, by id of the past search. */
export type OutboxState = ReadonlyMap<string, readonly Outgoing[]>;

export interface OutboxDeps {
  readonly store: OutboxStore;
  /** Shows on the icon of the home screen how many answers are unseen. */
  readonly badge: (count: number) => void;
}

/** A browser without caches has no outbox: nothing here rejects. */
export class Outbox extends Observable<OutboxState> {
  #turn: Promise<void> = Promise.resolve();
  readonly #deps: OutboxDeps;

  constructor(deps: OutboxDeps) {
    super(new Map());
    this.#deps = deps;
    deps.store.watch(() => void this.#inTurn(async () => {}));
  }

  /** Reads what is there, and has sent what waits. */
  readonly send = (): Promise<void> => this.#inTurn(() => this.#deps.store.send());

  readonly postpone = ({ id, ...question }: Postponed): Promise<void> =>
    this.#inTurn(async () => {
      await this.#deps.store.put(id, question);
      await this.#deps.store.send();
    });

  /** These were answered on the page, looked at, or deleted; of one topic or of both. */
  readonly settle = (ids: readonly string[], topic?: OutboxTopic): void => {
    const waits = (outgoing: Outgoing) => !topic || outgoing.topic === topic;
    if (ids.some((id) => this.state().get(id)?.some(waits))) {
      void this.#inTurn(() => this.#deps.store.delete(ids, topic));
    }
  };

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn
      .then(step)
      .then(async () => {
        this.set(byId(await this.#deps.store.list()));
        this.#deps.badge(answered(this.state()));
      })
      .catch(() => {});
    return this.#turn;
  }
}

/** Past searches of which something has been answered and not been looked at. */
export function answered(outbox: OutboxState): number {
  return [...outbox.values()].filter((all) => all.some(({ stage }) => stage === 'answered')).length;
}

function byId(all: readonly Outgoing[]): OutboxState {
  const outbox = new Map<string, Outgoing[]>();
  for (const outgoing of all) outbox.set(outgoing.id, [...(outbox.get(outgoing.id) ?? []), outgoing]);
  return outbox;
}
