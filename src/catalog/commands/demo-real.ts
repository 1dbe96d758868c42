/** `demo-real`: real photos of clothes instead of the drawings. Their prices and sellers are invented and say so. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { TongkuanError } from '#core/errors.ts';
import { PACKAGE_ROOT, readModelKey } from '../catalogue.ts';
import { buildDemo, whatIsHeld } from '../demo/build.ts';
import { INVENTED_VERSION, inventMissing } from '../demo/invented.ts';
import type { DemoStamp } from '../demo/stamp.ts';
import { isHttpUrl } from '../feed/format.ts';
import { catalogueOption, modelsOption, wholeNumber } from '../options.ts';
import { say } from '../terminal.ts';
import { conclude } from './import.ts';

interface Options {
  readonly catalogue: string;
  readonly models: string;
  readonly from?: string;
  readonly limit?: number;
  readonly replace?: boolean;
  readonly allowPrivateHosts?: boolean;
}

/** Adds the command. */
export function addDemoReal(program: Command): void {
  program
    .command('demo-real')
    .description('real photos of clothes as the catalogue; prices and sellers are invented, and the titles say so')
    .option(
      '--from <folder|address>',
      'folder of pictures (images/, labels.csv) or a feed; default: the shared clothing photos',
    )
    .option('--limit <number>', 'read only so many pictures', wholeNumber)
    .option('--replace', 'also in the place of a catalogue that is no demo')
    .option('--allow-private-hosts', 'also fetch from this machine and its network')
    .addOption(catalogueOption())
    .addOption(modelsOption())
    .action(demoReal);
}

async function demoReal({ from = sharedClothing(), ...options }: Options): Promise<void> {
  const source = isHttpUrl(from) ? from : resolve(from);
  const stamp: DemoStamp = {
    kind: 'real',
    version: INVENTED_VERSION,
    from: options.limit ? `${source} (${options.limit})` : source,
    modelKey: await readModelKey(options.models),
  };
  const held = await whatIsHeld(options.catalogue, stamp);
  if (held === 'this') return say('These photos are there.');
  if (held === 'own' && !options.replace) {
    throw new TongkuanError('USAGE', { what: 'the catalogue is no demo; --replace puts the photos in its place' });
  }
  if (held !== 'nothing') say('The photos will take the place of the catalogue that is there.');
  await conclude(await buildDemo({ ...options, feed: source, editRow: inventMissing }, stamp));
}

/** The 5,000 clothing photos shared by tests and training. @throws FEED_UNREADABLE */
function sharedClothing(): string {
  const folder = join(process.env.TONGKUAN_DATA ?? join(PACKAGE_ROOT, '..', 'shared', 'data'), 'clothing');
  if (!existsSync(folder))
    throw new TongkuanError('FEED_UNREADABLE', { what: 'no photos at hand: say --from', folder });
  return folder;
}
