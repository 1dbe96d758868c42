/** Builds and recognises the structure of a collection. */
import { readFileSync } from 'node:fs';
import { type ZVecCollection, ZVecIndexType, ZVecMetricType } from '@zvec/zvec';
import { type Structure, structureFor } from './structure.ts';
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

function build(collection: ZVecCollection, structure: Structure): void {
  const metricType = ZVecMetricType.COSINE;
  const fieldName = FIELDS.vector;
  if (structure.kind === 'exact') {
    collection.createIndexSync({ fieldName, indexParams: { indexType: ZVecIndexType.FLAT, metricType } });
    return;
  }
  const indexType = structure.kind === 'ivf' ? ZVecIndexType.IVF : ZVecIndexType.IVF_RABITQ;
  collection.createIndexSync({ fieldName, indexParams: { indexType, metricType, nList: structure.lists } });
}

/** One list of everything: what it finds is exact, too. */
const BETWEEN = { kind: 'ivf', lists: 1 } as const;

function same(a: Structure, b: Structure): boolean {
  return a.kind === b.kind && (a.kind === 'exact' || (b.kind !== 'exact' && a.lists === b.lists));
}

/**
 * Merges segments and builds the structure that fits the number of products, unless it is there already. An exact one is
 * always built anew, by way of another: each writer leaves a file of vectors behind, and only building merges them.
 */
export async function restructure(collection: ZVecCollection, rabitq: boolean): Promise<void> {
  await collection.optimize();
  const wanted = structureFor(collection.stats.docCount, rabitq);
  if (wanted.kind !== 'exact' && same(currentStructure(collection), wanted)) return;
  if (same(currentStructure(collection), wanted)) build(collection, BETWEEN);
  build(collection, wanted);
}
