/** `verify`: every document sound and as its source says, every picture there. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { TongkuanError } from '#core/errors.ts';
import { type ModelIndex, modelIndexes } from '#search/models.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import { picturesFolder } from '../catalogue.ts';
import { catalogueOption, modelsOption } from '../options.ts';
import { answer, say } from '../terminal.ts';

interface Options {
  readonly catalogue: string;
  readonly models: string;
  readonly clean?: boolean;
  readonly deep?: boolean;
}

/** Adds the command. */
export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'check every product against its source hash, vector and pictures: a JSON line for each fault, exit code 1 when there is one',
    )
    .option('--deep', 'also look at every stored picture again and compare with its vector')
    .option('--clean', 'also remove pictures that no product shows; not while an import runs')
    .addOption(catalogueOption())
    .addOption(modelsOption())
    .action(verify);
}

async function verify({ catalogue, clean, deep, models }: Options): Promise<void> {
  const indexes = await modelIndexes(catalogue);
  if (indexes.length === 0) throw new TongkuanError('INDEX_MISSING', { catalogue });
  const vision = deep ? await (await import('#vision/node/vision.ts')).openNodeVision(models) : undefined;
  const used = new Set<string>();
  let faults = 0;
  try {
    for (const each of indexes) {
      const checked = await verifyIndex(each, catalogue, vision);
      for (const picture of checked.used) used.add(picture);
      faults += checked.faults;
    }
  } finally {
    await vision?.close();
  }
  await sparePictures(picturesFolder(catalogue), used, clean ?? false);
  if (faults > 0) process.exitCode = 1;
}

async function verifyIndex({ folder, modelKey, state }: ModelIndex, catalogue: string, vision?: NodeVision) {
  const { openIndex } = await import('#search/zvec.ts');
  const { checkDocuments } = await import('../keeping/check.ts');
  const index = await openIndex(folder, { mode: 'read' });
  try {
    const own = vision?.modelKey === modelKey ? vision : undefined;
    if (vision && !own) say(`model ${modelKey}: its vectors are not compared, these are other models`);
    const onFault = (fault: object) => answer(state === 'in-force' ? fault : { ...fault, modelKey });
    const checked = await checkDocuments({ index, pictures: picturesFolder(catalogue), vision: own, onFault });
    const which = state === 'in-force' ? '' : ` (model ${modelKey}, ${state})`;
    say(`${checked.products} products, ${checked.faults} faults${which}`);
    return checked;
  } finally {
    await index.close();
  }
}

/** Pictures no index shows: says how many, and removes them when asked to. */
async function sparePictures(folder: string, used: ReadonlySet<string>, clean: boolean): Promise<void> {
  const spare = (await readdir(folder).catch(() => [])).filter((file) => !used.has(file));
  if (clean) for (const file of spare) await rm(join(folder, file), { force: true });
  if (spare.length > 0) say(`${spare.length} pictures without a product${clean ? ' removed' : ''}`);
}
