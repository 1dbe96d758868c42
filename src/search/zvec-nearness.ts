/** Vector queries of one zvec collection: how many lists to look into, and what is known of filters that were asked before. */
import { type ZVecCollection, type ZVecDoc, ZVecIndexType, type ZVecQuery } from '@zvec/zvec';
import { filterExpression } from './filter.ts';
import { checkVector, toFloats } from './record.ts';
import { countedMax, probesFor, type Structure } from './structure.ts';
import type { IndexFilter } from './vector-index.ts';
import { FIELDS, guardedAsync } from './zvec-engine.ts';
import { isFew, NarrowFilters } from './zvec-narrow.ts';
import { nearestFirst } from './zvec-rows.ts';

/** Deepest search: as deep as anyone can page. */
export const SEARCH_MAX = 500;
/** With a filter, at least so many are compared exactly: what passes a narrow one is often very alike. */
const REFINED_LEAST = 20;
/** Filters whose number of passing products is remembered. */
const COUNTS_KEPT = 500;

/** What a query brings besides ids. */
export type Wanted = Pick<ZVecQuery, 'includeVector' | 'outputFields'>;
type FilteredQuery = ZVecQuery & { readonly topk: number; readonly filter: string };

export class Nearness {
  readonly #collection: ZVecCollection;
  readonly #readFields: string[];
  readonly #passing = new Map<string, { readonly rows: number; readonly most: number }>();
  readonly #narrow = new NarrowFilters();
  /** How the vectors are quantised now. */
  structure: Structure;

  /** @param readFields all that any search reads of a row */
  constructor(collection: ZVecCollection, structure: Structure, readFields: string[]) {
    this.#collection = collection;
    this.structure = structure;
    this.#readFields = readFields;
  }

  /** What is known of filters holds until something is written. */
  forget(): void {
    this.#passing.clear();
    this.#narrow.clear();
  }

  get #size(): number {
    return this.#collection.stats.docCount;
  }

  /** Number of lists of a coarse quantiser; 0 when every vector is compared. */
  get #lists(): number {
    return this.structure.kind === 'exact' ? 0 : this.structure.lists;
  }

  /** The nearest rows that pass, at most `most`. */
  async nearest(
    vector: Int8Array,
    filter: IndexFilter,
    limit: number,
    wanted: Wanted,
    most = SEARCH_MAX,
  ): Promise<ZVecDoc[]> {
    checkVector(vector);
    const expression = filterExpression(filter);
    const topk = Math.min(limit, most, this.#size);
    if (topk <= 0) return [];
    const query = { ...wanted, fieldName: FIELDS.vector, vector: toFloats(vector), topk };
    if (expression === undefined) return this.#ask(query, probesFor(this.#lists, this.#size, topk));
    const found = await this.#askFiltered({ ...query, filter: expression }, vector);
    return nearestFirst(found, vector).slice(0, topk);
  }

  /** The narrower the filter, the more lists; all of them where too few are found. May bring more than were asked for. */
  async #askFiltered(query: FilteredQuery, vector: Int8Array): Promise<ZVecDoc[]> {
    const lists = this.#lists;
    if (lists === 0) return this.#ask(query, lists);
    const isAgain = this.#passing.has(query.filter);
    const passing = await this.countPassing(query.filter, isAgain);
    const topk = Math.max(query.topk, REFINED_LEAST);
    const deep = { ...query, topk };
    const probes = probesFor(lists, this.#size, topk, passing);
    if (probes === lists) {
      return isAgain && isFew(passing, this.#size) ? this.#compareEach(query, vector) : this.askAll(deep);
    }
    const near = await this.#ask(deep, probes);
    return near.length < Math.min(topk, passing) ? this.askAll(deep) : near;
  }

  /** Looks at every quantised vector, one list after the other: half the time of probing them all. */
  askAll(query: ZVecQuery): Promise<ZVecDoc[]> {
    const indexType = this.structure.kind === 'ivf' ? ZVecIndexType.IVF : ZVecIndexType.IVF_RABITQ;
    const params = this.structure.kind === 'exact' ? {} : { params: { indexType, isLinear: true } as const };
    return guardedAsync(() => this.#collection.query({ ...query, ...params }));
  }

  /** Compares every row that passes, exactly. */
  #compareEach({ filter, topk }: FilteredQuery, vector: Int8Array): Promise<ZVecDoc[]> {
    const all = { filter, topk: countedMax(this.#size, true), includeVector: true, outputFields: this.#readFields };
    return this.#narrow.nearest(filter, vector, topk, () => guardedAsync(() => this.#collection.query(all)));
  }

  /**
   * How many rows pass, counted up to `countedMax`; remembered until something is written.
   * @param isAgain the filter was searched with before: it is worth counting further
   */
  async countPassing(filter: string, isAgain = false): Promise<number> {
    const known = this.#passing.get(filter);
    const topk = countedMax(this.#size, isAgain);
    if (known && (known.rows < known.most || known.most >= topk)) return known.rows;
    const { length } = await guardedAsync(() =>
      this.#collection.query({ topk, filter, includeVector: false, outputFields: [] }),
    );
    if (this.#passing.size >= COUNTS_KEPT) this.#passing.clear();
    this.#passing.set(filter, { rows: length, most: topk });
    return length;
  }

  #ask(query: ZVecQuery, nprobe: number): Promise<ZVecDoc[]> {
    const { kind } = this.structure;
    const refined = { indexType: ZVecIndexType.IVF_RABITQ, nprobe, isUsingRefiner: true } as const;
    const params = kind === 'ivf' ? ({ indexType: ZVecIndexType.IVF, nprobe } as const) : refined;
    // a flat structure takes no parameters
    return guardedAsync(() => this.#collection.query(kind === 'exact' ? query : { ...query, params }));
  }
}
