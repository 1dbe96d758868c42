/** `models`: the indexes a catalogue holds, one a model; which one is in force; ending one. */
import { type Command, InvalidArgumentError } from 'commander';
import { dropModel, modelIndexes, putInForce } from '#search/models.ts';
import { catalogueOption } from '../options.ts';
import { answer, say } from '../terminal.ts';

interface Options {
  readonly catalogue: string;
}

/** Adds the commands. */
export function addModels(program: Command): void {
  const models = program
    .command('models')
    .description('the indexes of a catalogue, one for each version of the models');
  models
    .command('list')
    .description('a JSON line each, the one in force first')
    .addOption(catalogueOption())
    .action(list);
  models
    .command('use')
    .description('put the index of a model in force, whether or not it holds everything the one before does')
    .argument('<modelKey>', '16 hex digits, as listed', modelKey)
    .addOption(catalogueOption())
    .action(use);
  models
    .command('drop')
    .description('end the index of a model that is not in force; pages that still have this model must be loaded anew')
    .argument('<modelKey>', '16 hex digits, as listed', modelKey)
    .addOption(catalogueOption())
    .action(drop);
}

function modelKey(text: string): string {
  if (!/^[0-9a-f]{16}$/.test(text)) throw new InvalidArgumentError('16 hex digits, please.');
  return text;
}

async function list({ catalogue }: Options): Promise<void> {
  const { openIndex } = await import('#search/zvec.ts');
  for (const { folder, modelKey, state } of await modelIndexes(catalogue)) {
    const index = await openIndex(folder, { mode: 'read' });
    const { products, structure } = await index.stats().finally(() => index.close());
    await answer({ modelKey, state, products, structure });
  }
}

async function use(key: string, { catalogue }: Options): Promise<void> {
  await putInForce(catalogue, key);
  say(`The index of model ${key} is in force.`);
}

async function drop(key: string, { catalogue }: Options): Promise<void> {
  await dropModel(catalogue, key);
  say(`The index of model ${key} is gone.`);
}
