/** `describe <image|folder>…`: what is seen in pictures, one JSON line each, in the order given. */
import { type Command, Option } from 'commander';
import { fabricOption, modelsOption, probability } from '../options.ts';

/** Weak guesses are listed, too: their score says how weak, and small things often have no better one. */
const LISTED_FROM = 0.002;

/** Adds the command. */
export function addDescribe(program: Command): void {
  program
    .command('describe')
    .description('say what is in pictures: one JSON line each, in the order given')
    .argument('<image|folder...>', 'picture files, or folders of them (by name, not deeper)')
    .addOption(
      new Option('--whole-only', 'the picture as one item, without looking for items in it').conflicts('boxesOnly'),
    )
    .option('--boxes-only', 'only where items are and how sure the detector is, without labels and vectors')
    .option('--min-score <probability>', 'least probability of an item that is listed', probability, LISTED_FROM)
    .addOption(fabricOption().conflicts('boxesOnly'))
    .addOption(modelsOption())
    .action(async (paths, options) => (await import('../describe-pictures.ts')).describePictures(paths, options));
}
