/** Options that several commands share, and how their values are read. */
import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Box } from '#core/boxes.ts';
import { isCategory } from '#core/taxonomy.ts';
import { PACKAGE_ROOT } from './catalogue.ts';

/** `--catalogue`, for commands that read or write one. */
export function catalogueOption(): Option {
  return new Option('--catalogue <folder>', 'folder of the catalogue')
    .env('TONGKUAN_CATALOGUE')
    .default(join(PACKAGE_ROOT, 'data', 'catalogue'), 'data/catalogue');
}

/** `--models`, for commands that look at pictures. */
export function modelsOption(): Option {
  return new Option('--models <folder>', 'folder of the models').default(join(PACKAGE_ROOT, 'models'), 'models');
}

/** `--fabric`, for commands that describe regions. */
export function fabricOption(): Option {
  return new Option('--fabric', 'look at the fabric in the middle of each region only, whatever its cut');
}

/** A whole number of at least 1. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('A whole number of at least 1, please.');
  return Number(text);
}

/** A number from 0 to 1. */
export function probability(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('A number from 0 to 1, please.');
  return value;
}

/** An ISO 4217 code. */
export function currencyCode(text: string): string {
  if (!Intl.supportedValuesOf('currency').includes(text)) throw new InvalidArgumentError('An ISO 4217 code, please.');
  return text;
}

/** A category id of the taxonomy. */
export function categoryId(text: string): number {
  const id = Number(text);
  if (!/^\d+$/.test(text) || !isCategory(id)) throw new InvalidArgumentError('A category id of the taxonomy, please.');
  return id;
}

/** `x,y,w,h` in pixels of the upright picture. */
export function boxOf(text: string): Box {
  const [x, y, width, height, ...more] = text.split(',').map(Number);
  const isBox =
    [x, y, width, height].every(Number.isFinite) && more.length === 0 && Number(width) > 0 && Number(height) > 0;
  if (!isBox) throw new InvalidArgumentError('Four numbers, please: x,y,width,height.');
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}
