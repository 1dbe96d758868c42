/** `search <image>`: the products that look most like a picture, or like an item in it. */
import { type Command, Option } from 'commander';
import { LIMIT_DEFAULT } from '#core/search-protocol.ts';
import { boxOf, catalogueOption, categoryId, fabricOption, modelsOption, wholeNumber } from '../options.ts';

/** Adds the command. */
export function addSearch(program: Command): void {
  program
    .command('search')
    .description('find products that look like a picture: JSON lines, most alike first')
    .argument('<image>', 'picture file')
    .addOption(new Option('--category <id>', 'only products of this category').argParser(categoryId))
    .addOption(new Option('--limit <number>', 'how many at most').argParser(wholeNumber).default(LIMIT_DEFAULT))
    .addOption(new Option('--box <x,y,w,h>', 'search for this part of the picture').argParser(boxOf))
    .addOption(
      new Option('--detect', 'search for the most prominent item in the picture, not all of it').conflicts('box'),
    )
    .addOption(fabricOption())
    .addOption(catalogueOption())
    .addOption(modelsOption())
    .action(async (image, options) => (await import('../search-picture.ts')).searchPicture(image, options));
}
