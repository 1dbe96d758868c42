/**
 * Starts the endpoint: `npm run serve`, or `bin/tongkuan-server.mjs`. Settings: docs/operations.md.
 *
 *   --check   reads and prints the settings, and ends: 0 when they are valid, 2 when not
 */
import cluster from 'node:cluster';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { AggregatorRegistry } from 'prom-client';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { explainConfig, parseConfig, printable, strangeVariables } from './config.ts';
import { EXIT_UNFIT, runCluster } from './operations/cluster.ts';
import { type InCluster, type Serving, serve } from './operations/serve.ts';
import type { Config } from './operations/settings.ts';
import { ClusterRateStore } from './operations/shared-rate.ts';

function packageVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function readConfig(): Config {
  try {
    return parseConfig(process.env);
  } catch (thrown) {
    return refuse(thrown);
  }
}

/** A setting that is not valid. */
function refuse(thrown: unknown): never {
  console.error(explainConfig(toTongkuanError(thrown).details));
  process.exit(EXIT_UNFIT);
}

function warnOfStrangeVariables(): void {
  for (const { name, meant } of strangeVariables(process.env)) {
    console.error(`Nobody reads ${name}.${meant ? ` Did you mean ${meant}?` : ''}`);
  }
}

function check(config: Config): never {
  console.log(JSON.stringify(printable(config), null, 2));
  if (!existsSync(config.catalogue)) console.error(`There is no catalogue at ${config.catalogue} yet.`);
  process.exit(0);
}

/** Says why it cannot start, and ends. */
function cannotStart(config: Config, thrown: unknown): never {
  if (thrown instanceof TongkuanError) return refuse(thrown);
  const { code, port, address } = thrown as NodeJS.ErrnoException & { port?: number; address?: string };
  console.error(`Cannot listen on ${address ?? config.host}:${port ?? config.port}: ${code ?? thrown}`);
  process.exit(cluster.isWorker ? EXIT_UNFIT : 1);
}

/** The first signal ends in order, a second one at once. */
function endOnSignals(stop: () => Promise<boolean>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      for (const again of ['SIGTERM', 'SIGINT'] as const) process.once(again, () => process.exit(1));
      stop().then(
        (ended) => process.exit(ended ? 0 : 1),
        () => process.exit(1),
      );
    });
  }
}

/** A line of the log by the process above, in the form of its workers'. */
function say(what: string, more: object = {}): void {
  console.log(JSON.stringify({ level: 30, time: Date.now(), msg: what, ...more }));
}

const workersOf = ({ workers }: Config): number => (workers === 'auto' ? availableParallelism() : workers);

function asWorker(config: Config): InCluster {
  return {
    workers: workersOf(config),
    rateStore: ClusterRateStore,
    collect: ({ registry }) => {
      new AggregatorRegistry(); // makes this process answer the one above
      AggregatorRegistry.setRegistries(registry);
    },
  };
}

async function serveHere(config: Config): Promise<Serving> {
  try {
    return await serve(config, packageVersion(), cluster.isWorker ? asWorker(config) : undefined);
  } catch (thrown) {
    return cannotStart(config, thrown);
  }
}

async function serveWithWorkers(config: Config, count: number): Promise<void> {
  const unfit = () => process.exit(1);
  const { started, stop } = runCluster(count, config, say, unfit);
  endOnSignals(() => stop().then(() => true));
  await started.catch((thrown) => cannotStart(config, thrown));
}

const config = readConfig();
if (cluster.isPrimary) warnOfStrangeVariables();
if (process.argv.includes('--check')) check(config);

const count = workersOf(config);
if (cluster.isPrimary && count > 1) {
  await serveWithWorkers(config, count);
  console.log(`Tongkuan is at http://${config.host}:${config.port}, ${count} workers`);
} else {
  const { url, stop } = await serveHere(config);
  endOnSignals(stop);
  if (cluster.isPrimary) console.log(`Tongkuan is at ${url}`);
}
