/** `verify`: every document sound, every picture there. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ReadableIndex } from '#search/vector-index.ts';
import { openForReading, picturesFolder } from '../catalogue.ts';
import { grouped } from '../importing/ordered.ts';
import { catalogueOption } from '../options.ts';
import { answer, say } from '../terminal.ts';

interface Options {
  readonly catalogue: string;
  readonly clean?: boolean;
}

/** Adds the command. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check every product and its picture: a JSON line for each fault, exit code 1 when there is one')
    .option('--clean', 'also remove pictures that no product shows; not while an import runs')
    .addOption(catalogueOption())
    .action(verify);
}

async function verify({ catalogue, clean }: Options): Promise<void> {
  const index = await openForReading(catalogue);
  try {
    const folder = picturesFolder(catalogue);
    const files = new Set(await readdir(folder).catch(() => []));
    const { products, used, missing } = await comparePictures(index, files);
    const faults = [...(await index.verify()), ...missing];
    for (const fault of faults) await answer(fault);
    const spare = [...files].filter((file) => !used.has(file));
    if (clean) for (const file of spare) await rm(join(folder, file), { force: true });
    const spareText =
      spare.length === 0 ? '' : `, ${spare.length} pictures without a product${clean ? ' removed' : ''}`;
    say(`${products} products, ${faults.length} faults${spareText}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await index.close();
  }
}

async function comparePictures(index: ReadableIndex, files: ReadonlySet<string>) {
  const used = new Set<string>();
  const missing: { id: string; what: string }[] = [];
  let products = 0;
  for await (const ids of grouped(index.ids(), 500)) {
    for (const { product, picture, views = [] } of await index.get(ids)) {
      products++;
      for (const name of [picture, ...views.map((view) => view.picture)]) {
        used.add(name);
        if (!files.has(name)) missing.push({ id: product.id, what: `PICTURE_MISSING ${name}` });
      }
    }
  }
  return { products, used, missing };
}
