/** Builds and recognises the structure of a collection. */
import { readFileSync } from 'node:fs';
import { type ZVecCollection, ZVecIndexType, ZVecMetricType } from '@zvec/zvec';
import { EXACT_BELOW, type Structure, structureFor, structureName } from './structure.ts';
import { FIELDS } from './zvec-engine.ts';

/** RaBitQ runs on Linux x64 with AVX2 only. */
export function canRabitq(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    return /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return false;
  }
}

/** The structure a collection has now. */
export function currentStructure(collection: ZVecCollection): Structure {
  const params = collection.schema.vector(FIELDS.vector).indexParams as
    | { indexType?: number; nList?: number }
    | undefined;
  if (params?.indexType === ZVecIndexType.IVF) return { kind: 'ivf', lists: params.nList ?? 1 };
  if (params?.indexType === ZVecIndexType.IVF_RABITQ) return { kind: 'ivf-rabitq', lists: params.nList ?? 1 };
  return { kind: 'exact' };
}

/**
 * True while a quantised structure that fits the size is in force, and what was put in since is little enough to be compared one
 * by one. An exact one is never: each writer leaves a file of vectors behind, and only a copy merges them.
 */
export function isInForm(collection: ZVecCollection, rabitq: boolean): boolean {
  const { docCount, indexCompleteness } = collection.stats;
  const wanted = structureFor(docCount, rabitq);
  if (wanted.kind === 'exact' || structureName(wanted) !== structureName(currentStructure(collection))) return false;
  return (1 - (indexCompleteness[FIELDS.vector] ?? 0)) * docCount < EXACT_BELOW;
}

/**
 * Merges what was written into one segment and builds the structure that fits the number of products. Only for a collection
 * in which nothing was overwritten or deleted yet: see `work.ts`.
 */
export async function buildStructure(collection: ZVecCollection, rabitq: boolean): Promise<void> {
  await collection.optimize();
  const wanted = structureFor(collection.stats.docCount, rabitq);
  if (wanted.kind === 'exact') return; // what a collection begins with
  const indexType = wanted.kind === 'ivf' ? ZVecIndexType.IVF : ZVecIndexType.IVF_RABITQ;
  const indexParams = { indexType, metricType: ZVecMetricType.COSINE, nList: wanted.lists };
  collection.createIndexSync({ fieldName: FIELDS.vector, indexParams });
}
