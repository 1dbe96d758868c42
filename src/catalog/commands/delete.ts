/** `delete <id…>`: products leave the index at once; `verify --clean` removes pictures nobody shows any more. */
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { TongkuanError } from '#core/errors.ts';
import { modelIndexes } from '#search/models.ts';
import type { VectorIndex } from '#search/vector-index.ts';
import { holdsIndex } from '../catalogue.ts';
import { forgetFeeds } from '../feed/memory.ts';
import { grouped } from '../importing/ordered.ts';
import { catalogueOption } from '../options.ts';
import { answer } from '../terminal.ts';

/** Ids a call of the index gets. */
const BATCH = 1000;

/** Adds the command. */
export function addDelete(program: Command): void {
  program
    .command('delete')
    .description('remove products from the catalogue; prints {"deleted","unknown"}')
    .argument('<id...>', 'product ids; - reads them from stdin, one a line')
    .addOption(catalogueOption())
    .action(deleteProducts);
}

async function deleteProducts(ids: string[], { catalogue }: { catalogue: string }): Promise<void> {
  if (!holdsIndex(catalogue)) throw new TongkuanError('INDEX_MISSING', { catalogue });
  const indexes = await openAll(catalogue);
  await forgetFeeds(catalogue);
  let asked = 0;
  let deleted = 0;
  try {
    for await (const group of grouped(allIds(ids), BATCH)) {
      const unique = [...new Set(group)];
      asked += unique.length;
      const counts = await Promise.all(indexes.map((index) => index.delete(unique)));
      deleted += Math.max(...counts);
    }
  } finally {
    await closeAll(indexes);
  }
  await answer({ deleted, unknown: asked - deleted });
}

/** The index of every model: a deleted product is to be found in none. @throws INDEX_BUSY, INDEX_MISSING */
async function openAll(catalogue: string): Promise<VectorIndex[]> {
  const { openIndex } = await import('#search/zvec.ts');
  const open: VectorIndex[] = [];
  try {
    for (const { folder } of await modelIndexes(catalogue)) open.push(await openIndex(folder, { mode: 'write' }));
    if (open.length === 0) throw new TongkuanError('INDEX_MISSING', { catalogue });
    return open;
  } catch (thrown) {
    await closeAll(open);
    throw thrown;
  }
}

async function closeAll(indexes: readonly VectorIndex[]): Promise<void> {
  await Promise.all(indexes.map((index) => index.close()));
}

async function* allIds(ids: readonly string[]): AsyncGenerator<string> {
  for (const id of ids) {
    if (id !== '-') yield id;
    else for await (const line of createInterface({ input: process.stdin })) if (line.trim() !== '') yield line.trim();
  }
}
