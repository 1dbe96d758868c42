/** One open zvec collection, spoken to in documents. Writer and readers share it; neither folder nor lock is known here. */
import type { ZVecCollection, ZVecDoc, ZVecDocInput } from '@zvec/zvec';
import { TongkuanError } from '#core/errors.ts';
import { batches } from './batches.ts';
import { allOf, filterExpression, passesSellerAndStock, withoutLacking } from './filter.ts';
import {
  checkDocument,
  checkVector,
  factsOf,
  keyOf,
  type RecordFields,
  storedViews,
  toFields,
  toFloats,
} from './record.ts';
import { structureName } from './structure.ts';
import {
  GROUPED_MAX,
  type IndexDocument,
  type IndexFault,
  type IndexFilter,
  type IndexHit,
  type IndexStats,
  type NearFacts,
} from './vector-index.ts';
import { FIELDS, guarded, guardedAsync } from './zvec-engine.ts';
import { groupExpression, listsGroups } from './zvec-groups.ts';
import { Nearness, SEARCH_MAX, type Wanted } from './zvec-nearness.ts';
import { documentAt, nearestFirst, similarityOf, toHit, withViews } from './zvec-rows.ts';
import { buildStructure, currentStructure, isInForm } from './zvec-structure.ts';
import { countByCategory, everything, faultOf, QUERY_MAX, readable } from './zvec-survey.ts';
import { holdsViews, viewFault, viewKeys, viewOf, viewRecords } from './zvec-views.ts';

/** zvec takes at most 1,024 documents a call. */
const WRITE_BATCH = 1000;
/** Most rows looked at for that many products, several of which may be pictures of one. */
const ROWS_MAX = 8 * SEARCH_MAX;
const DOCUMENT_FIELDS = [FIELDS.document, FIELDS.contentHash, FIELDS.id];
/** All that any search reads of a row. */
const READ_FIELDS = [...DOCUMENT_FIELDS, FIELDS.category, FIELDS.group, FIELDS.view];

/** Times as many as asked for are compared exactly by `searchExactly`. */
const SPARE = 4;
const NONE: ReadonlySet<string> = new Set();

export class Shelf {
  readonly #collection: ZVecCollection;
  readonly #groupsListed: boolean;
  readonly #fields: ReadonlySet<string>;
  /** Whether any product has further pictures; while none has, nothing more is asked or read. */
  #hasViews: boolean;
  readonly #nearness: Nearness;
  #counted: IndexStats | undefined;

  constructor(collection: ZVecCollection) {
    this.#collection = collection;
    this.#groupsListed = listsGroups(collection);
    this.#fields = new Set(collection.schema.fields().map(({ name }) => name));
    this.#hasViews = holdsViews(collection);
    const readFields = READ_FIELDS.filter((field) => this.#has(field));
    this.#nearness = new Nearness(collection, currentStructure(collection), readFields);
  }

  /** False in an index made before products had further pictures: `optimise` makes room for them. */
  get keepsViews(): boolean {
    return this.#has(FIELDS.view);
  }

  /** Rows: products and their further pictures. */
  get size(): number {
    return this.#collection.stats.docCount;
  }

  /** True where looking at every product goes through zvec's iterator, which writes to what is open for writing. */
  get isIterated(): boolean {
    return this.size > QUERY_MAX;
  }

  put(documents: readonly IndexDocument[]): void {
    documents.forEach(checkDocument);
    const records = documents.map((document) => ({
      id: keyOf(document.product.id),
      vectors: { [FIELDS.vector]: toFloats(document.vector) },
      fields: this.#fieldsOf(document),
    }));
    const views = documents.flatMap((document, i) =>
      viewRecords(document, (records[i] as { fields: RecordFields }).fields),
    );
    const before = this.#viewKeysOf(documents.map(({ product }) => product.id));
    this.#hasViews ||= views.length > 0;
    // Killed in between, a product is as it was, and views that its row does not count do not exist.
    this.#write([...views, ...records]);
    const kept = new Set(views.map(({ id }) => id));
    this.#delete(before.filter((key) => !kept.has(key)));
  }

  remove(ids: readonly string[]): number {
    const views = this.#viewKeysOf(ids);
    const removed = this.#delete([...new Set(ids)].map(keyOf));
    this.#delete(views);
    return removed;
  }

  async search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    if (this.#lacksFieldsOf(filter)) return this.#searchOlder(vector, filter, limit);
    if (this.#hasViews) return this.#searchViews(vector, filter, limit);
    const docs = await this.#nearness.nearest(vector, filter, limit, {
      includeVector: true,
      outputFields: DOCUMENT_FIELDS,
    });
    return docs.map((doc) => toHit(doc, vector)).sort((a, b) => b.similarity - a.similarity);
  }

  /** @param without ids of products that do not count */
  async searchExactly(vector: Int8Array, limit: number, without: ReadonlySet<string> = NONE): Promise<number[]> {
    checkVector(vector);
    const topk = Math.min(limit, SEARCH_MAX, this.size);
    if (topk <= 0) return [];
    // the engine's order is that of quantised vectors: the nearest are among some more of them
    const more = Math.min(SPARE * topk + without.size, ROWS_MAX);
    const wanted = { fieldName: FIELDS.vector, vector: toFloats(vector), topk: more, includeVector: true };
    const docs = await this.#nearness.askAll({ ...wanted, outputFields: without.size > 0 ? [FIELDS.id] : [] });
    const counting = docs.filter(({ fields }) => !without.has(String(fields[FIELDS.id])));
    const similarities = counting.map((doc) => similarityOf(vector, doc)).sort((a, b) => b - a);
    return similarities.slice(0, topk);
  }

  async nearestFacts(vector: Int8Array, filter: IndexFilter, limit: number): Promise<NearFacts[]> {
    if (this.#lacksFieldsOf(filter) || !this.#groupsListed) {
      return (await this.search(vector, filter, limit)).map(({ document }) => factsOf(document));
    }
    const read = [FIELDS.category, FIELDS.id, FIELDS.group];
    const outputFields = this.#hasViews ? [...read, FIELDS.view] : read;
    const docs = await this.#nearestProducts(vector, filter, limit, { includeVector: false, outputFields });
    return docs.map(({ fields }) => ({
      id: String(fields[FIELDS.id]),
      category: Number(fields[FIELDS.category]),
      group: (fields[FIELDS.group] ?? null) as string | null,
    }));
  }

  /** Where a row is a product, what passes need not be looked for. */
  async countNear(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number> {
    const expression = filterExpression(filter);
    if (this.#hasViews || this.#lacksFieldsOf(filter)) return (await this.nearestFacts(vector, filter, limit)).length;
    const passing = expression === undefined ? this.size : await this.#nearness.countPassing(expression);
    return Math.min(passing, limit, SEARCH_MAX);
  }

  get(ids: readonly string[]): IndexDocument[] {
    const found = this.#fetch(ids, DOCUMENT_FIELDS, true);
    const docs = ids.flatMap((id) => found[keyOf(id)] ?? []);
    const views = this.#hasViews
      ? this.#fetchKeys(
          docs.flatMap((doc) => viewKeys(doc)),
          [],
          true,
        )
      : {};
    return docs.map((doc) => withViews(doc, views));
  }

  async inGroups(groups: readonly string[], filter: IndexFilter): Promise<IndexDocument[]> {
    const wanted = new Set(groups);
    if (wanted.size === 0 || this.size === 0) return [];
    const known = withoutLacking(filter, (field) => this.#has(field));
    const filters = [groupExpression([...wanted], this.#groupsListed), filterExpression(known)];
    const documents = await this.#matching(allOf(filters));
    return documents.filter(
      ({ product }) => product.group !== null && wanted.has(product.group) && passesSellerAndStock(product, filter),
    );
  }

  async withGtins(gtins: readonly string[]): Promise<IndexDocument[]> {
    const wanted = [...new Set(gtins)].filter((gtin) => /^\d{14}$/.test(gtin));
    if (wanted.length === 0 || this.size === 0 || !this.#has(FIELDS.gtin)) return [];
    return this.#matching(`${FIELDS.gtin} in (${wanted.map((gtin) => `'${gtin}'`).join(', ')})`);
  }

  contentHashes(ids: readonly string[]): Map<string, string> {
    const found = Object.values(this.#fetch(ids, [FIELDS.contentHash, FIELDS.id], false));
    return new Map(found.map(({ fields }) => [String(fields[FIELDS.id]), String(fields[FIELDS.contentHash])]));
  }

  ids(): string[] {
    const wanted = { outputFields: [FIELDS.id], includeVector: false };
    return everything(this.#collection, wanted, this.#hasViews).map(({ fields }) => String(fields[FIELDS.id]));
  }

  /** Counted once, until something is written. */
  stats(): IndexStats {
    this.#counted ??= this.#count();
    return this.#counted;
  }

  #count(): IndexStats {
    const categories = countByCategory(this.#collection, this.#hasViews);
    const products = categories.reduce((sum, { count }) => sum + count, 0);
    const structure = structureName(this.#nearness.structure);
    return { products, categories, structure, groupsListed: this.#groupsListed };
  }

  verify(): IndexFault[] {
    const fieldsOf = (document: IndexDocument) => this.#fieldsOf(document);
    const rows = new Map(everything(this.#collection, { includeVector: true }, false).map((doc) => [doc.id, doc]));
    const products = [...rows.values()].filter((doc) => viewOf(doc) === 0);
    return products.flatMap((doc) => faultOf(doc, fieldsOf, () => viewFault(doc, (key) => rows.get(key))) ?? []);
  }

  /**
   * Puts every product into an empty shelf. One that cannot be read is left behind: the next import, which then does not know
   * it, puts it in again.
   */
  copyTo(empty: Shelf): void {
    guarded(() => {
      for (const batch of batches(readable(this.#collection), WRITE_BATCH))
        empty.put(this.#hasViews ? this.get(batch.map(({ product }) => product.id)) : batch);
    });
  }

  /** False in an index made before there was some field. */
  get isCurrent(): boolean {
    return Object.values(FIELDS).every((name) => this.#has(name));
  }

  /** False when copying everything to build a structure anew would gain nothing. */
  needsCopy(rabitq: boolean): boolean {
    return !this.isCurrent || !isInForm(this.#collection, rabitq);
  }

  /** Builds the structure that fits the size; only where nothing was overwritten or deleted yet. */
  async build(rabitq: boolean): Promise<void> {
    await guardedAsync(() => buildStructure(this.#collection, rabitq));
    this.#nearness.structure = currentStructure(this.#collection);
    this.#counted = undefined;
  }

  close(): void {
    guarded(() => this.#collection.closeSync());
  }

  /** As they are stored here: an index made before there was some field goes on without. */
  #fieldsOf(document: IndexDocument): RecordFields {
    const known = Object.entries(toFields(document)).filter(([name]) => this.#fields.has(name));
    return Object.fromEntries(known) as unknown as RecordFields;
  }

  #lacksFieldsOf({ sellers = [], inStock }: IndexFilter): boolean {
    return (sellers.length > 0 && !this.#has(FIELDS.seller)) || (inStock === true && !this.#has(FIELDS.stock));
  }

  /** In an index made before these fields: of the nearest `SEARCH_MAX`, those that pass by what their documents say. */
  async #searchOlder(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    const known = withoutLacking(filter, (field) => this.#has(field));
    const hits = await this.search(vector, known, SEARCH_MAX);
    return hits.filter(({ document }) => passesSellerAndStock(document.product, filter)).slice(0, limit);
  }

  #has(field: string): boolean {
    return field === FIELDS.vector || this.#fields.has(field);
  }

  /** At most `GROUPED_MAX` documents that pass, in no particular order. */
  async #matching(filter: string): Promise<IndexDocument[]> {
    const query = { topk: GROUPED_MAX, filter, includeVector: true, outputFields: DOCUMENT_FIELDS };
    const docs = await guardedAsync(() => this.#collection.query(query));
    return docs.map((doc) => documentAt(doc));
  }

  #write(records: ZVecDocInput[]): void {
    this.#forget();
    for (const batch of batches(records, WRITE_BATCH)) {
      const failed = guarded(() => this.#collection.upsertSync([...batch])).find((status) => !status.ok);
      if (failed) throw new TongkuanError('INDEX_BROKEN', { zvec: failed.code });
    }
  }

  /** @returns how many were there */
  #delete(keys: readonly string[]): number {
    this.#forget();
    let deleted = 0;
    for (const batch of batches(keys, WRITE_BATCH)) {
      for (const status of guarded(() => this.#collection.deleteSync([...batch]))) {
        if (status.ok) deleted++;
        else if (status.code !== 'ZVEC_NOT_FOUND') throw new TongkuanError('INDEX_BROKEN', { zvec: status.code });
      }
    }
    return deleted;
  }

  /** What is known of filters and numbers holds until something is written. */
  #forget(): void {
    this.#nearness.forget();
    this.#counted = undefined;
  }

  #viewKeysOf(ids: readonly string[]): string[] {
    if (!this.#hasViews) return [];
    return Object.values(this.#fetch(ids, [FIELDS.id, FIELDS.document], false)).flatMap((doc) => viewKeys(doc));
  }

  /** The nearest rows, as many as are needed for `limit` products; hits say which picture came nearest. */
  async #searchViews(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    const outputFields = [FIELDS.id, FIELDS.view];
    const rows = await this.#nearestProducts(vector, filter, limit, { includeVector: true, outputFields });
    const found = this.#fetch(
      rows.map(({ fields }) => String(fields[FIELDS.id])),
      DOCUMENT_FIELDS,
      true,
    );
    return rows.flatMap((row) => {
      const doc = found[keyOf(String(row.fields[FIELDS.id]))];
      const [view, similarity] = [viewOf(row), similarityOf(vector, row)];
      return doc ? [{ document: documentAt(doc), similarity, ...(view > 0 ? { view } : {}) }] : [];
    });
  }

  /** The nearest row of each product; no more than one a product. */
  async #nearestProducts(vector: Int8Array, filter: IndexFilter, limit: number, wanted: Wanted): Promise<ZVecDoc[]> {
    const least = Math.min(limit, SEARCH_MAX);
    if (!this.#hasViews) return this.#nearness.nearest(vector, filter, least, wanted);
    for (let rows = 2 * least; ; rows *= 2) {
      const found = await this.#nearness.nearest(vector, filter, Math.min(rows, ROWS_MAX), wanted, ROWS_MAX);
      const products = this.#firstOfEach(found, vector);
      if (products.length >= least || found.length < rows || rows >= ROWS_MAX) return products.slice(0, least);
    }
  }

  /** Nearest first, by the stored vectors where they were asked for; without views that do not exist (any more). */
  #firstOfEach(rows: readonly ZVecDoc[], vector: Int8Array): ZVecDoc[] {
    const ids = [...new Set(rows.filter((row) => viewOf(row) > 0).map(({ fields }) => String(fields[FIELDS.id])))];
    const counts = new Map(
      Object.values(this.#fetch(ids, [FIELDS.id, FIELDS.document], false)).map(({ fields }) => [
        String(fields[FIELDS.id]),
        storedViews(fields).length,
      ]),
    );
    const seen = new Set<string>();
    return nearestFirst(rows, vector).filter((row) => {
      const id = String(row.fields[FIELDS.id]);
      if (seen.has(id) || (viewOf(row) > 0 && viewOf(row) > (counts.get(id) ?? 0))) return false;
      seen.add(id);
      return true;
    });
  }

  #fetch(ids: readonly string[], outputFields: string[], includeVector: boolean): Record<string, ZVecDoc> {
    return this.#fetchKeys([...new Set(ids)].map(keyOf), outputFields, includeVector);
  }

  #fetchKeys(keys: string[], outputFields: string[], includeVector: boolean): Record<string, ZVecDoc> {
    if (keys.length === 0) return {};
    return guarded(() => this.#collection.fetchSync({ ids: keys, outputFields, includeVector }));
  }
}
