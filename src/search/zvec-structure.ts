/** Builds and recognises the structure of a collection. */
import { readFileSync } from 'node:fs';
import { type ZVecCollection, ZVecIndexType, ZVecMetricType } from '@zvec/zvec';
import { type Structure, structureFor } from './structure.ts';
import { FIELDS, guarded } from './zvec-engine.ts';

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

/** Merges segments and builds the structure that fits the number of products, unless it is there already. */
export async function restructure(collection: ZVecCollection, rabitq: boolean): Promise<void> {
  await collection.optimize();
  const wanted = structureFor(collection.stats.docCount, rabitq);
  const has = currentStructure(collection);
  const same =
    has.kind === wanted.kind && (has.kind === 'exact' || (wanted.kind !== 'exact' && has.lists === wanted.lists));
  if (!same) guarded(() => build(collection, wanted));
}
