/** For tests: an index as it was made before groups had a field. */
import { mkdir } from 'node:fs/promises';
import { ZVecCollectionSchema, ZVecDataType, ZVecIndexType, ZVecMetricType } from '@zvec/zvec';
import { workPath, writeHeader } from './folder.ts';
import { MODEL_KEY } from './testing.ts';
import type { IndexDocument } from './vector-index.ts';
import type { WriterIndex } from './writer.ts';
import { openIndex } from './zvec.ts';
import { createCollection } from './zvec-engine.ts';

const inverted = { indexType: ZVecIndexType.INVERT } as const;
const before = new ZVecCollectionSchema({
  name: 'products',
  vectors: {
    name: 'vector',
    dataType: ZVecDataType.VECTOR_FP32,
    dimension: 128,
    indexParams: { indexType: ZVecIndexType.FLAT, metricType: ZVecMetricType.COSINE },
  },
  fields: [
    { name: 'category', dataType: ZVecDataType.INT64, indexParams: inverted },
    { name: 'price', dataType: ZVecDataType.INT64, indexParams: inverted },
    { name: 'product', dataType: ZVecDataType.STRING },
    { name: 'hash', dataType: ZVecDataType.STRING },
    { name: 'document', dataType: ZVecDataType.STRING },
  ],
});

/** The index, open for writing, with these products in it. */
export async function indexBeforeGroups(folder: string, products: readonly IndexDocument[]): Promise<WriterIndex> {
  await mkdir(folder, { recursive: true });
  createCollection(await workPath(folder), before).closeSync();
  await writeHeader(folder, MODEL_KEY);
  const index = await openIndex(folder, { mode: 'write' });
  await index.upsert(products);
  return index;
}
