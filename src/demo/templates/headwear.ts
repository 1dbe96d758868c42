/** Hats: the head is 78 wide, the brim line at y = 0, the crown above. */
import { box, ellipse, line, mirrored, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, inside, mark, type Piece, part, seam, stitches } from '../pieces.ts';

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

/** A baseball cap. */
export function cap(cut: { readonly mesh?: boolean; readonly logo?: boolean; readonly flat?: boolean }): Drawing {
  const crown = symmetric([0, -62], [38, -62, 44, -26], [46, 6], [20, 12, 0, 12]);
  const brim = symmetric(
    [0, 2],
    [40, 2, 50, cut.flat ? 14 : 20],
    [54, cut.flat ? 26 : 36, 36, cut.flat ? 24 : 29],
    [16, cut.flat ? 22 : 22, 0, cut.flat ? 22 : 22],
  );
  const pieces: Piece[] = [cloth(crown, { folds: 2 })];
  if (cut.mesh) pieces.push(...pair(shape([20, -54], [40, -46, 44, -22], [46, 6], [24, 9]), (d) => part(d, 'accent')));
  pieces.push(
    ...pair(line([0, -62], [26, -40, 24, 10]), (d) => seam(d)),
    mark(ellipse(0, -62, 4.5, 3), 'trim', { stroke: 'seam' }),
  );
  if (cut.logo) pieces.push(mark(ellipse(0, -24, 12, 11), 'accent'), mark(box(-6, -26, 12, 4), 'fabric'));
  pieces.push(part(brim, 'trim'), stitches(symmetricLine([46, 20], [30, 11, 0, 11])));
  return pieces;
}

/** A knitted beanie. */
export function beanie(cut: { readonly pompom?: boolean; readonly slouch?: number }): Drawing {
  const top = -68 - (cut.slouch ?? 0);
  const pieces: Piece[] = cut.pompom ? [part(ellipse(0, top - 12, 19), 'accent', { folds: 5 })] : [];
  pieces.push(
    cloth(symmetric([0, top], [40, top, 46, -20], [47, 2], [0, 8]), { folds: 5 }),
    part(symmetric([0, -18], [30, -18, 47, -22], [48, 6], [30, 12, 0, 12]), 'trim'),
  );
  for (let x = -40; x <= 40; x += 8) pieces.push(seam(line([x, -18], [x * 1.03, 9]), { width: 1.8, opacity: 0.4 }));
  return pieces;
}

/** Brimmed hats: sun hats, fedoras, bucket hats, boaters. */
export function brimmed(cut: {
  readonly brim: number;
  readonly droop?: number;
  readonly crown?: number;
  readonly dent?: boolean;
  readonly band?: boolean;
  readonly flatTop?: boolean;
}): Drawing {
  const { brim, droop = 6, crown = 58 } = cut;
  const lower = symmetric(
    [0, -8],
    [44, -8, brim, droop - 4],
    [brim + 4, droop + 6, brim - 4, droop + 7],
    [46, 18, 0, 18],
  );
  const top = cut.flatTop
    ? symmetric([0, -crown], [38, -crown], [44, -crown, 45, -crown + 8], [47, 0], [26, 9, 0, 9])
    : cut.dent
      ? symmetric([0, -crown + 8], [14, -crown - 8, 30, -crown], [42, -crown + 10, 46, 0], [26, 9, 0, 9])
      : symmetric([0, -crown], [40, -crown, 46, 0], [26, 9, 0, 9]);
  const pieces: Piece[] = [cloth(lower, { folds: 2 }), cloth(top, { folds: 2 })];
  if (cut.band) pieces.push(part(symmetric([0, -13], [28, -13, 45.5, -20], [47, -1], [28, 8, 0, 8]), 'accent'));
  pieces.push(seam(symmetricLine([brim - 6, droop], [44, 9, 0, 10]), { opacity: 0.35 }));
  return pieces;
}

/** A bucket hat. */
export function bucketHat(): Drawing {
  return [
    cloth(symmetric([0, -6], [48, -8], [66, 22], [36, 34, 0, 34]), { folds: 3 }),
    cloth(symmetric([0, -54], [36, -54, 38, -50], [47, -6], [24, 3, 0, 3]), { folds: 3 }),
    stitches(symmetricLine([56, 8], [30, 17, 0, 17])),
    stitches(symmetricLine([62, 17], [34, 27, 0, 27])),
    mark(ellipse(26, -30, 2.4), 'metal'),
    mark(ellipse(16, -30, 2.4), 'metal'),
  ];
}

/** A beret. */
export function beret(): Drawing {
  return [
    inside(symmetric([0, -10], [30, -10, 42, -4], [30, 6, 0, 6]), { behind: false }),
    cloth(
      shape(
        [-42, -2],
        [-76, -14, -70, -38],
        [-54, -66, 6, -62],
        [56, -58, 60, -28],
        [58, -8, 42, -1],
        [0, 10, -42, -2],
      ),
      { folds: 3 },
    ),
    band(line([-2, -62], [-2, -71, 2, -72]), 'fabric', 4),
    band(line([-42, -2], [0, 9, 42, -2]), 'trim', 6),
  ];
}
