/** Choosing what a person wears from the products there are. */
import type { DemoProduct } from './catalogue.ts';
import type { Random } from './random.ts';
import { styleOf } from './styles/all.ts';
import type { Wear } from './styles/style.ts';

/** Clothes of one person by the place they are worn at. */
export type Outfit = Partial<Record<Wear, DemoProduct>>;

/** Products by the place they are worn at. */
export type Wardrobe = Readonly<Record<Wear, readonly DemoProduct[]>>;

const PLACES: readonly Wear[] = [
  'upper',
  'over',
  'whole',
  'lower',
  'feet',
  'hand',
  'shoulder',
  'back',
  'head',
  'eyes',
  'neck',
  'waist',
  'none',
];

/** Sorts products into a wardrobe; further offers of an item are left out. */
export function wardrobeOf(products: readonly DemoProduct[]): Wardrobe {
  const firsts = products.filter((product) => product.offer === 0);
  return Object.fromEntries(
    PLACES.map((place) => [place, firsts.filter((product) => styleOf(product.style).wear === place)]),
  ) as Record<Wear, DemoProduct[]>;
}

/** An outfit that could be seen on the street. */
export function chooseOutfit(wardrobe: Wardrobe, vary: Random): Outfit {
  const outfit: Outfit = {};
  const add = (place: Wear, probability = 1) => {
    const item = vary.chance(probability) && wardrobe[place].length > 0 ? vary.pick(wardrobe[place]) : undefined;
    if (item) outfit[place] = item;
  };
  if (vary.chance(0.34)) add('whole');
  else {
    add('upper');
    add('lower');
  }
  add('over', outfit.whole ? 0.25 : 0.36);
  add('feet');
  add(vary.pick(['hand', 'shoulder', 'hand', 'shoulder', 'back']), 0.72);
  add('head', 0.3);
  add('eyes', 0.34);
  add('neck', 0.26);
  add('waist', 0.26);
  return outfit;
}
