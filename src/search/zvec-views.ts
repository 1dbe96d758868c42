/**
 * Further pictures of a product ("views"): rows of their own beside the product's row, so that each is found by its own
 * vector. They repeat what filters look at; everything else, and how many there are, is said by the product's row. A view
 * that its product's row does not count (a killed writer may leave such) does not exist.
 */
import type { ZVecCollection, ZVecDoc } from '@zvec/zvec';
import { checkVector, keyOf, type RecordFields, storedViews, toFloats } from './record.ts';
import type { IndexDocument } from './vector-index.ts';
import { FIELDS, guarded } from './zvec-engine.ts';

/** What only products' rows pass. */
const PRODUCTS_ONLY = `${FIELDS.view} = 0`;

/** Key of the row of a product's view; 1 is the picture after the main one. */
export function viewKey(id: string, view: number): string {
  return keyOf(`${id}\n#${view}`);
}

/** The filter that leaves views out; undefined where there are none. */
export function productsOnly(hasViews: boolean): string | undefined {
  return hasViews ? PRODUCTS_ONLY : undefined;
}

/** True when some product has more than one picture. */
export function holdsViews(collection: ZVecCollection): boolean {
  if (collection.stats.docCount === 0 || !collection.schema.fields().some(({ name }) => name === FIELDS.view))
    return false;
  const query = { topk: 1, filter: `${FIELDS.view} > 0`, outputFields: [FIELDS.view], includeVector: false };
  return guarded(() => collection.querySync(query)).length > 0;
}

/** 0 for a product's own row. */
export function viewOf({ fields }: ZVecDoc): number {
  return Number(fields[FIELDS.view] ?? 0);
}

/** The rows of a document's views. @param fields those of the product's row */
export function viewRecords({ product: { id }, views = [] }: IndexDocument, fields: RecordFields) {
  const { group: _group, gtin: _gtin, ...filtered } = fields; // items are looked up among products only
  return views.map(({ picture, vector }, i) => ({
    id: viewKey(id, i + 1),
    vectors: { [FIELDS.vector]: toFloats(vector) },
    fields: { ...filtered, view: i + 1, hash: '', document: JSON.stringify({ picture }) },
  }));
}

/** Keys of the views that a product's row counts, from the one after the first `kept` on. */
export function viewKeys({ fields }: ZVecDoc, kept = 0): string[] {
  const id = String(fields[FIELDS.id]);
  return storedViews(fields)
    .map((_, i) => viewKey(id, i + 1))
    .slice(kept);
}

/** What is wrong with the views of a product's row, if anything. @param rowOf finds a row by its key */
export function viewFault(doc: ZVecDoc, rowOf: (key: string) => ZVecDoc | undefined): string | undefined {
  for (const [i, key] of viewKeys(doc).entries()) {
    const row = rowOf(key);
    if (!row) return `picture ${i + 2} has no vector`;
    checkVector(Int8Array.from(row.vectors[FIELDS.vector] as ArrayLike<number>, Math.round));
    for (const name of [FIELDS.category, FIELDS.price, FIELDS.seller, FIELDS.stock])
      if (String(row.fields[name]) !== String(doc.fields[name])) return `picture ${i + 2} has other fields`;
  }
  return undefined;
}
