/**
 * One count for each caller over all processes of a cluster: workers ask the process above, which keeps the counts. The
 * class is what `@fastify/rate-limit` takes as its `store`.
 */
import cluster, { type Worker } from 'node:cluster';

/** Counts kept at once; the oldest windows go first, which forgives and never forbids. */
const CALLERS_MAX = 100_000;
/** The process above answers in a fraction of a millisecond, or is gone. */
const ANSWER_MS = 1000;

interface Count {
  current: number;
  readonly endsAt: number;
}
interface Ask {
  readonly type: 'tongkuan:rate';
  readonly id: number;
  readonly caller: string;
  readonly windowMs: number;
}
interface Told {
  readonly type: 'tongkuan:rate';
  readonly id: number;
  readonly current: number;
  readonly ttl: number;
}
type Done = (error: Error | null, result?: { current: number; ttl: number }) => void;

const isOurs = (message: unknown): boolean => (message as { type?: unknown } | null)?.type === 'tongkuan:rate';

/** Fixed windows, one a caller. */
export function rateCounts(now = Date.now) {
  const counts = new Map<string, Count>();
  function dropOldest(): void {
    const [oldest] = counts.keys();
    if (oldest !== undefined) counts.delete(oldest);
  }
  return (caller: string, windowMs: number) => {
    const known = counts.get(caller);
    const count = known && known.endsAt > now() ? known : { current: 0, endsAt: now() + windowMs };
    if (count !== known) {
      counts.delete(caller); // to the end: the map's order is the order of windows
      counts.set(caller, count);
      if (counts.size > CALLERS_MAX) dropOldest();
    }
    count.current++;
    return { current: count.current, ttl: count.endsAt - now() };
  };
}

/** The process above: counts for its workers. */
export function countForWorkers(): void {
  const count = rateCounts();
  cluster.on('message', (worker: Worker, message: Ask) => {
    if (!isOurs(message) || !worker.isConnected()) return;
    const { type, id, caller, windowMs } = message;
    worker.send({ type, id, ...count(caller, windowMs) } satisfies Told);
  });
}

let nextId = 0;
const asked = new Map<number, Done>();

function onTold(message: unknown): void {
  if (!isOurs(message)) return;
  const { id, current, ttl } = message as Told;
  asked.get(id)?.(null, { current, ttl });
}

/** Routes add their stores in the same order in every worker, so that the number says which one it is. */
let stores = 0;

/** A worker's store: asks the process above. */
export class ClusterRateStore {
  readonly #name = stores++;

  constructor() {
    if (!process.listeners('message').includes(onTold)) process.on('message', onTold);
  }

  incr(key: string, done: Done, windowMs: number): void {
    const id = nextId++;
    const timer = setTimeout(() => asked.get(id)?.(new Error('no answer')), ANSWER_MS);
    asked.set(id, (error, result) => {
      clearTimeout(timer);
      asked.delete(id);
      done(error, result);
    });
    const ask: Ask = { type: 'tongkuan:rate', id, caller: `${this.#name} ${key}`, windowMs };
    process.send?.(ask, undefined, {}, (error) => error && asked.get(id)?.(error));
  }

  /** Every route has counts of its own. */
  child(): ClusterRateStore {
    return new ClusterRateStore();
  }
}

export type RateStore = typeof ClusterRateStore;
