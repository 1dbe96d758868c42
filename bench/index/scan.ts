/** The truth, and the plain scan: every vector that passes is compared. */
import { VECTOR_DIM } from '#core/vector.ts';
import type { Made } from './recipe.ts';

export const TOP = 10;

/** What a search of the bench asks for: the code of a category or of a seller; neither: everything. */
export interface Wanted {
  readonly name: string;
  readonly category?: number;
  readonly seller?: number;
}

/** Numbers of the nearest products, nearest first, and the similarity of the last. */
export interface Nearest {
  readonly ids: readonly number[];
  readonly least: number;
}

export interface Scan {
  similarity(query: Int8Array, product: number): number;
  nearest(query: Int8Array, wanted: Wanted): Nearest;
}

function length(vectors: Int8Array, at: number): number {
  let sum = 0;
  for (let c = at; c < at + VECTOR_DIM; c++) sum += (vectors[c] as number) ** 2;
  return Math.sqrt(sum);
}

export function plainScan({ vectors, categories, sellers }: Made): Scan {
  const products = categories.length;
  const lengths = Float64Array.from({ length: products }, (_, i) => length(vectors, i * VECTOR_DIM));

  function similarity(query: Int8Array, product: number): number {
    const at = product * VECTOR_DIM;
    let sum = 0;
    for (let c = 0; c < VECTOR_DIM; c++) sum += (query[c] as number) * (vectors[at + c] as number);
    return sum / (lengths[product] as number); // the query's own length changes no order
  }

  function nearest(query: Int8Array, { category, seller }: Wanted): Nearest {
    const ids: number[] = [];
    const found: number[] = [];
    let least = -Infinity;
    for (let i = 0; i < products; i++) {
      if (category !== undefined && categories[i] !== category) continue;
      if (seller !== undefined && sellers[i] !== seller) continue;
      const score = similarity(query, i);
      if (score <= least) continue;
      let at = found.length;
      while (at > 0 && (found[at - 1] as number) < score) at--;
      found.splice(at, 0, score);
      ids.splice(at, 0, i);
      if (found.length > TOP) {
        found.pop();
        ids.pop();
      }
      if (found.length === TOP) least = found[TOP - 1] as number;
    }
    return { ids, least: found.at(-1) ?? -Infinity };
  }

  return { similarity, nearest };
}
