/** One open zvec collection, spoken to in documents. Writer and readers share it; neither folder nor lock is known here. */
import { type ZVecCollection, type ZVecDoc, ZVecIndexType, type ZVecQuery } from '@zvec/zvec';
import { TongkuanError } from '#core/errors.ts';
import { cosine } from '#core/vector.ts';
import { filterExpression } from './filter.ts';
import { checkDocument, checkVector, fromStored, keyOf, toFields, toFloats } from './record.ts';
import { probesFor, type Structure, structureName } from './structure.ts';
import type { IndexDocument, IndexFault, IndexFilter, IndexHit, IndexStats } from './vector-index.ts';
import { FIELDS, guarded, guardedAsync } from './zvec-engine.ts';
import { currentStructure, restructure } from './zvec-structure.ts';

/** zvec takes at most 1,024 documents a call. */
const WRITE_BATCH = 1000;
/** Deepest search: as deep as anyone can page. */
export const SEARCH_MAX = 500;
const DOCUMENT_FIELDS = [FIELDS.document, FIELDS.contentHash, FIELDS.id];

/** What a query brings besides ids. */
type Wanted = Pick<ZVecQuery, 'includeVector' | 'outputFields'>;

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += WRITE_BATCH) yield items.slice(at, at + WRITE_BATCH);
}

function vectorOf(doc: ZVecDoc): ArrayLike<number> {
  return (doc.vectors[FIELDS.vector] ?? []) as ArrayLike<number>;
}

export class Shelf {
  #structure: Structure;
  readonly #collection: ZVecCollection;

  constructor(collection: ZVecCollection) {
    this.#collection = collection;
    this.#structure = currentStructure(collection);
  }

  get structure(): Structure {
    return this.#structure;
  }

  get size(): number {
    return this.#collection.stats.docCount;
  }

  put(documents: readonly IndexDocument[]): void {
    documents.forEach(checkDocument);
    for (const batch of batches(documents)) {
      const records = batch.map((document) => ({
        id: keyOf(document.product.id),
        vectors: { [FIELDS.vector]: toFloats(document.vector) },
        fields: { ...toFields(document) },
      }));
      const failed = guarded(() => this.#collection.upsertSync(records)).find((status) => !status.ok);
      if (failed) throw new TongkuanError('INDEX_BROKEN', { zvec: failed.code });
    }
  }

  remove(ids: readonly string[]): number {
    let removed = 0;
    for (const batch of batches([...new Set(ids)])) {
      for (const status of guarded(() => this.#collection.deleteSync(batch.map(keyOf)))) {
        if (status.ok) removed++;
        else if (status.code !== 'ZVEC_NOT_FOUND') throw new TongkuanError('INDEX_BROKEN', { zvec: status.code });
      }
    }
    return removed;
  }

  async search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    const docs = await this.#nearest(vector, filter, limit, { includeVector: true, outputFields: DOCUMENT_FIELDS });
    return docs.map((doc) => toHit(doc, vector)).sort((a, b) => b.similarity - a.similarity);
  }

  async nearestCategories(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number[]> {
    const docs = await this.#nearest(vector, filter, limit, { includeVector: false, outputFields: [FIELDS.category] });
    return docs.map((doc) => Number(doc.fields[FIELDS.category]));
  }

  get(ids: readonly string[]): IndexDocument[] {
    const found = this.#fetch(ids, DOCUMENT_FIELDS, true);
    return ids.flatMap((id) => {
      const doc = found[keyOf(id)];
      return doc ? [fromStored(doc.fields, vectorOf(doc))] : [];
    });
  }

  contentHashes(ids: readonly string[]): Map<string, string> {
    const found = Object.values(this.#fetch(ids, [FIELDS.contentHash, FIELDS.id], false));
    return new Map(found.map(({ fields }) => [String(fields[FIELDS.id]), String(fields[FIELDS.contentHash])]));
  }

  ids(): string[] {
    return this.#everything([FIELDS.id], false).map(({ fields }) => String(fields[FIELDS.id]));
  }

  stats(): IndexStats {
    const counts = new Map<number, number>();
    for (const { fields } of this.#everything([FIELDS.category], false)) {
      const category = Number(fields[FIELDS.category]);
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    const categories = [...counts].map(([category, count]) => ({ category, count }));
    categories.sort((a, b) => b.count - a.count || a.category - b.category);
    return { products: this.size, categories, structure: structureName(this.#structure) };
  }

  verify(): IndexFault[] {
    return this.#everything(undefined, true).flatMap((doc) => faultOf(doc) ?? []);
  }

  /** Merges segments and builds the structure that fits the size. */
  async optimise(rabitq: boolean): Promise<void> {
    await guardedAsync(() => restructure(this.#collection, rabitq));
    this.#structure = currentStructure(this.#collection);
  }

  close(): void {
    guarded(() => this.#collection.closeSync());
  }

  /** Number of lists of a coarse quantiser; 0 when every vector is compared. */
  get #lists(): number {
    return this.#structure.kind === 'exact' ? 0 : this.#structure.lists;
  }

  async #nearest(vector: Int8Array, filter: IndexFilter, limit: number, wanted: Wanted): Promise<ZVecDoc[]> {
    checkVector(vector);
    const expression = filterExpression(filter);
    const topk = Math.min(limit, SEARCH_MAX, this.size);
    if (topk <= 0) return [];
    const filtered = expression !== undefined;
    const query = {
      ...wanted,
      fieldName: FIELDS.vector,
      vector: toFloats(vector),
      topk,
      ...(filtered ? { filter: expression } : {}),
    };
    const lists = this.#lists;
    const probes = lists && probesFor(lists, this.size, topk, filtered);
    const docs = await this.#ask(query, probes);
    // a narrow filter may have emptied the lists looked into: then look into all of them
    return docs.length < topk && probes < lists ? this.#ask(query, lists) : docs;
  }

  #ask(query: ZVecQuery, nprobe: number): Promise<ZVecDoc[]> {
    const { kind } = this.#structure;
    const refined = { indexType: ZVecIndexType.IVF_RABITQ, nprobe, isUsingRefiner: true } as const;
    const params = kind === 'ivf' ? ({ indexType: ZVecIndexType.IVF, nprobe } as const) : refined;
    // a flat structure takes no parameters
    return guardedAsync(() => this.#collection.query(kind === 'exact' ? query : { ...query, params }));
  }

  #fetch(ids: readonly string[], outputFields: string[], includeVector: boolean): Record<string, ZVecDoc> {
    const keys = [...new Set(ids)].map(keyOf);
    if (keys.length === 0) return {};
    return guarded(() => this.#collection.fetchSync({ ids: keys, outputFields, includeVector }));
  }

  /** A query without a vector lists all; zvec's iterator would seal a segment each time a writer uses it. */
  #everything(outputFields: string[] | undefined, includeVector: boolean): ZVecDoc[] {
    if (this.size === 0) return [];
    const query = { topk: this.size, includeVector, ...(outputFields ? { outputFields } : {}) };
    return guarded(() => this.#collection.querySync(query));
  }
}

/** The similarity is computed from the stored components: a quantised structure's own score is an estimate. */
function toHit(doc: ZVecDoc, vector: Int8Array): IndexHit {
  const document = fromStored(doc.fields, vectorOf(doc));
  return { document, similarity: Math.max(-1, Math.min(1, cosine(vector, document.vector))) };
}

function faultOf(doc: ZVecDoc): IndexFault | undefined {
  const id = String(doc.fields[FIELDS.id]);
  try {
    const document = fromStored(doc.fields, vectorOf(doc));
    checkDocument(document);
    const fields = toFields(document);
    const same =
      fields.category === Number(doc.fields[FIELDS.category]) && fields.price === Number(doc.fields[FIELDS.price]);
    if (!same || keyOf(document.product.id) !== doc.id) return { id, what: 'fields and document disagree' };
    return undefined;
  } catch (thrown) {
    return { id, what: thrown instanceof TongkuanError ? thrown.code : String(thrown) };
  }
}
