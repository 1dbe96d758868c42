/** LanceDB: vectors, category and seller in a table; IVF_PQ with a refine step, scalar indexes on what is filtered by. */
import { VECTOR_DIM } from '#core/vector.ts';
import { bytesOf, type Engine, type EngineMaker, optional } from './engine.ts';
import type { Made } from './recipe.ts';
import { TOP, type Wanted } from './scan.ts';

const BATCH = 50_000;
/** Settings at which it finds about as much as the shipped index. */
const LISTS_PER_ROOT = 1;
const SUB_VECTORS = 32;
const PROBES = 48;
const REFINE = 20;

/** What is used of `@lancedb/lancedb`. */
interface Query {
  distanceType(type: 'cosine'): Query;
  nprobes(n: number): Query;
  refineFactor(n: number): Query;
  where(predicate: string): Query;
  select(columns: string[]): Query;
  limit(n: number): Query;
  toArray(): Promise<{ id: number }[]>;
}
interface Table {
  add(data: object[]): Promise<unknown>;
  createIndex(column: string, options?: object): Promise<void>;
  vectorSearch(vector: Float32Array): Query;
}
interface LanceDb {
  connect(folder: string): Promise<{ createTable(name: string, data: object[]): Promise<Table>; close(): void }>;
  readonly Index: { ivfPq(options: object): object; btree(): object };
}

function rows({ vectors, categories, sellers }: Made, from: number, to: number): object[] {
  return Array.from({ length: to - from }, (_, n) => {
    const i = from + n;
    const vector = Array.from(vectors.subarray(i * VECTOR_DIM, (i + 1) * VECTOR_DIM));
    return { id: i, category: categories[i], seller: sellers[i], vector };
  });
}

function predicate({ category, seller }: Wanted): string | undefined {
  if (category !== undefined) return `category = ${category}`;
  return seller === undefined ? undefined : `seller = ${seller}`;
}

async function build(lance: LanceDb, made: Made, folder: string): Promise<Engine> {
  const products = made.categories.length;
  const database = await lance.connect(folder);
  const table = await database.createTable('products', rows(made, 0, Math.min(BATCH, products)));
  for (let at = BATCH; at < products; at += BATCH) await table.add(rows(made, at, Math.min(at + BATCH, products)));
  const numPartitions = Math.round(LISTS_PER_ROOT * Math.sqrt(products));
  const config = lance.Index.ivfPq({ distanceType: 'cosine', numPartitions, numSubVectors: SUB_VECTORS });
  await table.createIndex('vector', { config });
  for (const column of ['category', 'seller']) await table.createIndex(column, { config: lance.Index.btree() });
  return {
    name: `LanceDB (IVF_PQ/${numPartitions}, ${PROBES} probes, refine ${REFINE})`,
    filters: true,
    bytes: bytesOf(folder),
    async search(query, wanted) {
      const search = table.vectorSearch(Float32Array.from(query)).distanceType('cosine').nprobes(PROBES);
      const where = predicate(wanted);
      const asked = where === undefined ? search : search.where(where);
      const found = await asked.refineFactor(REFINE).select(['id', '_distance']).limit(TOP).toArray();
      return found.map(({ id }) => Number(id));
    },
    async close() {
      database.close();
    },
  };
}

/** Null where the package is not installed. */
export async function lancedb(): Promise<EngineMaker | null> {
  const lance = await optional<LanceDb>('@lancedb/lancedb');
  return lance && { name: 'lancedb', build: (made, folder) => build(lance, made, folder) };
}
