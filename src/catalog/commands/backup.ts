/** `backup` and `restore`: the whole catalogue as a folder of checked files, and back, while it is in use. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { catalogueOption } from '../options.ts';
import { answer, say } from '../terminal.ts';

interface Options {
  readonly catalogue: string;
  readonly replace?: boolean;
}

/** Adds the commands. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the catalogue as it is now, pictures included; searches and imports go on')
    .argument('<folder>', 'where to: a folder that does not exist')
    .addOption(catalogueOption())
    .action(backUpCommand);
  program
    .command('restore')
    .description('bring a backup back; it is checked before it takes the catalogue’s place, and searches go on')
    .argument('<folder>', 'the backup')
    .option('--replace', 'also in the place of a catalogue that is there')
    .addOption(catalogueOption())
    .action(restoreCommand);
}

async function backUpCommand(folder: string, { catalogue }: Options): Promise<void> {
  const { backUp } = await import('../keeping/backup.ts');
  const done = await backUp(catalogue, resolve(folder));
  if (done.missing > 0) say(`${done.missing} pictures are not there: tongkuan verify lists them`);
  await answer(done);
}

async function restoreCommand(folder: string, { catalogue, replace }: Options): Promise<void> {
  const { restore } = await import('../keeping/restore.ts');
  await answer(await restore(resolve(folder), catalogue, { replace }));
}
