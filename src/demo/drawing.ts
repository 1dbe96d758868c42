/** Drawings to SVG: fills, light and dark sides, folds, seams. */
import { type Cloth, clothPattern } from './fabrics.ts';
import { brightness, darker, lighter } from './palette.ts';
import { boundsOf } from './path.ts';
import type { Drawing, Paint, Piece } from './pieces.ts';
import { type Random, random } from './random.ts';

/** What paints mean for one item. */
export interface Look {
  readonly cloth: Cloth;
  readonly metal: string;
  readonly sole: string;
  /** Where the light comes from: −1 left, 1 right. */
  readonly light: number;
  readonly seed: number;
  /** Blurred folds; off where an item is small. */
  readonly folds: boolean;
}

/** SVG definitions and body of an item, in two layers: what lies behind a wearer's body, and what lies before it. */
export interface Layers {
  readonly defs: string;
  readonly back: string;
  readonly front: string;
}

function paintValue(paint: Paint, id: string, look: Look): string {
  const { base, accent } = look.cloth;
  switch (paint) {
    case 'fabric':
      return `url(#${id}-cloth)`;
    case 'trim':
      return brightness(base) < 0.22 ? lighter(base, 0.1) : darker(base, 0.16);
    case 'inside':
      return brightness(base) < 0.22 ? darker(base, 0.5) : darker(base, 0.42);
    case 'seam':
      return brightness(base) < 0.24 ? lighter(base, 0.24) : darker(base, 0.5);
    case 'accent':
      return accent;
    case 'ink':
      return brightness(base) < 0.5 ? '#fbf7ec' : darker(base, 0.78);
    case 'accentInk':
      return brightness(accent) < 0.5 ? '#fbf7ec' : darker(accent, 0.78);
    case 'metal':
      return look.metal;
    case 'sole':
      return look.sole;
    default:
      return paint;
  }
}

function gradient(
  id: string,
  stops: readonly (readonly [at: number, colour: string, opacity: number])[],
  flip: boolean,
): string {
  const [x1, x2] = flip ? [1, 0] : [0, 1];
  const marks = stops.map(
    ([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
  );
  return `<linearGradient id="${id}" x1="${x1}" y1="0" x2="${x2}" y2="0.25">${marks.join('')}</linearGradient>`;
}

/** Definitions every item of a look needs. */
function definitions(id: string, look: Look): string {
  const gloss = look.cloth.fabric === 'leather' ? 0.34 : 0.16;
  const stops = [
    [0, '#000', 0.16],
    [0.16, '#000', 0.02],
    [0.34, '#fff', gloss],
    [0.52, '#fff', 0.02],
    [0.8, '#000', 0.1],
    [1, '#000', 0.28],
  ] as const;
  return `${clothPattern(`${id}-cloth`, look.cloth)}${gradient(`${id}-shade`, stops, look.light > 0)}<filter id="${id}-soft" x="-0.1" y="-0.1" width="1.2" height="1.2"><feGaussianBlur stdDeviation="3.2"/></filter>`;
}

/** One fold: a dark sliver with a lighter one beside it, from somewhere above down to the hem. */
function fold(vary: Random, left: number, top: number, width: number, height: number): string {
  const x = left + width * vary.range(0.08, 0.92);
  const y = top + height * vary.range(0.05, 0.6);
  const end = Math.min(top + height, y + height * vary.range(0.3, 0.8));
  const lean = ((x - left) / width - 0.5) * width * 0.3 + vary.range(-0.06, 0.06) * width;
  const w = Math.min(14, Math.max(3, width * vary.range(0.03, 0.09)));
  const f = (value: number) => value.toFixed(1);
  const sliver = (dx: number, colour: string, opacity: number) =>
    `<path d="M${f(x + dx)} ${f(y)}Q${f(x + lean * 0.4 + w + dx)} ${f((y + end) / 2)} ${f(x + lean + w + dx)} ${f(end)}L${f(x + lean - w * 0.6 + dx)} ${f(end)}Q${f(x + lean * 0.3 + dx)} ${f((y + end) / 2)} ${f(x + dx)} ${f(y)}Z" fill="${colour}" opacity="${opacity}"/>`;
  return sliver(0, '#000', 0.17) + sliver(w * 1.3, '#fff', 0.15);
}

function folds(piece: Piece, id: string, index: number, vary: Random): { defs: string; body: string } {
  const { left, top, right, bottom } = boundsOf([piece.d]);
  const clip = `${id}-c${index}`;
  const slivers = Array.from({ length: piece.folds ?? 0 }, () => fold(vary, left, top, right - left, bottom - top));
  const edge = `<path d="${piece.d}" fill="none" stroke="#000" stroke-width="9" opacity="0.2"/>`;
  return {
    defs: `<clipPath id="${clip}"><path d="${piece.d}"/></clipPath>`,
    body: `<g clip-path="url(#${clip})"><g filter="url(#${id}-soft)">${slivers.join('')}${edge}</g></g>`,
  };
}

function pieceSvg(piece: Piece, id: string, look: Look): string {
  const fill = piece.fill === 'none' ? 'none' : paintValue(piece.fill, id, look);
  const stroke = piece.stroke
    ? ` stroke="${paintValue(piece.stroke, id, look)}" stroke-width="${piece.width ?? 1}" stroke-linejoin="round" stroke-linecap="${piece.dash ? 'butt' : 'round'}"`
    : '';
  const dash = piece.dash ? ` stroke-dasharray="${piece.dash}"` : '';
  const opacity = piece.opacity === undefined ? '' : ` opacity="${piece.opacity}"`;
  return `<path d="${piece.d}" fill="${fill}"${stroke}${dash}${opacity}/>`;
}

/** Turns a drawing into SVG; `id` keeps its definitions apart from those of other items. */
export function paintDrawing(drawing: Drawing, look: Look, id: string): Layers {
  const vary = random(look.seed);
  let [defs, back, front] = [definitions(id, look), '', ''];
  drawing.forEach((piece, index) => {
    let svg = pieceSvg(piece, id, look);
    if (piece.shaded && piece.fill !== '#000000') svg += `<path d="${piece.d}" fill="url(#${id}-shade)"/>`;
    if (piece.folds && look.folds) {
      const soft = folds(piece, id, index, vary);
      defs += soft.defs;
      svg += soft.body;
    }
    if (piece.behind) back += svg;
    else front += svg;
  });
  return { defs, back, front };
}

/** The drawing as one flat colour, for shadows and masks. */
export function silhouette(drawing: Drawing, colour: string): string {
  return drawing
    .filter((piece) => !piece.detail)
    .map((piece) => {
      const fill = piece.fill === 'none' ? 'none' : colour;
      const stroke = piece.stroke ? ` stroke="${colour}" stroke-width="${piece.width ?? 1}"` : '';
      return `<path d="${piece.d}" fill="${fill}"${stroke}/>`;
    })
    .join('');
}
