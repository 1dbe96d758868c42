/** `import <feed>`: brings a feed into the catalogue; again and again, only what changed is looked at. */
import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readStamp, removeStamp } from '../demo/stamp.ts';
import { FEED_FORMATS, type FeedFormat } from '../feed/format.ts';
import { doneOf, type ImportReport } from '../importing/report.ts';
import { reportLines } from '../importing/report-words.ts';
import { catalogueOption, currencyCode, modelsOption, wholeNumber } from '../options.ts';
import { say } from '../terminal.ts';

interface Options {
  readonly catalogue: string;
  readonly models: string;
  readonly source?: string;
  readonly partial?: boolean;
  readonly allowShrink?: boolean;
  readonly groupAlike?: boolean;
  readonly cores?: number;
  readonly replace?: boolean;
  readonly refetch?: boolean;
  readonly allowPrivateHosts?: boolean;
  readonly format?: FeedFormat;
  readonly encoding?: string;
  readonly map?: string;
  readonly currency?: string;
  readonly pictures?: string;
  readonly limit?: number;
  readonly report?: string;
}

/** Adds the command. */
export function addImport(program: Command): void {
  program
    .command('import')
    .description(
      'bring products into the catalogue; what did not change since the last time costs nothing (docs/feeds.md)',
    )
    .argument(
      '<feed>',
      'CSV, TSV, JSON, XML or Shopify file (also packed with gzip), its http(s) address, or a folder of pictures',
    )
    .addOption(catalogueOption())
    .addOption(modelsOption())
    .addOption(
      new Option(
        '--full',
        'the feed lists everything there is: what it does not list any more is withdrawn (default)',
      ).conflicts('partial'),
    )
    .option('--partial', 'the feed lists only some products: the others stay')
    .option('--group-alike', 'take products that look and read nearly the same for offers of one item')
    .option('--allow-shrink', 'withdraw what is gone even when that is more than 20 % of the products')
    .addOption(
      new Option(
        '--source <name>',
        'where the feed comes from, when several feeds share the catalogue: only products of this source are withdrawn',
      ).argParser(sourceName),
    )
    .option('--replace', 'build a new catalogue of this feed alone, then put it in the place of the old one')
    .addOption(new Option('--limit <number>', 'read only so many products').argParser(wholeNumber))
    .option('--pictures <folder>', 'folder of the pictures, where it is not the feed’s own')
    .addOption(new Option('--format <format>', 'where the feed’s first bytes do not say it').choices(FEED_FORMATS))
    .option('--encoding <name>', 'encoding of the feed, such as gb18030; UTF-8 where it does not say another')
    .option('--map <file>', 'which of the feed’s columns fill ours, as JSON')
    .addOption(
      new Option('--currency <code>', 'currency of prices that name none').argParser(currencyCode).default('CNY'),
    )
    .option('--refetch', 'fetch pictures at addresses again, also of products that did not change')
    .option('--allow-private-hosts', 'also fetch from this machine and its network')
    .addOption(
      new Option('--cores <number>', 'pictures looked at at once (default: one a core)').argParser(wholeNumber),
    )
    .option('--report <file>', 'write what was done, line by line, as JSON')
    .action(importCommand);
}

async function importCommand(feed: string, options: Options): Promise<void> {
  const { runImport } = await import('../importing/run-import.ts');
  if (!options.replace) await endDemo(options.catalogue);
  const report = await runImport({ ...options, feed });
  await conclude(report, options.report);
}

/** A shop's products may join a demo; from then on it is the shop's catalogue and no demo command removes it. */
async function endDemo(catalogue: string): Promise<void> {
  if (!(await readStamp(catalogue))) return;
  say('This catalogue holds the demo products; these join them. --replace starts without them.');
  await removeStamp(catalogue);
}

/** Names a file of the catalogue. */
function sourceName(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text))
    throw new InvalidArgumentError('Up to 64 letters, digits, dots, dashes and underscores, please.');
  return text;
}

/** Says what an import did and sets the exit code: 1 when nothing at all could be read, or products were not withdrawn. */
export async function conclude(report: ImportReport, file?: string): Promise<void> {
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  for (const line of reportLines(report)) say(line);
  const nothingRead = report.skipped > 0 && report.skipped === doneOf(report);
  if (nothingRead || report.withheld) process.exitCode ||= 1;
}
