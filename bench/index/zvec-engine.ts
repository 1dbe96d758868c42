/** The index as shipped: whole documents written by the one writer, optimised, and searched by a reader. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CATEGORIES } from '#core/taxonomy.ts';
import { VECTOR_DIM } from '#core/vector.ts';
import { documentOf, MODEL_KEY } from '#search/testing.ts';
import type { IndexFilter } from '#search/vector-index.ts';
import { createIndex, openIndex } from '#search/zvec.ts';
import { bytesOf, type Engine, type EngineMaker } from './engine.ts';
import type { Made } from './recipe.ts';
import { TOP, type Wanted } from './scan.ts';

/** As many as an import writes at once. */
const BATCH = 256;

const categoryOf = (code: number) => CATEGORIES[code]?.id as number;
const sellerOf = (code: number) => `Seller ${code}`;

function filterOf({ category, seller }: Wanted): IndexFilter {
  return {
    ...(category === undefined ? {} : { categories: [categoryOf(category)] }),
    ...(seller === undefined ? {} : { sellers: [sellerOf(seller)] }),
  };
}

function documentAt({ vectors, categories, sellers }: Made, i: number) {
  const vector = vectors.slice(i * VECTOR_DIM, (i + 1) * VECTOR_DIM);
  const said = { id: String(i), category: categoryOf(categories[i] ?? 0), seller: sellerOf(sellers[i] ?? 0) };
  return documentOf(i, vector, said);
}

async function fill(made: Made, folder: string): Promise<void> {
  const writer = await createIndex(folder, MODEL_KEY);
  const products = made.categories.length;
  for (let at = 0; at < products; at += BATCH) {
    const size = Math.min(BATCH, products - at);
    await writer.upsert(Array.from({ length: size }, (_, i) => documentAt(made, at + i)));
  }
  await writer.optimise();
  await writer.close();
}

/** A built index. */
export async function openShipped(folder: string): Promise<Engine> {
  const reader = await openIndex(folder, { mode: 'read' });
  const { structure } = await reader.stats();
  const newest = readdirSync(join(folder, 'snapshots')).sort().at(-1) ?? '';
  return {
    name: `Tongkuan (zvec ${structure})`,
    filters: true,
    bytes: bytesOf(join(folder, 'snapshots', newest)),
    async search(query, wanted) {
      const hits = await reader.search(query, filterOf(wanted), TOP);
      return hits.map(({ document }) => Number(document.product.id));
    },
    close: () => reader.close(),
  };
}

export const shipped: EngineMaker = {
  name: 'zvec',
  async build(made, folder) {
    await fill(made, folder);
    return openShipped(folder);
  },
};
