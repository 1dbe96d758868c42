/** What `/metrics` tells of each shop's index and imports, looked up whenever it is asked. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServedShop } from '../deps.ts';
import type { Summary } from '../served-catalogue.ts';
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

function tellOfIndex({ index }: Metrics, shop: string, summary: Summary | null, published: number | undefined): void {
  index.open.set({ shop }, summary ? 1 : 0);
  index.products.set({ shop }, summary?.stats.products ?? 0);
  if (!summary) return;
  index.info.set({ shop, structure: summary.stats.structure, model: summary.modelKey }, 1);
  if (published !== undefined) index.age.set({ shop }, (Date.now() - published) / 1000);
}

/** @returns what tells of the shop's index; everything that takes time has been done before */
async function lookAtIndex(metrics: Metrics, { name, catalogue, folder }: ServedShop): Promise<() => void> {
  const summary = await catalogue.summaryOrNull().catch(() => null);
  const published = await publishedAt(folder);
  return () => tellOfIndex(metrics, name, summary, published);
}

async function lookAtImport({ importing }: Metrics, { name: shop, folder }: ServedShop): Promise<void> {
  const state = await readImport(folder);
  importing.running.set({ shop }, state?.running ? 1 : 0);
  if (!state) return;
  importing.done.set({ shop }, state.done);
  importing.total.set({ shop }, state.total);
  importing.failed.set({ shop }, state.failed);
  importing.updated.set({ shop }, state.updatedAt / 1000);
}

/** The shop of TONGKUAN_CATALOGUE need not be there where other shops are. */
function inUse(shops: readonly ServedShop[]): readonly ServedShop[] {
  return shops.filter(({ name, folder }) => shops.length === 1 || name !== '' || existsSync(folder));
}

/** Fills the metrics of indexes and imports whenever they are asked for. */
export function watchCatalogues(metrics: Metrics, shops: readonly ServedShop[]): void {
  metrics.registry.before.push(
    async () => {
      const tell = await Promise.all(inUse(shops).map((shop) => lookAtIndex(metrics, shop)));
      for (const gauge of Object.values(metrics.index)) gauge.reset(); // of what is no more
      for (const each of tell) each();
    },
    () => Promise.all(inUse(shops).map((shop) => lookAtImport(metrics, shop))),
  );
}
