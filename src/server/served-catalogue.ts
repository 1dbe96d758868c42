/** What routes ask of the index: its model, and its numbers, counted once per generation. */
import { TongkuanError } from '#core/errors.ts';
import type { IndexStats } from '#search/vector-index.ts';
import type { ServedIndex } from './deps.ts';

export interface Summary {
  readonly stats: IndexStats;
  readonly modelKey: string;
  /** Name of the state that was counted. */
  readonly generation: string;
}

export interface ServedCatalogue {
  /** @throws INDEX_MISSING when there is no catalogue or nothing in it */
  summary(): Promise<Summary>;
  /** The same, or null instead of INDEX_MISSING. */
  summaryOrNull(): Promise<Summary | null>;
}

export function serveCatalogue(index: ServedIndex): ServedCatalogue {
  let known: { generation: string; summary: Promise<Summary> } | undefined;

  async function summary(): Promise<Summary> {
    const generation = await index.generation();
    if (known?.generation !== generation) {
      known = { generation, summary: index.stats().then((stats) => ({ stats, modelKey: index.modelKey, generation })) };
      known.summary.catch(() => {
        known = undefined; // counted again next time
      });
    }
    const found = await known.summary;
    if (found.stats.products === 0) throw new TongkuanError('INDEX_MISSING');
    return found;
  }

  async function summaryOrNull(): Promise<Summary | null> {
    try {
      return await summary();
    } catch (thrown) {
      if (thrown instanceof TongkuanError && thrown.code === 'INDEX_MISSING') return null;
      throw thrown;
    }
  }

  return { summary, summaryOrNull };
}
