/** Metrics of a cluster: those of its workers added up, and what the process above knows of them. */
import { AggregatorRegistry, Counter, Gauge, type PrometheusContentType } from 'prom-client';
import type { MetricsSource } from './metrics-server.ts';

export interface ClusterMetrics extends MetricsSource {
  /** Told of every worker that ended unasked. */
  died(): void;
}

export function clusterMetrics(connected: () => number): ClusterMetrics {
  const aggregator = new AggregatorRegistry<PrometheusContentType>();
  const registers = [aggregator];
  new Gauge({
    name: 'tongkuan_workers',
    help: 'Workers that are connected',
    registers,
    collect() {
      this.set(connected());
    },
  });
  const died = new Counter({ name: 'tongkuan_workers_died_total', help: 'Workers that ended unasked', registers });
  return {
    contentType: aggregator.contentType,
    metrics: async () => `${await aggregator.clusterMetrics()}\n${await aggregator.metrics()}`,
    died: () => died.inc(),
  };
}
