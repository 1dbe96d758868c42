/** Exact nearest neighbours over int8 vectors: every one is compared. */
import { VECTOR_DIM } from './vector.ts';

/** |v|² of each vector; 0 for one that has no direction. */
export function squaredLengths(vectors: Int8Array): Float64Array {
  const lengths = new Float64Array(vectors.length / VECTOR_DIM);
  for (let i = 0; i < vectors.length; i++) {
    const x = vectors[i] as number;
    lengths[(i / VECTOR_DIM) | 0] = (lengths[(i / VECTOR_DIM) | 0] as number) + x * x;
  }
  return lengths;
}

/**
 * Dot product of the query with each vector. This is all the time a search takes: four sums that do not wait for each
 * other and whole numbers throughout make it twice as fast as the plain loop (`npm run bench:pack`).
 */
export function dotProducts(vectors: Int8Array, query: Int8Array, count: number): Int32Array {
  const dots = new Int32Array(count);
  const mul = Math.imul;
  for (let i = 0, o = 0; i < count; i++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < VECTOR_DIM; k += 8, o += 8) {
      a =
        (a + mul(vectors[o] as number, query[k] as number) + mul(vectors[o + 4] as number, query[k + 4] as number)) | 0;
      b =
        (b +
          mul(vectors[o + 1] as number, query[k + 1] as number) +
          mul(vectors[o + 5] as number, query[k + 5] as number)) |
        0;
      c =
        (c +
          mul(vectors[o + 2] as number, query[k + 2] as number) +
          mul(vectors[o + 6] as number, query[k + 6] as number)) |
        0;
      d =
        (d +
          mul(vectors[o + 3] as number, query[k + 3] as number) +
          mul(vectors[o + 7] as number, query[k + 7] as number)) |
        0;
    }
    dots[i] = a + b + c + d;
  }
  return dots;
}

/** One of the nearest: its place among all that were offered, and how near. */
export interface Near {
  readonly place: number;
  /** Cosine similarity, −1 to 1. */
  readonly similarity: number;
}

/** Keeps the `limit` nearest of all that are offered, in a heap whose root is the one to go next. */
export class NearestFew {
  /** How many were offered. */
  offered = 0;
  readonly #heap: Near[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(place: number, similarity: number): void {
    this.offered++;
    if (this.#heap.length < this.#limit) {
      this.#heap.push({ place, similarity });
      this.#rise(this.#heap.length - 1);
    } else if (this.#limit > 0 && similarity > (this.#heap[0] as Near).similarity) {
      this.#heap[0] = { place, similarity };
      this.#sink();
    }
  }

  /** Nearest first; of equals, the one that was offered first. */
  sorted(): Near[] {
    return this.#heap.toSorted((a, b) => b.similarity - a.similarity || a.place - b.place);
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfFarther(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const child = this.#isFarther(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfFarther(child, at)) return;
      at = child;
    }
  }

  /** Of equals the one that came later goes first. */
  #isFarther(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (!one || !other) return false;
    return one.similarity < other.similarity || (one.similarity === other.similarity && one.place > other.place);
  }

  #swapIfFarther(child: number, parent: number): boolean {
    if (!this.#isFarther(child, parent)) return false;
    const moved = this.#heap[child] as Near;
    this.#heap[child] = this.#heap[parent] as Near;
    this.#heap[parent] = moved;
    return true;
  }
}
