/** For tests: an index as it was made before groups had a field. */
import { mkdir } from 'node:fs/promises';
import { ZVecCollectionSchema, ZVecDataType, ZVecIndexType, ZVecMetricType } from '@zvec/zvec';
import { batches } from './batches.ts';
import { workPath, writeHeader } from './folder.ts';
import { keyOf, toFloats } from './record.ts';
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

/** A product as it was stored then: without what it could not say. */
function recordOf({ product, vector, picture, contentHash }: IndexDocument) {
  const { listPrice: _, availability: __, gtin: ___, ...said } = product;
  const fields = {
    category: said.category,
    price: said.price?.amount ?? 0,
    product: said.id,
    hash: contentHash,
    document: JSON.stringify({ product: said, picture }),
  };
  return { id: keyOf(said.id), vectors: { vector: toFloats(vector) }, fields };
}

/** The index, open for writing, with these products in it. */
export async function indexBeforeGroups(folder: string, products: readonly IndexDocument[]): Promise<WriterIndex> {
  await mkdir(folder, { recursive: true });
  const collection = createCollection(await workPath(folder), before);
  for (const batch of batches(products, 1000)) collection.upsertSync(batch.map(recordOf));
  collection.closeSync();
  await writeHeader(folder, MODEL_KEY, 1);
  return openIndex(folder, { mode: 'write' });
}
