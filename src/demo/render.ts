/** A product as its shop shows it: SVG text, no pixels. */
import { BACKDROP_COLOURS, type Backdrop, type BackdropName, backdropSvg } from './backdrops.ts';
import type { DemoProduct } from './catalogue.ts';
import { type Look, paintDrawing, silhouette } from './drawing.ts';
import { boundsOf } from './path.ts';
import type { Drawing } from './pieces.ts';
import { random, seedOf } from './random.ts';
import { styleOf } from './styles/all.ts';

/** Side of a product picture in px. */
export const PICTURE_SIDE = 480;

/** How a picture of a product is taken. */
export interface Variant {
  readonly backdrop: Backdrop;
  readonly degrees: number;
  /** Share of the picture the item fills; over 1 crops it. */
  readonly fill: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly light: number;
  readonly mirror: boolean;
  /** Colour of the light, laid over everything, and how strong it is. */
  readonly glow: string;
  readonly glowShare: number;
  readonly shadow: number;
}

const PLAIN: Variant = {
  backdrop: { name: 'white', colour: '#ffffff', seed: 1 },
  degrees: 0,
  fill: 0.84,
  shiftX: 0,
  shiftY: 0,
  light: -1,
  mirror: false,
  glow: '#ffffff',
  glowShare: 0,
  shadow: 0.2,
};

const SURFACES: readonly BackdropName[] = [
  'white',
  'tint',
  'studio',
  'wood',
  'sheet',
  'floor',
  'tiles',
  'carpet',
  'grass',
];

/** How a shop photographs: the first offer plainly, the others before a tinted ground, a little turned. */
export function shopVariant(product: DemoProduct): Variant {
  if (product.offer === 0) return PLAIN;
  const vary = random(seedOf(`${product.id}/picture`));
  const name = vary.pick(['tint', 'studio'] as const);
  return {
    ...PLAIN,
    backdrop: { name, colour: vary.pick(BACKDROP_COLOURS[name]), seed: 1 },
    degrees: vary.range(-5, 5),
    fill: vary.range(0.72, 0.8),
    light: 1,
    mirror: product.category !== 8 && product.category !== 6 && vary.chance(0.5),
    glow: vary.pick(['#ffd9a0', '#bcd8ff']),
    glowShare: 0.07,
  };
}

/** How people photograph: any surface, any light, turned and cut off. */
export function looseVariant(seed: number): Variant {
  const vary = random(seed);
  const name = vary.pick(SURFACES);
  return {
    backdrop: { name, colour: vary.pick(BACKDROP_COLOURS[name]), seed },
    degrees: vary.range(-1, 1) ** 3 * 28,
    fill: vary.range(0.62, 1.02),
    shiftX: vary.range(-0.08, 0.08),
    shiftY: vary.range(-0.08, 0.08),
    light: vary.chance(0.5) ? 1 : -1,
    mirror: vary.chance(0.4),
    glow: vary.pick(['#ffc98a', '#9cc4ff', '#000000', '#ffffff']),
    glowShare: vary.range(0, 0.22),
    shadow: vary.range(0.1, 0.45),
  };
}

/** The look of a product for a light from one side. */
export function lookOf(product: DemoProduct, light: number, folds: boolean): Look {
  return { cloth: product.cloth, metal: product.metal, sole: product.sole, light, folds, seed: product.cutSeed };
}

/** The drawing of a product laid flat. */
export function flatDrawing(product: DemoProduct): Drawing {
  const style = styleOf(product.style);
  return style.draw(random(product.cutSeed), { arm: style.flatArm ?? 13, leg: 4.5 });
}

/** The drawing of a product on a person. */
export function wornDrawing(product: DemoProduct, pose: { arm: number; leg: number }): Drawing {
  const style = styleOf(product.style);
  return (style.worn ?? style.draw)(random(product.cutSeed), pose);
}

/** SVG of a product picture. */
export function renderProduct(product: DemoProduct, variant: Variant = shopVariant(product)): string {
  const drawing = flatDrawing(product);
  const { defs, back, front } = paintDrawing(
    drawing,
    lookOf(product, variant.light * (variant.mirror ? -1 : 1), true),
    'p',
  );
  const { left, top, right, bottom } = boundsOf(drawing.map((piece) => piece.d));
  const size = PICTURE_SIDE;
  const scale = (variant.fill * size) / Math.max(right - left, bottom - top);
  const middle = `${(-(left + right) / 2).toFixed(1)} ${(-(top + bottom) / 2).toFixed(1)}`;
  const place = `translate(${(size * (0.5 + variant.shiftX)).toFixed(1)} ${(size * (0.5 + variant.shiftY)).toFixed(1)}) rotate(${variant.degrees.toFixed(2)}) scale(${((variant.mirror ? -1 : 1) * scale).toFixed(4)} ${scale.toFixed(4)}) translate(${middle})`;
  const drop = (size * 0.012) / scale;
  const shadow = `<filter id="shadow" x="-0.2" y="-0.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="${(drop * 1.2).toFixed(1)}"/></filter><g transform="${place} translate(${(-variant.light * drop * 0.6).toFixed(1)} ${drop.toFixed(1)})" opacity="${variant.shadow.toFixed(2)}"><g filter="url(#shadow)">${silhouette(drawing, '#1a1420')}</g></g>`;
  const glow =
    variant.glowShare > 0
      ? `<rect width="${size}" height="${size}" fill="${variant.glow}" opacity="${variant.glowShare.toFixed(2)}"/>`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><defs>${defs}</defs>${backdropSvg(variant.backdrop, size)}${shadow}<g transform="${place}">${back}${front}</g>${glow}</svg>`;
}
