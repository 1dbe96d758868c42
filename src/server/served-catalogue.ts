/** What routes ask of the index: which it is, its model, and its numbers, counted once per generation. */
import { TongkuanError } from '#core/errors.ts';
import type { IndexStats } from '#search/vector-index.ts';
import type { ServedIndex, ServedIndexes } from './deps.ts';

export interface Summary {
  /** What was counted; whoever goes on asking it gets answers of one model, also when another comes into force meanwhile. */
  readonly index: ServedIndex;
  readonly stats: IndexStats;
  readonly modelKey: string;
  /** Name of the state that was counted. */
  readonly generation: string;
}

export interface ServedCatalogue {
  /**
   * The index of a model; absent: the one in force.
   * @throws INDEX_MISSING when there is no catalogue or nothing in it, MODEL_MISMATCH
   */
  summary(modelKey?: string): Promise<Summary>;
  /** The one in force, or null instead of INDEX_MISSING. */
  summaryOrNull(): Promise<Summary | null>;
}

interface Counted {
  readonly generation: string;
  readonly summary: Promise<Summary>;
}

async function count(index: ServedIndex, generation: string): Promise<Summary> {
  const stats = await index.stats();
  return { index, stats, modelKey: index.modelKey, generation };
}

export function serveCatalogue(indexes: ServedIndexes): ServedCatalogue {
  const known = new WeakMap<ServedIndex, Counted>();

  function counted(index: ServedIndex, generation: string): Promise<Summary> {
    const before = known.get(index);
    if (before?.generation === generation) return before.summary;
    const summary = count(index, generation);
    known.set(index, { generation, summary });
    summary.catch(() => known.delete(index)); // counted again next time
    return summary;
  }

  async function summary(modelKey?: string): Promise<Summary> {
    const index = await indexes.ofModel(modelKey);
    const found = await counted(index, await index.generation());
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
