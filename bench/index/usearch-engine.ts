/** usearch: an HNSW graph over the int8 vectors, in memory. Its Node binding takes no filter. */
import { join } from 'node:path';
import { VECTOR_DIM } from '#core/vector.ts';
import { bytesOf, type Engine, type EngineMaker, optional } from './engine.ts';
import type { Made } from './recipe.ts';
import { TOP } from './scan.ts';

const BATCH = 20_000;
const THREADS = 2;
/** Settings at which it finds about as much as the shipped index. */
const CONNECTIVITY = 16;
const EXPANSION_ADD = 128;
const EXPANSION_SEARCH = 128;

/** What is used of `usearch`. */
interface Graph {
  add(keys: BigUint64Array, vectors: Int8Array, threads: number): void;
  search(vector: Int8Array, count: number, threads: number): { readonly keys: BigUint64Array };
  save(path: string): void;
}
interface USearch {
  readonly Index: new (config: object) => Graph;
}

async function build({ Index }: USearch, { vectors, categories }: Made, folder: string): Promise<Engine> {
  const graph = new Index({
    dimensions: VECTOR_DIM,
    metric: 'cos',
    quantization: 'i8',
    connectivity: CONNECTIVITY,
    expansion_add: EXPANSION_ADD,
    expansion_search: EXPANSION_SEARCH,
    multi: false,
  });
  for (let at = 0; at < categories.length; at += BATCH) {
    const end = Math.min(at + BATCH, categories.length);
    const keys = BigUint64Array.from({ length: end - at }, (_, i) => BigInt(at + i));
    graph.add(keys, vectors.subarray(at * VECTOR_DIM, end * VECTOR_DIM), THREADS);
  }
  graph.save(join(folder, 'graph.usearch'));
  return {
    name: `usearch (HNSW i8, M ${CONNECTIVITY}, ef ${EXPANSION_SEARCH})`,
    filters: false,
    bytes: bytesOf(folder),
    search: async (query) => Array.from(graph.search(query, TOP, 1).keys, Number),
    close: async () => {},
  };
}

/** Null where the package is not installed. */
export async function usearch(): Promise<EngineMaker | null> {
  const library = await optional<USearch>('usearch');
  return library && { name: 'usearch', build: (made, folder) => build(library, made, folder) };
}
