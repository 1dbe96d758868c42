/** What a style is: a cut with a name, what it may be made of, and how it is worn. */
import type { LocalText } from '#core/product.ts';
import type { Kind } from '#core/vision-api.ts';
import type { FabricName } from '../fabrics.ts';
import type { Pose } from '../figure.ts';
import type { Drawing } from '../pieces.ts';
import type { Random } from '../random.ts';

/** Where a person of a street scene wears it; `none` never leaves the shop. */
export type Wear =
  | 'upper'
  | 'over'
  | 'whole'
  | 'lower'
  | 'feet'
  | 'hand'
  | 'shoulder'
  | 'back'
  | 'head'
  | 'eyes'
  | 'neck'
  | 'waist'
  | 'none';

export interface Style extends LocalText {
  readonly id: string;
  readonly label: string | null;
  readonly kind: Kind;
  readonly category: number;
  /** Yuan, from the cheapest to the dearest. */
  readonly price: readonly [number, number];
  /** Products of this style in the demo catalogue. */
  readonly count: number;
  readonly fabrics: readonly FabricName[];
  /** Names of the palette. */
  readonly colours: readonly string[];
  readonly wear: Wear;
  /** Draws it for a pose; `vary` decides what a shopper would call the same style in another cut. */
  draw(vary: Random, pose: Pose): Drawing;
  /** The drawing on a person where it differs from the one in the shop. */
  worn?(vary: Random, pose: Pose): Drawing;
  /** How far the sleeves stand away in the shop's picture. */
  readonly flatArm?: number;
}

export const LIGHT = ['white', 'cream', 'beige', 'sky', 'pink', 'lilac', 'mint', 'yellow'] as const;
export const DARK = ['black', 'charcoal', 'navy', 'burgundy', 'forest', 'brown'] as const;
export const BRIGHT = ['red', 'orange', 'mustard', 'green', 'teal', 'blue', 'purple', 'fuchsia'] as const;
export const NEUTRAL = ['white', 'black', 'grey', 'beige', 'navy', 'khaki'] as const;
export const EARTH = ['camel', 'khaki', 'brown', 'olive', 'rust', 'beige', 'cream', 'mustard'] as const;
export const HIDES = ['black', 'brown', 'camel', 'burgundy', 'white', 'beige', 'navy', 'red', 'olive', 'pink'] as const;
export const WASHES = ['indigo', 'lightwash', 'navy', 'black', 'grey', 'white'] as const;
export const ALL = [...LIGHT, ...DARK, ...BRIGHT, 'grey', 'camel', 'olive', 'rust'] as const;
export const METALS = ['gold', 'silver'] as const;
export const STONES = ['white', 'red', 'green', 'blue', 'purple', 'pink', 'teal', 'black'] as const;
