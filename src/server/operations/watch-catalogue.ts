/** What `/metrics` tells of the index and of imports, looked up whenever it is asked. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServedCatalogue } from '../served-catalogue.ts';
import { readImport } from './import-progress.ts';
import type { Metrics } from './metrics.ts';

/** When the newest snapshot was published; a catalogue may have an index for each of its models. */
async function publishedAt(folder: string): Promise<number | undefined> {
  const indexes = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('index'));
  const times = indexes.map((name) =>
    stat(join(folder, name, 'current')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return Math.max(0, ...(await Promise.all(times))) || undefined;
}

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
    const published = await publishedAt(folder);
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
