/** What `/metrics` tells of the index and of imports, looked up whenever it is asked. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServedCatalogue } from '../served-catalogue.ts';
import { readImport } from './import-progress.ts';
import type { Metrics } from './metrics.ts';

const modified = async (path: string): Promise<number> => (await stat(path)).mtimeMs;

/** Fills the metrics of index and import whenever they are asked for. */
export function watchCatalogue(metrics: Metrics, catalogue: ServedCatalogue, folder: string): void {
  const { index, importing } = metrics;
  async function lookAtIndex(): Promise<void> {
    const summary = await catalogue.summaryOrNull().catch(() => null);
    index.open.set(summary ? 1 : 0);
    index.products.set(summary?.stats.products ?? 0);
    index.info.reset();
    if (!summary) return;
    index.info.set({ structure: summary.stats.structure, model: summary.modelKey }, 1);
    const published = await modified(join(folder, 'index', 'current')).catch(() => undefined);
    if (published !== undefined) index.age.set((Date.now() - published) / 1000);
  }

  async function lookAtImport(): Promise<void> {
    const state = await readImport(folder);
    importing.running.set(state?.running ? 1 : 0);
    if (!state) return;
    importing.done.set(state.done);
    importing.total.set(state.total);
    importing.failed.set(state.failed);
    importing.updated.set(state.updatedAt / 1000);
  }

  metrics.registry.before.push(lookAtIndex, lookAtImport);
}
