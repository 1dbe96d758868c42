/** A dressed person as a stack of layers. */
import { type Body, bodyLayers, hairBehind, headLayers } from './body.ts';
import type { DemoProduct } from './catalogue.ts';
import { paintDrawing, silhouette } from './drawing.ts';
import { onArm, onLeg, type Pose } from './figure.ts';
import { grouped, type Layer } from './layer.ts';
import type { Outfit } from './outfit.ts';
import { boundsOf, line } from './path.ts';
import { band, type Drawing, type Piece } from './pieces.ts';
import { lookOf, wornDrawing } from './render.ts';
import { styleOf } from './styles/all.ts';

export interface Person {
  readonly body: Body;
  readonly outfit: Outfit;
  /** The upper garment goes into the lower one. */
  readonly tucked: boolean;
  readonly light: number;
}

/** Gives each item of a scene its number and collects definitions. */
export interface ItemSink {
  readonly defs: string[];
  readonly products: DemoProduct[];
}

interface Dressed {
  readonly behind: Layer[];
  readonly front: Layer[];
}

const flatten = (svg: string) => svg.replaceAll('#ff00ff', '{}');

/** Paints one item and numbers it. */
export function itemLayers(product: DemoProduct, drawing: Drawing, light: number, sink: ItemSink): Dressed {
  const item = sink.products.push(product) - 1;
  const { defs, back, front } = paintDrawing(drawing, lookOf(product, light, true), `i${item}`);
  sink.defs.push(defs);
  const of = (svg: string, pieces: Drawing): Layer[] =>
    svg ? [{ item, svg, mask: flatten(silhouette(pieces, '#ff00ff')) }] : [];
  return {
    behind: of(
      back,
      drawing.filter((piece) => piece.behind),
    ),
    front: of(
      front,
      drawing.filter((piece) => !piece.behind),
    ),
  };
}

function shoes(product: DemoProduct, person: Person, sink: ItemSink): Layer[] {
  const { pose } = person.body;
  const drawing = wornDrawing(product, pose);
  const { front } = itemLayers(product, drawing, person.light, sink);
  const [x] = onLeg(pose, 1);
  const left = grouped(front, `translate(${(-x - 18).toFixed(1)} 776) scale(0.36 0.44)`);
  const right = grouped(front, `translate(${(x + 18).toFixed(1)} 776) scale(-0.36 0.44)`);
  return [...left, ...right];
}

/** Straps that lead to a bag from the other shoulder; they are no part of the bag's box. */
function crossStrap(x: number, y: number, half: number): Piece[] {
  return [band(line([x - half, y], [-20, 250, -52, 148]), 'trim', 6, { detail: true })];
}

function carried(product: DemoProduct, pose: Pose, light: number, sink: ItemSink): Layer[] {
  const drawing = wornDrawing(product, pose);
  const { left, top, right } = boundsOf(drawing.map((piece) => piece.d));
  if (styleOf(product.style).wear === 'shoulder') {
    const scale = 0.56;
    const body = drawing.filter((piece) => boundsOf([piece.d]).top > -30);
    const [x, y] = [82, 336];
    const strap = crossStrap(0, 4, 82).map((piece) => ({
      ...piece,
      d: line([-78, 8], [(-20 - x) / scale, (250 - y) / scale, (-52 - x) / scale, (148 - y) / scale]),
    }));
    return grouped(itemLayers(product, [...strap, ...body], light, sink).front, `translate(${x} ${y}) scale(${scale})`);
  }
  const [x, y] = onArm(pose, 1.13);
  const small = product.style === 'clutch' ? 0.46 : product.style === 'backpack' ? 0.74 : 0.62;
  return grouped(
    itemLayers(product, drawing, light, sink).front,
    `translate(${(x + 4 - ((left + right) / 2) * small).toFixed(1)} ${(y - 6 - top * small).toFixed(1)}) scale(${small})`,
  );
}

const ON_HEAD = { head: 'translate(0 37) scale(0.98)', eyes: 'translate(0 62) scale(0.74)' } as const;

/** Everything from the hair behind to the bag before, back to front. */
export function personLayers(person: Person, sink: ItemSink): Layer[] {
  const { outfit, body } = person;
  const worn = (product: DemoProduct | undefined): Dressed =>
    product ? itemLayers(product, wornDrawing(product, body.pose), person.light, sink) : { behind: [], front: [] };
  const [upper, whole, lower, over] = [worn(outfit.upper), worn(outfit.whole), worn(outfit.lower), worn(outfit.over)];
  const neck = worn(outfit.neck);
  const waist =
    outfit.waist && styleOf(outfit.waist.style).kind === 'belt' && (person.tucked || outfit.whole)
      ? worn(outfit.waist)
      : { behind: [], front: [] };
  const bagAtWaist =
    outfit.waist && styleOf(outfit.waist.style).kind === 'bag'
      ? grouped(worn(outfit.waist).front, 'translate(0 306) scale(0.48)')
      : [];
  const feet = outfit.feet ? shoes(outfit.feet, person, sink) : [];
  const bag = outfit.hand ?? outfit.shoulder ?? outfit.back;
  const isJewel = outfit.neck?.kind === 'jewelry';
  const head = (['eyes', 'head'] as const).flatMap((place) =>
    outfit[place] ? grouped(worn(outfit[place]).front, ON_HEAD[place]) : [],
  );
  const middle = person.tucked ? [...upper.front, ...lower.front, ...waist.front] : [...lower.front, ...upper.front];
  return [
    ...hairBehind(body),
    ...(isJewel ? [] : neck.behind),
    ...[over, whole, upper].flatMap((dressed) => dressed.behind),
    ...bodyLayers(body),
    ...feet,
    ...(isJewel ? neck.front : []),
    ...middle,
    ...whole.front,
    ...(outfit.whole ? waist.front : []),
    ...over.front,
    ...bagAtWaist,
    ...(isJewel ? [] : neck.front),
    ...headLayers(body),
    ...head,
    ...(bag ? carried(bag, body.pose, person.light, sink) : []),
  ];
}
