/** Every style the demo can draw. */
import { DRESSES, OUTERWEAR, TOPS } from './clothes.ts';
import { GROCERIES } from './groceries.ts';
import { BOTTOMS, SHOE_STYLES } from './lower.ts';
import type { Style } from './style.ts';
import { ACCESSORIES, BAGS, HATS } from './things.ts';

export const STYLES: readonly Style[] = [
  ...TOPS,
  ...OUTERWEAR,
  ...DRESSES,
  ...BOTTOMS,
  ...SHOE_STYLES,
  ...BAGS,
  ...HATS,
  ...ACCESSORIES,
  ...GROCERIES,
];

const byId = new Map(STYLES.map((style) => [style.id, style]));

/** The style of a product. */
export function styleOf(id: string): Style {
  const style = byId.get(id);
  if (!style) throw new RangeError(`no style "${id}"`);
  return style;
}
