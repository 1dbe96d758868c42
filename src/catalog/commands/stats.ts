/** `stats`: what a catalogue holds. */
import type { Command } from 'commander';
import { categoryById } from '#core/taxonomy.ts';
import { openForReading } from '../catalogue.ts';
import { catalogueOption } from '../options.ts';

/** Adds the command. */
export function addStats(program: Command): void {
  program
    .command('stats')
    .description('what the catalogue holds, as JSON')
    .addOption(catalogueOption())
    .action(printStats);
}

async function printStats({ catalogue }: { catalogue: string }): Promise<void> {
  const index = await openForReading(catalogue);
  try {
    const { products, structure, categories } = await index.stats();
    const named = categories.map(({ category, count }) => {
      const { zh, en } = categoryById(category);
      return { category, zh, en, count };
    });
    const stats = { products, structure, modelKey: index.modelKey, categories: named };
    process.stdout.write(`${JSON.stringify(stats, null, 2)}\n`);
  } finally {
    await index.close();
  }
}
