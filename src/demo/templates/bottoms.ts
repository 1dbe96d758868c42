/** Trousers, jeans, leggings, shorts and skirts. */
import { onLeg, type Pose } from '../figure.ts';
import { box, ellipse, line, mirrored, polygon, type Step, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, mark, type Paint, type Piece, part, seam, stitches } from '../pieces.ts';
import { skirtPart } from './dresses.ts';
import { buttons } from './tops.ts';

export interface TrouserCut {
  /** Share of the leg: 0.3 shorts, 1 the ankle. */
  readonly length?: number;
  /** Half width of the leg at the knee and at the hem. */
  readonly knee?: number;
  readonly hem?: number;
  readonly ease?: number;
  readonly waistband?: boolean;
  /** Jeans: five pockets, contrast stitches, faded thighs. */
  readonly jeans?: boolean;
  readonly ripped?: boolean;
  readonly cuffs?: 'turned' | 'rib';
  readonly crease?: boolean;
  readonly cargo?: boolean;
  readonly drawstring?: boolean;
  readonly stripe?: boolean;
}

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];
const WAIST = 304;

/** The right leg with half of the seat. */
function leg(cut: TrouserCut, pose: Pose): string {
  const { length = 1, knee = 26, hem = 20, ease = 0 } = cut;
  const steps: Step[] = [
    [52 + ease * 0.5, WAIST - 2],
    [58 + ease * 0.6, 330, ...onLeg(pose, -0.05, 36 + ease)],
  ];
  if (length > 0.55) {
    steps.push(
      [...onLeg(pose, 0.25, 33 + ease * 0.5 + (knee - 24) * 0.5), ...onLeg(pose, 0.5, knee)],
      onLeg(pose, length, hem),
    );
    steps.push([...onLeg(pose, length + 0.012, 0), ...onLeg(pose, length, -hem)], onLeg(pose, 0.5, -knee));
    steps.push([...onLeg(pose, 0.25, -29), 1.5, 424]);
  } else {
    steps.push(
      onLeg(pose, length, hem),
      [...onLeg(pose, length + 0.02, 0), ...onLeg(pose, length, -Math.min(hem, 33))],
      [1.5, 424],
    );
  }
  return shape([-0.5, WAIST], ...steps);
}

function pockets(cut: TrouserCut): Piece[] {
  if (cut.jeans) {
    const curve = line([24, WAIST + 13], [30, 345, 62, 340]);
    return [
      ...pair(curve, (d) => seam(d)),
      ...pair(line([23, WAIST + 15], [28, 349, 62, 344]), (d) => stitches(d, 'accent')),
      ...pair(ellipse(29, 330, 1.8), (d) => mark(d, 'metal')),
    ];
  }
  return pair(line([40, WAIST + 13], [58, 352]), (d) => seam(d));
}

function extras(cut: TrouserCut, pose: Pose): Piece[] {
  const { length = 1, hem = 20, knee = 26 } = cut;
  const pieces: Piece[] = [];
  if (cut.jeans && length > 0.55)
    pieces.push(
      ...pair(
        shape(
          onLeg(pose, 0.03, 4),
          [...onLeg(pose, 0.2, 24), ...onLeg(pose, 0.5, 6)],
          [...onLeg(pose, 0.2, -14), ...onLeg(pose, 0.03, 4)],
        ),
        (d) => mark(d, '#ffffff', { opacity: 0.13 }),
      ),
    );
  if (cut.crease) pieces.push(...pair(line(onLeg(pose, 0.02, 2), onLeg(pose, length, 0)), (d) => seam(d)));
  if (cut.stripe)
    pieces.push(
      ...pair(
        line(
          [54, WAIST + 14],
          [64, 345, ...onLeg(pose, 0.1, 33)],
          ...(length > 0.55 ? [onLeg(pose, 0.5, knee - 4)] : []),
          onLeg(pose, length, hem - 4),
        ),
        (d) => band(d, 'accent', 6),
      ),
    );
  if (cut.ripped)
    pieces.push(
      ...[0.42, 0.53].flatMap((at) =>
        pair(
          shape(
            onLeg(pose, at, 14),
            [...onLeg(pose, at - 0.025, 0), ...onLeg(pose, at, -13)],
            [...onLeg(pose, at + 0.025, 0), ...onLeg(pose, at, 14)],
          ),
          (d) => mark(d, '#e8ded4', { stroke: 'seam', width: 1 }),
        ),
      ),
    );
  if (cut.cargo)
    pieces.push(
      ...pair(
        shape(onLeg(pose, 0.27, 8), onLeg(pose, 0.27, knee + 10), onLeg(pose, 0.42, knee + 8), onLeg(pose, 0.42, 6)),
        (d) => cloth(d),
      ),
      ...pair(
        shape(onLeg(pose, 0.26, 7), onLeg(pose, 0.26, knee + 11), onLeg(pose, 0.3, knee + 11), onLeg(pose, 0.3, 7)),
        (d) => cloth(d),
      ),
    );
  const hemBand = (from: number, to: number, half: number) =>
    shape(onLeg(pose, from, half), onLeg(pose, to, half), onLeg(pose, to, -half), onLeg(pose, from, -half));
  if (cut.cuffs === 'turned')
    pieces.push(...pair(hemBand(length - 0.055, length + 0.012, hem + 1.5), (d) => part(d, 'trim')));
  else if (cut.cuffs === 'rib')
    pieces.push(...pair(hemBand(length - 0.01, length + 0.06, hem - 3), (d) => part(d, 'trim')));
  else
    pieces.push(
      ...pair(line(onLeg(pose, length - 0.025, hem), onLeg(pose, length - 0.025, -Math.min(hem, 32))), (d) =>
        stitches(d, cut.jeans ? 'accent' : 'seam'),
      ),
    );
  return pieces;
}

function waistband(cut: TrouserCut): Piece[] {
  const half = 53 + (cut.ease ?? 0) * 0.5;
  const bandShape = symmetric(
    [0, WAIST - 4],
    [half * 0.6, WAIST - 4, half - 1, WAIST - 8],
    [half + 2, WAIST + 8],
    [half * 0.6, WAIST + 13, 0, WAIST + 13],
  );
  if (cut.drawstring)
    return [
      part(bandShape, 'fabric', { folds: 8 }),
      ...pair(line([6, WAIST + 5], [12, 335, 9, 358]), (d) => band(d, 'accent', 3.2)),
    ];
  const loops = [16, 42].flatMap((x) => pair(box(x, WAIST - 6, 5, 20, 1), (d) => cloth(d, { shaded: false })));
  return [
    part(bandShape, 'fabric'),
    ...loops,
    mark(ellipse(0, WAIST + 4, 4.2), cut.jeans ? 'metal' : 'accent', { stroke: 'seam', width: 0.8 }),
  ];
}

/** Trousers of any length. */
export function trousers(cut: TrouserCut, pose: Pose): Drawing {
  const pieces = pair(leg(cut, pose), (d) => cloth(d, { folds: 4 }));
  if (cut.waistband === false) return pieces;
  pieces.push(...pockets(cut), ...extras(cut, pose));
  if (!cut.drawstring)
    pieces.push(stitches(line([11, WAIST + 13], [11, 372], [8, 386, 0, 390]), cut.jeans ? 'accent' : 'seam'));
  return [...pieces, ...waistband(cut)];
}

/** Leggings: close to the leg, one wide waistband. */
export function leggings(cut: { readonly length: number; readonly stripe?: boolean }, pose: Pose): Drawing {
  const base: TrouserCut = { length: cut.length, knee: 21.5, hem: 13.5, ease: -2, waistband: false };
  const pieces = [
    ...trousers(base, pose),
    part(symmetric([0, WAIST - 8], [32, WAIST - 8, 50, WAIST - 12], [55, 326], [34, 334, 0, 334]), 'fabric'),
  ];
  if (cut.stripe) pieces.push(...extras({ ...base, stripe: true }, pose));
  return [
    ...pieces,
    seam(line([0, 334], [0, 424])),
    ...pair(line(onLeg(pose, cut.length - 0.02, 13), onLeg(pose, cut.length - 0.02, -13)), (d) => stitches(d)),
  ];
}

export interface SkirtCut {
  readonly hem?: number;
  readonly flare?: number;
  readonly pleats?: number;
  readonly tiers?: number;
  readonly buttons?: boolean;
  readonly slit?: boolean;
  readonly pockets?: boolean;
  readonly wrap?: boolean;
}

function pleatsOf(count: number, hem: number, flare: number): Piece[] {
  const sag = 6 + Math.max(0, flare) * 0.16;
  return Array.from({ length: count * 2 - 1 }, (_, i) => {
    const at = (i + 1 - count) / count;
    const bottom = hem + sag * (1 - at * at);
    return shape([at * 50, WAIST + 12], [at * (72 + flare), bottom], [at * (72 + flare) + 46 / count, bottom]);
  }).map((d) => mark(d, '#000000', { opacity: 0.13 }));
}

/** A skirt. */
export function skirt(cut: SkirtCut): Drawing {
  const { hem = 520, flare = 30 } = cut;
  const pieces: Piece[] = [cloth(skirtPart(WAIST, 53, hem, flare), { folds: cut.pleats ? 2 : flare > 24 ? 8 : 4 })];
  if (cut.pleats) pieces.push(...pleatsOf(cut.pleats, hem, flare));
  for (let tier = 1; tier < (cut.tiers ?? 1); tier++) {
    const y = WAIST + ((hem - WAIST) * tier) / (cut.tiers ?? 1);
    const wide = 53 + (17 + flare) * (tier / (cut.tiers ?? 1)) ** 0.8;
    pieces.push(
      part(
        symmetric([0, y + 4], [wide * 0.6, y + 4, wide - 3, y], [wide + 4, y + 13], [wide * 0.6, y + 18, 0, y + 18]),
        'fabric',
        { folds: 6 },
      ),
    );
  }
  if (cut.slit) pieces.push(part(shape([-30, hem + 6], [-26, hem - 86], [-40, hem + 5]), 'inside'));
  if (cut.wrap)
    pieces.push(
      seam(line([44, WAIST + 12], [4, WAIST + 120, -8, hem + 8]), { width: 2.4 }),
      ...[0, 1].map((i) => mark(ellipse(38 - i * 8, WAIST + 30 + i * 28, 5), 'metal' as Paint, { stroke: 'seam' })),
    );
  if (cut.pockets)
    pieces.push(
      ...pair(polygon([22, 340], [52, 337], [56, 380], [24, 384]), (d) => cloth(d)),
      ...pair(line([22, 347], [52, 344]), (d) => stitches(d, 'accent')),
    );
  if (cut.buttons)
    pieces.push(
      seam(line([0, WAIST + 12], [0, hem + 6])),
      stitches(line([7, WAIST + 12], [7, hem + 4]), 'accent'),
      ...buttons(WAIST + 28, hem - 14, 34, 0, 4.4, 'metal'),
    );
  pieces.push(
    part(
      symmetric([0, WAIST - 6], [32, WAIST - 6, 52, WAIST - 10], [55, WAIST + 7], [32, WAIST + 12, 0, WAIST + 12]),
      'fabric',
    ),
    stitches(symmetricLine([54, WAIST + 4], [32, WAIST + 9, 0, WAIST + 9])),
  );
  return pieces;
}
