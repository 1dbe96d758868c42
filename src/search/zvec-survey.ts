/** Looking at every product of a collection: to list, to count, to check. */
import type { ZVecCollection, ZVecDoc } from '@zvec/zvec';
import { TongkuanError } from '#core/errors.ts';
import type { CategoryCount } from '#core/search-protocol.ts';
import { checkDocument, fromStored, keyOf, type RecordFields } from './record.ts';
import type { IndexDocument, IndexFault } from './vector-index.ts';
import { FIELDS, guarded } from './zvec-engine.ts';
import { productsOnly, viewOf } from './zvec-views.ts';

/** zvec answers a query with at most so many documents. */
export const QUERY_MAX = 100_000;

/** What to read of each; all scalar fields when none are named. */
interface Wanted {
  readonly outputFields?: string[];
  readonly includeVector: boolean;
}

/**
 * Every product; every row with `hasViews` false. A query without a vector lists all of a smaller catalogue; zvec's iterator, which larger ones need, would
 * seal a segment each time a writer uses it.
 */
export function everything(
  collection: ZVecCollection,
  wanted: Wanted,
  hasViews: boolean,
  queryMax = QUERY_MAX,
): ZVecDoc[] {
  const topk = collection.stats.docCount;
  if (topk === 0) return [];
  const filter = productsOnly(hasViews);
  if (topk <= queryMax) return guarded(() => collection.querySync({ ...wanted, topk, ...(filter ? { filter } : {}) }));
  return guarded(() => [...products(collection, wanted, hasViews)]);
}

function* products(collection: ZVecCollection, wanted: Wanted, hasViews: boolean): Generator<ZVecDoc> {
  const outputFields = hasViews && wanted.outputFields ? [...wanted.outputFields, FIELDS.view] : wanted.outputFields;
  for (const doc of collection.iterDocsSync({ ...wanted, ...(outputFields ? { outputFields } : {}) }))
    if (!hasViews || viewOf(doc) === 0) yield doc;
}

/** Every sound document, without its views, one after the other, so that a large catalogue need not fit into memory. */
export function* readable(collection: ZVecCollection): Generator<IndexDocument> {
  for (const doc of products(collection, { includeVector: true }, true)) {
    const document = soundOrNull(doc);
    if (document) yield document;
  }
}

function soundOrNull(doc: ZVecDoc): IndexDocument | null {
  try {
    const document = fromStored(doc.fields, doc.vectors[FIELDS.vector] as ArrayLike<number>);
    checkDocument(document);
    return document;
  } catch {
    return null;
  }
}

/** Products of each category, most first. */
export function countByCategory(collection: ZVecCollection, hasViews: boolean): CategoryCount[] {
  const counts = new Map<number, number>();
  const wanted = { outputFields: [FIELDS.category], includeVector: false };
  for (const { fields } of everything(collection, wanted, hasViews)) {
    const category = Number(fields[FIELDS.category]);
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  const categories = [...counts].map(([category, count]) => ({ category, count }));
  return categories.sort((a, b) => b.count - a.count || a.category - b.category);
}

/** Fields that filters look at; they repeat what the document says. */
const FILTERED = [FIELDS.category, FIELDS.price, FIELDS.group, FIELDS.seller, FIELDS.stock, FIELDS.gtin] as const;

/**
 * What is wrong with a stored product, if anything.
 * @param fieldsOf the fields its document should have
 * @param viewFault what is wrong with its further pictures
 */
export function faultOf(
  doc: ZVecDoc,
  fieldsOf: (document: IndexDocument) => RecordFields,
  viewFault: () => string | undefined,
): IndexFault | undefined {
  const id = String(doc.fields[FIELDS.id]);
  try {
    const document = fromStored(doc.fields, doc.vectors[FIELDS.vector] as ArrayLike<number>);
    checkDocument(document);
    const fields = fieldsOf(document);
    const same = FILTERED.every((name) => String(fields[name]) === String(doc.fields[name]));
    if (!same || keyOf(document.product.id) !== doc.id) return { id, what: 'fields and document disagree' };
    const what = viewFault();
    return what === undefined ? undefined : { id, what };
  } catch (thrown) {
    return { id, what: thrown instanceof TongkuanError ? thrown.code : String(thrown) };
  }
}
