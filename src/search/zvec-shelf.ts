/** One open zvec collection, spoken to in documents. Writer and readers share it; neither folder nor lock is known here. */
import { type ZVecCollection, type ZVecDoc, type ZVecDocInput, ZVecIndexType, type ZVecQuery } from '@zvec/zvec';
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
import { countedMax, probesFor, type Structure, structureName } from './structure.ts';
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
import { isFew, NarrowFilters } from './zvec-narrow.ts';
import { documentAt, nearestFirst, similarityOf, toHit, withViews } from './zvec-rows.ts';
import { buildStructure, currentStructure, isInForm } from './zvec-structure.ts';
import { countByCategory, everything, faultOf, readable } from './zvec-survey.ts';
import { holdsViews, viewFault, viewKeys, viewOf, viewRecords } from './zvec-views.ts';

/** zvec takes at most 1,024 documents a call. */
const WRITE_BATCH = 1000;
/** Deepest search: as deep as anyone can page. */
export const SEARCH_MAX = 500;
/** Most rows looked at for that many products, several of which may be pictures of one. */
const ROWS_MAX = 8 * SEARCH_MAX;
const DOCUMENT_FIELDS = [FIELDS.document, FIELDS.contentHash, FIELDS.id];

/** With a filter, at least so many are compared exactly: what passes a narrow one is often very alike. */
const REFINED_LEAST = 20;
/** Times as many as asked for are compared exactly by `searchExactly`. */
const SPARE = 4;
/** Filters whose number of passing products is remembered. */
const COUNTS_KEPT = 500;

/** What a query brings besides ids. */
type Wanted = Pick<ZVecQuery, 'includeVector' | 'outputFields'>;
type FilteredQuery = ZVecQuery & { readonly topk: number; readonly filter: string };

export class Shelf {
  #structure: Structure;
  readonly #collection: ZVecCollection;
  readonly #groupsListed: boolean;
  readonly #fields: ReadonlySet<string>;
  /** Whether any product has further pictures; while none has, nothing more is asked or read. */
  #hasViews: boolean;
  readonly #passing = new Map<string, { readonly rows: number; readonly most: number }>();
  readonly #narrow = new NarrowFilters();

  constructor(collection: ZVecCollection) {
    this.#collection = collection;
    this.#groupsListed = listsGroups(collection);
    this.#fields = new Set(collection.schema.fields().map(({ name }) => name));
    this.#structure = currentStructure(collection);
    this.#hasViews = holdsViews(collection);
  }

  /** False in an index made before products had further pictures: `optimise` makes room for them. */
  get keepsViews(): boolean {
    return this.#has(FIELDS.view);
  }

  /** Rows: products and their further pictures. */
  get size(): number {
    return this.#collection.stats.docCount;
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
    const docs = await this.#nearest(vector, filter, limit, { includeVector: true, outputFields: DOCUMENT_FIELDS });
    return docs.map((doc) => toHit(doc, vector)).sort((a, b) => b.similarity - a.similarity);
  }

  async searchExactly(vector: Int8Array, limit: number): Promise<number[]> {
    checkVector(vector);
    const topk = Math.min(limit, SEARCH_MAX, this.size);
    if (topk <= 0) return [];
    // the engine's order is that of quantised vectors: the nearest are among some more of them
    const more = Math.min(SPARE * topk, ROWS_MAX);
    const wanted = { fieldName: FIELDS.vector, vector: toFloats(vector), topk: more, includeVector: true };
    const docs = await this.#askAll({ ...wanted, outputFields: [] });
    const similarities = docs.map((doc) => similarityOf(vector, doc)).sort((a, b) => b - a);
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
    const passing = expression === undefined ? this.size : await this.#countPassing(expression);
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

  stats(): IndexStats {
    const categories = countByCategory(this.#collection, this.#hasViews);
    const products = categories.reduce((sum, { count }) => sum + count, 0);
    const structure = structureName(this.#structure);
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
    this.#structure = currentStructure(this.#collection);
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

  /** All that any search reads of a row. */
  get #readFields(): string[] {
    return [...DOCUMENT_FIELDS, FIELDS.category, FIELDS.group, FIELDS.view].filter((field) => this.#has(field));
  }

  /** Number of lists of a coarse quantiser; 0 when every vector is compared. */
  get #lists(): number {
    return this.#structure.kind === 'exact' ? 0 : this.#structure.lists;
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

  /** What is known of filters holds until something is written. */
  #forget(): void {
    this.#passing.clear();
    this.#narrow.clear();
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
    if (!this.#hasViews) return this.#nearest(vector, filter, least, wanted);
    for (let rows = 2 * least; ; rows *= 2) {
      const found = await this.#nearest(vector, filter, Math.min(rows, ROWS_MAX), wanted, ROWS_MAX);
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

  async #nearest(
    vector: Int8Array,
    filter: IndexFilter,
    limit: number,
    wanted: Wanted,
    most = SEARCH_MAX,
  ): Promise<ZVecDoc[]> {
    checkVector(vector);
    const expression = filterExpression(filter);
    const topk = Math.min(limit, most, this.size);
    if (topk <= 0) return [];
    const query = { ...wanted, fieldName: FIELDS.vector, vector: toFloats(vector), topk };
    if (expression === undefined) return this.#ask(query, probesFor(this.#lists, this.size, topk));
    const found = await this.#askFiltered({ ...query, filter: expression }, vector);
    return nearestFirst(found, vector).slice(0, topk);
  }

  /** The narrower the filter, the more lists; all of them where too few are found. May bring more than were asked for. */
  async #askFiltered(query: FilteredQuery, vector: Int8Array): Promise<ZVecDoc[]> {
    const lists = this.#lists;
    if (lists === 0) return this.#ask(query, lists);
    const isAgain = this.#passing.has(query.filter);
    const passing = await this.#countPassing(query.filter, isAgain);
    const topk = Math.max(query.topk, REFINED_LEAST);
    const deep = { ...query, topk };
    const probes = probesFor(lists, this.size, topk, passing);
    if (probes === lists) {
      return isAgain && isFew(passing, this.size) ? this.#compareEach(query, vector) : this.#askAll(deep);
    }
    const near = await this.#ask(deep, probes);
    return near.length < Math.min(topk, passing) ? this.#askAll(deep) : near;
  }

  /** Looks at every quantised vector, one list after the other: half the time of probing them all. */
  #askAll(query: ZVecQuery): Promise<ZVecDoc[]> {
    const indexType = this.#structure.kind === 'ivf' ? ZVecIndexType.IVF : ZVecIndexType.IVF_RABITQ;
    const params = this.#structure.kind === 'exact' ? {} : { params: { indexType, isLinear: true } as const };
    return guardedAsync(() => this.#collection.query({ ...query, ...params }));
  }

  /** Compares every row that passes, exactly. */
  #compareEach({ filter, topk }: FilteredQuery, vector: Int8Array): Promise<ZVecDoc[]> {
    const all = { filter, topk: countedMax(this.size, true), includeVector: true, outputFields: this.#readFields };
    return this.#narrow.nearest(filter, vector, topk, () => guardedAsync(() => this.#collection.query(all)));
  }

  /**
   * How many rows pass, counted up to `countedMax`; remembered until something is written.
   * @param isAgain the filter was searched with before: it is worth counting further
   */
  async #countPassing(filter: string, isAgain = false): Promise<number> {
    const known = this.#passing.get(filter);
    const topk = countedMax(this.size, isAgain);
    if (known && (known.rows < known.most || known.most >= topk)) return known.rows;
    const { length } = await guardedAsync(() =>
      this.#collection.query({ topk, filter, includeVector: false, outputFields: [] }),
    );
    if (this.#passing.size >= COUNTS_KEPT) this.#passing.clear();
    this.#passing.set(filter, { rows: length, most: topk });
    return length;
  }

  #ask(query: ZVecQuery, nprobe: number): Promise<ZVecDoc[]> {
    const { kind } = this.#structure;
    const refined = { indexType: ZVecIndexType.IVF_RABITQ, nprobe, isUsingRefiner: true } as const;
    const params = kind === 'ivf' ? ({ indexType: ZVecIndexType.IVF, nprobe } as const) : refined;
    // a flat structure takes no parameters
    return guardedAsync(() => this.#collection.query(kind === 'exact' ? query : { ...query, params }));
  }

  #fetch(ids: readonly string[], outputFields: string[], includeVector: boolean): Record<string, ZVecDoc> {
    return this.#fetchKeys([...new Set(ids)].map(keyOf), outputFields, includeVector);
  }

  #fetchKeys(keys: string[], outputFields: string[], includeVector: boolean): Record<string, ZVecDoc> {
    if (keys.length === 0) return {};
    return guarded(() => this.#collection.fetchSync({ ids: keys, outputFields, includeVector }));
  }
}
