/**
 * Narrow filters that are asked for again: what passes is kept in memory and compared row by row, exactly. zvec does not do that
 * on IVF structures (decision 012), and looking at a million quantised vectors for a thousand takes ten times as long.
 */
import type { ZVecDoc } from '@zvec/zvec';
import { VECTOR_DIM } from '#core/vector.ts';
import { toInt8 } from './record.ts';
import { countedMax } from './structure.ts';
import { FIELDS } from './zvec-engine.ts';

/** Filters whose rows are kept: up to 1,250 rows of about 4 KB each where there are a million. */
const KEPT = 16;
/** A row takes as long to compare as ten quantised ones, and all are read once. */
const TIMES_FEWER = 50;

/** What passes a filter. */
interface Rows {
  /** Without their vectors. */
  readonly docs: readonly ZVecDoc[];
  /** `docs.length` × 128 */
  readonly vectors: Int8Array;
  /** 1 / length of each vector. */
  readonly scales: Float32Array;
}

/**
 * Whether what passes is few enough of all rows for this to be quicker.
 * @param passing counted up to `countedMax`: at that number more may pass, and those that were read would not be all
 */
export function isFew(passing: number, rows: number): boolean {
  return passing < countedMax(rows, true) && passing * TIMES_FEWER <= rows;
}

export class NarrowFilters {
  readonly #kept = new Map<string, Promise<Rows>>();

  /** @param read every row that passes, with its vector @returns the `limit` nearest of them, nearest first */
  async nearest(
    filter: string,
    query: Int8Array,
    limit: number,
    read: () => Promise<readonly ZVecDoc[]>,
  ): Promise<ZVecDoc[]> {
    return nearestOf(await this.#rows(filter, read), query, limit);
  }

  /** To be called after every write. */
  clear(): void {
    this.#kept.clear();
  }

  /** Read once, also where several ask at the same time. */
  #rows(filter: string, read: () => Promise<readonly ZVecDoc[]>): Promise<Rows> {
    const known = this.#kept.get(filter);
    if (known) return known;
    if (this.#kept.size >= KEPT) this.#kept.clear();
    const rows = read().then(rowsOf);
    this.#kept.set(filter, rows);
    rows.catch(() => this.#kept.delete(filter));
    return rows;
  }
}

function rowsOf(docs: readonly ZVecDoc[]): Rows {
  const vectors = new Int8Array(docs.length * VECTOR_DIM);
  const scales = Float32Array.from(docs, (doc, row) => {
    const vector = toInt8((doc.vectors[FIELDS.vector] ?? []) as ArrayLike<number>);
    vectors.set(vector, row * VECTOR_DIM);
    return 1 / Math.hypot(...vector);
  });
  return { docs: docs.map((doc) => ({ ...doc, vectors: {} })), vectors, scales };
}

function nearestOf({ docs, vectors, scales }: Rows, query: Int8Array, limit: number): ZVecDoc[] {
  const scores = scales.map((scale, row) => scale * dotAt(vectors, row * VECTOR_DIM, query));
  const order = Array.from(docs.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  return order.slice(0, limit).map((row) => {
    const vector = Array.from(vectors.subarray(row * VECTOR_DIM, (row + 1) * VECTOR_DIM));
    return { ...(docs[row] as ZVecDoc), vectors: { [FIELDS.vector]: vector } };
  });
}

function dotAt(vectors: Int8Array, start: number, query: Int8Array): number {
  let sum = 0;
  for (let c = 0; c < VECTOR_DIM; c++) sum += (vectors[start + c] as number) * (query[c] as number);
  return sum;
}
