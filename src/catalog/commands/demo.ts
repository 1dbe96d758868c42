/** `demo`: the drawn catalogue, made once; a call that finds it does nothing. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { PACKAGE_ROOT, readModelKey } from '../catalogue.ts';
import { buildDemo, whatIsHeld } from '../demo/build.ts';
import type { DemoStamp } from '../demo/stamp.ts';
import { type Progress, startProgress } from '../importing/progress.ts';
import { catalogueOption, modelsOption } from '../options.ts';
import { say, stopSignal } from '../terminal.ts';
import { conclude } from './import.ts';

interface Options {
  readonly catalogue: string;
  readonly models: string;
  readonly replace?: boolean;
}

/** Where the drawings are kept: drawing them takes longer than importing them. */
const DRAWINGS = join(PACKAGE_ROOT, 'data', 'demo');

/** Adds the command. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('draw the demo catalogue and import it, unless there is a catalogue')
    .option('--replace', 'also in the place of a catalogue that is no demo')
    .addOption(catalogueOption())
    .addOption(modelsOption())
    .action(demo);
}

async function demo({ catalogue, models, replace }: Options): Promise<void> {
  const { DEMO_VERSION } = await import('#demo/build.ts');
  const stamp: DemoStamp = { kind: 'drawn', version: DEMO_VERSION, modelKey: await readModelKey(models) };
  const held = await whatIsHeld(catalogue, stamp);
  if (held === 'this') return say('The demo catalogue is there.');
  if (held !== 'nothing' && held !== 'old' && !replace) {
    return say('There is another catalogue, left as it is. --replace puts the demo in its place.');
  }
  if (held === 'old') say('Replacing the demo catalogue: its drawings or the models have changed.');
  await draw();
  await conclude(await buildDemo({ feed: join(DRAWINGS, 'feed.jsonl'), catalogue, models }, stamp));
}

async function draw(): Promise<void> {
  const { buildDemoCatalogue } = await import('#demo/build.ts');
  let progress: Progress | undefined;
  try {
    await buildDemoCatalogue(DRAWINGS, {
      signal: stopSignal,
      onProgress({ done, total }) {
        if (!progress) say(`Drawing ${total} products.`);
        progress ??= startProgress(total);
        progress.update(done);
      },
    });
  } finally {
    progress?.stop();
  }
}
