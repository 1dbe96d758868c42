/** One process that answers: index, app, metrics, and its end. */
import type { Server } from 'node:http';
import { CatalogueReader } from '#search/catalogue-reader.ts';
import { buildApp } from '../app.ts';
import { printable } from '../config.ts';
import { openTenants } from '../tenants.ts';
import { measuredIndex } from './measured-index.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import { probeRegularly } from './probe.ts';
import type { Config } from './settings.ts';
import type { RateStore } from './shared-rate.ts';
import { watchCatalogues } from './watch-catalogues.ts';

/** What a worker of a cluster has from the process above. */
export interface InCluster {
  readonly workers: number;
  readonly rateStore: RateStore;
  /** Lets the process above collect these. */
  collect(metrics: Metrics): void;
}

export interface Serving {
  readonly url: string;
  /** Ends without a failed request. @returns false when some took too long and were cut off */
  stop(): Promise<boolean>;
}

/** @throws USAGE (the list of shops), or what listening throws: the port is taken, the address is not of this machine */
export async function serve(config: Config, version: string, inCluster?: InCluster): Promise<Serving> {
  const metrics = config.metricsPort || inCluster ? createMetrics() : undefined;
  const watched = new CatalogueReader(config.catalogue);
  const index = metrics ? measuredIndex(watched, metrics, '') : watched;
  const tenants = config.tenants ? await openTenants(config.tenants) : [];
  const measured = metrics
    ? tenants.map((each) => ({ ...each, index: measuredIndex(each.index, metrics, each.name) }))
    : tenants;
  const { app, lifecycle, shops } = await buildApp({
    index,
    folder: config.catalogue,
    base: '',
    ...(tenants.length > 0 ? { tenants: measured } : {}),
    dist: config.dist,
    config,
    version,
    ...(metrics ? { metrics } : {}),
    ...(inCluster ? { rateStore: inCluster.rateStore } : {}),
  });
  app.log.info({ settings: printable(config) }, 'settings');
  const url = await app.listen({ port: config.port, host: config.host });
  let metricsServer: Server | undefined;
  let stopProbing: (() => void) | undefined;
  if (metrics) {
    watchCatalogues(metrics, shops);
    // unmeasured, so that probes do not count as questions of shoppers; each worker in its turn
    const every = config.probeMinutes * 60_000 * (inCluster?.workers ?? 1);
    const probed = [{ name: '', index: watched }, ...tenants];
    if (every > 0) stopProbing = probeRegularly(probed, every, metrics);
    if (inCluster) inCluster.collect(metrics);
    else metricsServer = await serveMetrics(metrics.registry, config);
  }

  async function stop(): Promise<boolean> {
    stopProbing?.();
    const ended = await lifecycle.drain();
    await app.close();
    metricsServer?.close();
    metricsServer?.closeAllConnections();
    await Promise.all([watched, ...tenants.map((tenant) => tenant.index)].map((each) => each.close()));
    return ended;
  }
  return { url, stop };
}
