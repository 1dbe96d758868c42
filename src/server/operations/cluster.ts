/**
 * The process above its workers. They share the port and, each read-only, the index; what is mapped of it is in memory once. One
 * that dies is replaced, later and later while that keeps happening; SIGHUP replaces them one by one, each only once its
 * successor listens.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterMetrics } from './cluster-metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import type { Config } from './settings.ts';
import { countForWorkers } from './shared-rate.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A worker that lived so long did not die of its start. */
const SOUND_MS = 60_000;
/** Opening a large index takes seconds. */
const START_MS = 120_000;
/** Added to what workers may take to end, before they are killed. */
const GRACE_MS = 5000;
/** Settings that are not valid, a port that is taken: another try would end the same way. */
export const EXIT_UNFIT = 2;

export interface Cluster {
  /** Once every worker listens. Rejects with what listening on the metrics port threw. */
  readonly started: Promise<void>;
  /** Ends all workers without a failed request. */
  stop(): Promise<void>;
}

type Say = (what: string, more?: object) => void;

const workersNow = (): Worker[] => Object.values(cluster.workers ?? {}).filter((each) => each !== undefined);

/** True once it listens; false when it ended before, or took too long and was killed. */
function listens(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => worker.process.kill('SIGKILL'), START_MS);
    const done = (answer: boolean) => () => {
      clearTimeout(late);
      resolve(answer);
    };
    worker.once('listening', done(true));
    worker.once('exit', done(false));
  });
}

/** @param count how many workers @param unfit told when workers can never start */
export function runCluster(count: number, config: Config, say: Say, unfit: () => void): Cluster {
  const metrics = clusterMetrics(() => workersNow().filter((worker) => worker.isConnected()).length);
  const bornAt = new WeakMap<Worker, number>();
  const leaving = new WeakSet<Worker>();
  let stopping = false;
  let pauseMs = FIRST_PAUSE_MS;
  let everListened = false;
  let restarting = false;
  let metricsServer: Server | undefined;
  countForWorkers();

  async function start(): Promise<void> {
    if (await listens(cluster.fork())) everListened = true;
  }

  async function replace(worker: Worker, code: number): Promise<void> {
    metrics.died();
    if (!everListened && code === EXIT_UNFIT) return unfit();
    pauseMs = Date.now() - (bornAt.get(worker) ?? 0) > SOUND_MS ? FIRST_PAUSE_MS : pauseMs;
    say('a worker ended and is replaced', { pid: worker.process.pid, code, pauseMs });
    await sleep(pauseMs);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    if (!stopping) await start();
  }

  cluster.on('fork', (worker) => bornAt.set(worker, Date.now()));
  cluster.on('exit', (worker, code) => {
    if (!stopping && !leaving.has(worker)) void replace(worker, code);
  });

  async function leave(worker: Worker): Promise<void> {
    leaving.add(worker);
    if (worker.isDead()) return;
    const gone = once(worker, 'exit');
    worker.process.kill('SIGTERM');
    const patience = (config.drainSeconds + config.shutdownSeconds) * 1000 + GRACE_MS;
    const timer = setTimeout(() => worker.process.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(timer);
  }

  async function restart(): Promise<void> {
    for (const old of workersNow()) {
      const successor = cluster.fork();
      leaving.add(successor); // one that does not start is not replaced: the old one stays
      if (!(await listens(successor))) return say('the new workers do not start; the old ones go on');
      leaving.delete(successor);
      await leave(old);
    }
    say('all workers were replaced');
  }

  process.on('SIGHUP', () => {
    if (stopping || restarting) return;
    restarting = true;
    void restart().finally(() => {
      restarting = false;
    });
  });

  async function begin(): Promise<void> {
    if (config.metricsPort) metricsServer = await serveMetrics(metrics, config);
    await Promise.all(Array.from({ length: count }, start));
  }

  async function stop(): Promise<void> {
    stopping = true;
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    await Promise.all(workersNow().map(leave));
  }

  return { started: begin(), stop };
}
