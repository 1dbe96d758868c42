/** What is measured while the endpoint runs, for Prometheus. Names and labels are documented in docs/operations.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from '../deps.ts';
import { withoutBase } from '../tenants.ts';

/**
 * Name of a shop; empty: the one of TONGKUAN_CATALOGUE. Histograms are of all shops together: of each they would be hundreds of
 * series.
 */
const SHOP = 'shop';

/** From a cached page file to a search on a machine that is much too small. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** A registry that looks things up before it tells of them. */
class LookingRegistry extends Registry {
  /** What looks. */
  readonly before: (() => unknown)[] = [];

  override async metrics(): Promise<string> {
    await Promise.all(this.before.map((look) => look()));
    return super.metrics();
  }

  override async getMetricsAsJSON(): ReturnType<Registry['getMetricsAsJSON']> {
    await Promise.all(this.before.map((look) => look()));
    return super.getMetricsAsJSON();
  }
}

/** Metrics of one process; a cluster's are added up by the process above (`metrics-server.ts`). */
export function createMetrics() {
  const registry = new LookingRegistry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Counter<L>({ name: `tongkuan_${name}`, help, labelNames, registers });
  const gauge = <L extends string = never>(
    name: string,
    help: string,
    aggregator: 'sum' | 'max' | 'min',
    labelNames: L[] = [],
  ) => new Gauge<L>({ name: `tongkuan_${name}`, help, labelNames, aggregator, registers });
  const seconds = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram<L>({ name: `tongkuan_${name}_seconds`, help, labelNames, buckets: SECONDS, registers });

  return {
    registry,
    requests: seconds('http_request', 'Time from a request to the end of its answer', ['method', 'route', 'status']),
    engine: seconds('engine', 'Time of one question to the index, waiting for a core included', ['question']),
    engineQueue: gauge('engine_queue', 'Questions the index has in hand or waiting', 'sum', [SHOP]),
    inFlight: gauge('http_in_flight', 'API requests in hand', 'sum'),
    shed: counter('http_shed_total', 'Requests refused with OVERLOADED', ['reason']),
    rateLimited: counter('http_rate_limited_total', 'Requests refused with RATE_LIMITED'),
    draining: gauge('draining', 'Processes that are ending', 'sum'),
    index: {
      open: gauge('index_open', '1 while there is an index to search', 'min', [SHOP]),
      products: gauge('index_products', 'Products in the index', 'max', [SHOP]),
      age: gauge('index_snapshot_age_seconds', 'Time since the snapshot that is served was published', 'max', [SHOP]),
      info: gauge('index_info', 'How the index is built, 1', 'max', [SHOP, 'structure', 'model']),
    },
    probe: {
      recall: gauge('recall_probe', 'Share of the exact nearest 10 that the index finds', 'min', [SHOP, 'k']),
      time: gauge('recall_probe_time_seconds', 'When that was measured, as Unix time', 'max', [SHOP]),
      failed: counter('recall_probe_failed_total', 'Probes that ended in an error', [SHOP]),
    },
    importing: {
      running: gauge('import_running', '1 while an import is at work', 'max', [SHOP]),
      done: gauge('import_records_done', 'Records the running or last import has dealt with', 'max', [SHOP]),
      total: gauge('import_records_total', 'Records of its feed, as far as known', 'max', [SHOP]),
      failed: gauge('import_records_failed', 'Records it left out', 'max', [SHOP]),
      updated: gauge('import_time_seconds', 'When it last told of itself, as Unix time', 'max', [SHOP]),
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Measures every request by its route's pattern: addresses themselves name products. Shops are counted together. */
export function measureRequests(app: App, { requests, rateLimited }: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = withoutBase(request.routeOptions.url ?? 'unknown');
    const status = String(reply.statusCode);
    requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    if (reply.statusCode === 429) rateLimited.inc();
  });
}
