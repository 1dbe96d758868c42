/** The door to zvec: opening and creating collections, its settings, and its errors turned into coded ones. */
import {
  isZVecError,
  type ZVecCollection,
  ZVecCollectionSchema,
  ZVecCreateAndOpen,
  ZVecDataType,
  ZVecIndexType,
  ZVecInitialize,
  ZVecLogLevel,
  ZVecMetricType,
  ZVecOpen,
} from '@zvec/zvec';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';
import { VECTOR_DIM } from '#core/vector.ts';

/** Names of the fields, as filters and queries spell them. */
export const FIELDS = {
  vector: 'vector',
  category: 'category',
  price: 'price',
  group: 'group',
  seller: 'seller',
  stock: 'stock',
  gtin: 'gtin',
  view: 'view',
  id: 'product',
  contentHash: 'hash',
  document: 'document',
} as const;

export type { ZVecCollection };

let initialised = false;

/** zvec takes its settings once per process. */
function initialise(): void {
  if (initialised) return;
  initialised = true;
  ZVecInitialize({
    logLevel: ZVecLogLevel.FATAL, // what matters is thrown, and zvec's log would spoil the command line's output
    bruteForceByKeysRatio: 0, // with zvec's default, narrow filters fail on IVF structures
  });
}

function schema(): ZVecCollectionSchema {
  const inverted = { indexType: ZVecIndexType.INVERT } as const;
  return new ZVecCollectionSchema({
    name: 'products',
    vectors: {
      name: FIELDS.vector,
      dataType: ZVecDataType.VECTOR_FP32,
      dimension: VECTOR_DIM,
      // COSINE, because scores of other metrics differ between quantised and fresh segments
      indexParams: { indexType: ZVecIndexType.FLAT, metricType: ZVecMetricType.COSINE },
    },
    fields: [
      { name: FIELDS.category, dataType: ZVecDataType.INT64, indexParams: inverted },
      { name: FIELDS.price, dataType: ZVecDataType.INT64, indexParams: inverted },
      { name: FIELDS.group, dataType: ZVecDataType.STRING, nullable: true, indexParams: inverted },
      { name: FIELDS.seller, dataType: ZVecDataType.STRING, indexParams: inverted },
      { name: FIELDS.stock, dataType: ZVecDataType.INT64, indexParams: inverted },
      { name: FIELDS.gtin, dataType: ZVecDataType.STRING, nullable: true, indexParams: inverted },
      { name: FIELDS.view, dataType: ZVecDataType.INT64, indexParams: inverted },
      { name: FIELDS.id, dataType: ZVecDataType.STRING },
      { name: FIELDS.contentHash, dataType: ZVecDataType.STRING },
      { name: FIELDS.document, dataType: ZVecDataType.STRING },
    ],
  });
}

/** zvec has no code for a held lock: it is known by its words. */
function coded(thrown: unknown): TongkuanError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code: ErrorCode = /can't lock/i.test(message) ? 'INDEX_BUSY' : 'INDEX_BROKEN';
  // zvec's messages hold absolute paths: the cause keeps them, the details do not
  return new TongkuanError(code, { zvec: isZVecError(thrown) ? thrown.code : 'unknown' }, { cause: thrown });
}

/** Runs a call into zvec. @throws INDEX_BUSY when another process holds the lock, else INDEX_BROKEN */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw thrown instanceof TongkuanError ? thrown : coded(thrown);
  }
}

/** The same for asynchronous calls. */
export async function guardedAsync<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof TongkuanError ? thrown : coded(thrown);
  }
}

/** @throws INDEX_BROKEN when the folder cannot be written */
export function createCollection(path: string, made = schema()): ZVecCollection {
  initialise();
  return guarded(() => ZVecCreateAndOpen(path, made));
}

/**
 * Opens a collection. Writing also replays what a killed writer left in the log; reading does not: zvec then shows an
 * empty collection, so only a cleanly closed one may be opened for reading.
 * @throws INDEX_BUSY, INDEX_BROKEN
 */
export function openCollection(path: string, mode: 'read' | 'write'): ZVecCollection {
  initialise();
  return guarded(() => ZVecOpen(path, { readOnly: mode === 'read' }));
}
