/** Bags: x = 0 in the middle, the top edge at y = 0, about 200 wide; straps reach above. */
import { box, ellipse, line, mirrored, polygon, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, inside, mark, type Piece, part, seam, stitches } from '../pieces.ts';

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

export interface ToteCut {
  readonly width?: number;
  readonly height?: number;
  readonly taper?: number;
  readonly handle?: number;
  readonly stripe?: boolean;
  readonly pocket?: boolean;
}

/** An open bag with two handles. */
export function tote(cut: ToteCut): Drawing {
  const { width = 100, height = 170, taper = 8, handle = 84 } = cut;
  const body = symmetric(
    [0, 4],
    [width * 0.6, 4, width, 0],
    [width - taper, height - 10],
    [width - taper - 2, height, width - taper - 14, height],
    [0, height + 3],
  );
  const loop = symmetricLine([46, 14], [46, -handle * 1.2, 0, -handle]);
  const pieces: Piece[] = [
    band(symmetricLine([40, 8], [40, -handle * 1.25 - 8, 0, -handle - 10]), 'trim', 8),
    inside(symmetric([0, -6], [width * 0.6, -6, width, 0], [width * 0.6, 8, 0, 8]), { behind: false }),
    cloth(body, { folds: 4 }),
  ];
  if (cut.stripe)
    pieces.push(
      part(
        symmetric(
          [0, height * 0.68],
          [width - taper * 0.7, height * 0.68],
          [width - taper, height - 10],
          [width - taper - 14, height],
          [0, height + 3],
        ),
        'accent',
      ),
    );
  pieces.push(
    band(loop, 'trim', 9),
    ...pair(box(41, 10, 11, 30, 2), (d) => part(d, 'trim')),
    stitches(symmetricLine([width - 3, 9], [width * 0.6, 13, 0, 13])),
  );
  if (cut.pocket)
    pieces.push(
      cloth(polygon([-40, 74], [40, 74], [38, 136], [-38, 136])),
      stitches(line([-40, 81], [40, 81]), 'accent'),
    );
  return pieces;
}

export interface FlapCut {
  readonly width?: number;
  readonly height?: number;
  readonly flap?: number;
  readonly strap?: 'chain' | 'leather' | 'short';
  readonly quilted?: boolean;
  readonly round?: boolean;
  readonly clasp?: 'lock' | 'ring' | 'straps';
}

/** A shoulder bag, crossbody or satchel with a flap. */
export function flapBag(cut: FlapCut): Drawing {
  const { width = 92, height = 116, flap = 70, strap = 'leather' } = cut;
  const rise = strap === 'short' ? 70 : 118;
  const loop = symmetricLine([width - 8, 10], [width * 0.9, -rise * 1.1, 0, -rise]);
  const pieces: Piece[] =
    strap === 'chain'
      ? [band(loop, 'metal', 6, { dash: '7 3' }), band(loop, 'seam', 1.4, { dash: '7 3' })]
      : [band(loop, 'trim', strap === 'short' ? 10 : 7)];
  const r = cut.round ? 46 : 12;
  pieces.push(
    cloth(box(-width, 0, width * 2, height, r), { folds: 2 }),
    cloth(
      cut.round
        ? symmetric([0, -2], [width * 0.8, -2, width + 1, 22], [width, flap + 20, 0, flap + 12])
        : symmetric(
            [0, -3],
            [width - 8, -3],
            [width + 2, -2, width + 2, 10],
            [width, flap - 8],
            [width, flap, width - 8, flap],
            [0, flap],
          ),
    ),
  );
  if (cut.quilted)
    for (let x = -width; x < width; x += 22)
      pieces.push(
        seam(line([x, 2], [Math.min(width, x + 44), Math.min(flap, 46)])),
        seam(line([Math.min(width, x + 44), 2], [x, Math.min(flap, 46)])),
      );
  pieces.push(
    stitches(
      cut.round
        ? symmetricLine([width - 7, 24], [width - 8, flap + 10, 0, flap + 5])
        : symmetricLine([width - 6, 4], [width - 6, flap - 7], [0, flap - 7]),
    ),
  );
  const y = cut.round ? flap + 6 : flap;
  if (cut.clasp === 'ring') pieces.push(band(ellipse(0, y - 4, 11), 'metal', 5));
  else if (cut.clasp === 'straps')
    pieces.push(
      ...pair(box(width * 0.45, 10, 13, height - 34, 2), (d) => part(d, 'trim')),
      ...pair(box(width * 0.45 - 2, height - 44, 17, 15, 2), (d) => part(d, 'metal')),
    );
  else pieces.push(part(box(-13, y - 13, 26, 20, 4), 'metal'), mark(box(-5, y - 7, 10, 8, 2), 'seam'));
  return pieces;
}

/** A handbag with a stiff frame and one or two top handles. */
export function handbag(cut: {
  readonly width?: number;
  readonly height?: number;
  readonly belt?: boolean;
  readonly dome?: boolean;
}): Drawing {
  const { width = 96, height = 130 } = cut;
  const body = cut.dome
    ? symmetric([0, -14], [70, -14, width - 14, 34], [width, 80, width - 2, height], [0, height + 2])
    : symmetric([0, 0], [width - 14, 0], [width, height - 6], [width, height, width - 8, height], [0, height + 2]);
  const pieces: Piece[] = [
    band(symmetricLine([44, 6], [42, -92, 0, -88]), 'trim', 8),
    cloth(body, { folds: 2 }),
    band(symmetricLine([50, 16], [52, -78, 0, -74]), 'trim', 9),
    ...pair(box(44, 8, 13, 26, 3), (d) => part(d, 'trim')),
  ];
  if (cut.dome)
    pieces.push(
      band(symmetricLine([width - 18, 34], [68, -4, 0, -4]), 'metal', 3.5),
      seam(line([-width + 2, height - 20], [width - 2, height - 20])),
    );
  else
    pieces.push(
      cloth(symmetric([0, 0], [width - 14, 0], [width - 10, 38], [0, 44])),
      part(box(-9, 32, 18, 24, 3), 'metal'),
    );
  if (cut.belt)
    pieces.push(part(box(-width + 6, 58, width * 2 - 12, 13), 'trim'), part(box(-10, 53, 20, 23, 4), 'metal'));
  return pieces;
}

/** A bucket bag with a drawstring. */
export function bucket(): Drawing {
  const body = symmetric([0, 6], [60, 6, 72, 0], [84, 130], [82, 150, 56, 152], [0, 154]);
  return [
    band(symmetricLine([62, 14], [70, -120, 0, -118]), 'trim', 8),
    inside(ellipse(0, 3, 70, 9), { behind: false }),
    cloth(body, { folds: 7 }),
    band(symmetricLine([74, 30], [40, 38, 0, 38]), 'trim', 4),
    ...[-54, -28, 28, 54].map((x) => mark(ellipse(x, 35, 3.6), 'metal')),
    band(line([0, 38], [-8, 66, -14, 90]), 'trim', 4),
    band(line([0, 38], [10, 62, 8, 94]), 'trim', 4),
    part(symmetric([0, 126], [83, 126], [82, 150, 56, 152], [0, 154]), 'trim'),
  ];
}

export interface BackpackCut {
  readonly flap?: boolean;
  readonly pockets?: number;
  readonly width?: number;
}

/** A backpack from the front. */
export function backpack(cut: BackpackCut): Drawing {
  const w = cut.width ?? 78;
  const straps = shape([w - 26, 14], [w + 26, 40, w + 16, 120], [w - 6, 176], [w - 14, 172], [w + 4, 110, w - 34, 26]);
  const pieces: Piece[] = [
    ...pair(straps, (d) => part(d, 'trim')),
    band(symmetricLine([20, 2], [20, -26, 0, -26]), 'trim', 9),
    cloth(symmetric([0, -6], [w - 10, -8, w, 46], [w + 4, 180], [w + 2, 196, w - 18, 196], [0, 198]), { folds: 3 }),
  ];
  if (cut.flap)
    pieces.push(
      cloth(symmetric([0, -8], [w - 10, -8, w + 2, 46], [w, 84], [w - 20, 96, 0, 96])),
      ...pair(box(26, 60, 11, 70, 2), (d) => part(d, 'trim')),
      ...pair(box(23, 108, 17, 16, 2), (d) => part(d, 'metal')),
    );
  else
    pieces.push(
      band(symmetricLine([w - 4, 70], [w - 16, 8, 0, 8]), 'seam', 3),
      band(symmetricLine([w - 4, 70], [w - 16, 8, 0, 8]), 'metal', 1.2, { dash: '2 2' }),
    );
  const count = cut.pockets ?? 1;
  pieces.push(cloth(box(-w + 14, 116, w * 2 - 28, 66, 12)), band(line([-w + 24, 128], [w - 24, 128]), 'seam', 3));
  if (count > 1)
    pieces.push(cloth(box(-w + 20, 62, w * 2 - 40, 44, 8)), band(line([-w + 28, 72], [w - 28, 72]), 'seam', 2.5));
  pieces.push(part(box(-12, 148, 24, 16, 3), 'accent'));
  return pieces;
}

/** A clutch, an envelope or a wallet. */
export function clutch(cut: {
  readonly envelope?: boolean;
  readonly frame?: boolean;
  readonly height?: number;
  readonly chain?: boolean;
}): Drawing {
  const h = cut.height ?? 116;
  const pieces: Piece[] = cut.chain
    ? [band(line([-90, 10], [-130, 60, -96, h + 30], [-60, h + 60, -20, h + 34]), 'metal', 4, { dash: '6 3' })]
    : [];
  pieces.push(cloth(box(-104, 0, 208, h, 9), { folds: 2 }));
  if (cut.envelope)
    pieces.push(
      cloth(polygon([-103, 1], [103, 1], [0, h * 0.68])),
      stitches(line([-94, 4], [0, h * 0.61], [94, 4])),
      mark(ellipse(0, h * 0.56, 7), 'metal', { stroke: 'seam' }),
    );
  else if (cut.frame)
    pieces.push(
      part(box(-104, -6, 208, 14, 6), 'metal'),
      part(ellipse(-7, -10, 8), 'metal'),
      part(ellipse(8, -10, 8), 'metal'),
    );
  else pieces.push(cloth(box(-104, 0, 208, h * 0.5, 9)), part(box(-11, h * 0.42, 22, 16, 3), 'metal'));
  return pieces;
}

/** A folded purse for money and cards. */
export function wallet(cut: { readonly zip?: boolean; readonly height?: number }): Drawing {
  const h = cut.height ?? 104;
  const pieces: Piece[] = [
    cloth(box(-94, 0, 188, h, 12), { folds: 1 }),
    stitches(box(-87, 7, 174, h - 14, 8), 'accent'),
  ];
  if (cut.zip)
    return [
      ...pieces,
      band(line([-90, 20], [-90, 4, -76, 3], [76, 3], [90, 4, 90, 20]), 'metal', 4, { dash: '2.5 2' }),
      part(box(82, 18, 9, 34, 3), 'metal'),
    ];
  return [
    ...pieces,
    cloth(box(-94, 0, 188, h * 0.46, 12)),
    part(box(-16, h * 0.36, 32, 24, 5), 'fabric'),
    mark(ellipse(0, h * 0.5, 6), 'metal', { stroke: 'seam' }),
  ];
}

/** A bag worn around the waist or across the chest. */
export function beltBag(): Drawing {
  return [
    band(line([-96, 30], [-150, 0, -176, -30]), 'trim', 15),
    band(line([96, 30], [150, 0, 176, -30]), 'trim', 15),
    cloth(symmetric([0, 0], [96, 0, 108, 26], [104, 92, 52, 100], [0, 101]), { folds: 3 }),
    band(line([-84, 22], [84, 22]), 'seam', 4),
    band(line([-84, 22], [84, 22]), 'metal', 1.5, { dash: '2 2' }),
    seam(symmetricLine([98, 48], [60, 58, 0, 58])),
    part(box(66, 18, 20, 9, 3), 'metal'),
  ];
}
