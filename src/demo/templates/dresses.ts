/** Dresses and rompers: a bodice and a skirt part in one. */
import type { Pose } from '../figure.ts';
import { line, mirrored, polygon, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, inside, type Piece, part, seam } from '../pieces.ts';
import { trousers } from './bottoms.ts';
import { buttons, type Neck, neckInside, neckline, sleeves, torso } from './tops.ts';

export interface DressCut {
  readonly neck?: Neck | 'straps' | 'halter' | 'bandeau';
  /** Share of the arm; 0 is sleeveless. */
  readonly sleeve?: number;
  readonly sleeveEnd?: number;
  readonly puff?: number;
  readonly ribs?: boolean;
  /** y of the hem: 500 is mini, 590 midi, 700 maxi. */
  readonly hem?: number;
  /** How much the hem is wider than the hips: −10 is a pencil, 90 a full skirt. */
  readonly flare?: number;
  readonly waist?: number;
  readonly ease?: number;
  readonly tiers?: number;
  readonly belt?: boolean;
  readonly placket?: boolean;
  readonly wrap?: boolean;
  readonly slit?: boolean;
  readonly collar?: boolean;
}

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

/** The skirt part from the waist down. */
export function skirtPart(waist: number, half: number, hem: number, flare: number): string {
  const low = 70 + flare;
  const hip = Math.min(waist + 85, hem - 20);
  const side =
    flare > 24
      ? [[half + flare * 0.45, waist + (hem - waist) * 0.4, low, hem]]
      : [
          [half + 12, waist + 20, 68 + flare * 0.3, hip],
          [70 + flare * 0.6, (hip + hem) / 2, low, hem],
        ];
  const sag = 6 + Math.max(0, flare) * 0.16;
  return symmetric([0, waist], [half * 0.5, waist, half, waist - 2], ...side, [low * 0.6, hem + sag, 0, hem + sag]);
}

function bodice(cut: DressCut, waist: number, ease: number, pose: Pose): Piece[] {
  const neck = cut.neck ?? 'crew';
  if (neck === 'straps' || neck === 'bandeau' || neck === 'halter') {
    const top =
      neck === 'bandeau'
        ? [
            [20, 190],
            [60 + ease * 0.4, 206],
          ]
        : neck === 'halter'
          ? [
              [18, 140],
              [58, 224],
            ]
          : [
              [28, 176, 36, 178],
              [52, 196, 60, 224],
            ];
    const start: [number, number] = [0, neck === 'bandeau' ? 196 : neck === 'halter' ? 150 : 202];
    const shapeOf = symmetric(start, ...top, [55 + ease, 262, 52 + ease, waist], [26, waist + 3, 0, waist + 3]);
    const straps =
      neck === 'straps'
        ? pair(line([37, 180], [42, 142]), (d) => band(d, 'trim', 4.5))
        : neck === 'halter'
          ? [band(symmetricLine([17, 142], [14, 122, 0, 122]), 'trim', 7, { behind: true })]
          : [];
    return [...straps, cloth(shapeOf, { folds: 4 }), seam(symmetricLine([52, 214], [34, 232, 4, 222]))];
  }
  const pieces: Piece[] = [
    neckInside(neck),
    ...sleeves(pose, { ...cut, neck, sleeve: cut.sleeve ?? 0, ease }),
    cloth(torso(neck, waist, ease - 2, 0, (cut.sleeve ?? 0) === 0), { folds: 3 }),
    band(neckline(neck), 'trim', cut.ribs ? 9 : 5),
  ];
  if (cut.wrap)
    pieces.push(
      cloth(shape([-26, 137], [-34, 136], [-58, 226], [-52 - ease, waist], [52 + ease, waist], [20, 230, -26, 137]), {
        folds: 2,
      }),
    );
  return pieces;
}

/** A dress. */
export function dress(cut: DressCut, pose: Pose): Drawing {
  const { hem = 590, flare = 50, waist = 298, ease = 3 } = cut;
  const half = 53 + ease;
  const pieces: Piece[] = [
    cloth(skirtPart(waist, half, hem, flare), { folds: flare > 24 ? 9 : 5 }),
    ...bodice(cut, waist, ease, pose),
  ];
  const behind = pieces.findIndex((piece) => piece.behind);
  if (behind > 0) pieces.unshift(...pieces.splice(behind, 1));
  for (let tier = 1; tier < (cut.tiers ?? 1); tier++) {
    const share = tier / (cut.tiers ?? 1);
    const y = waist + (hem - waist) * share;
    const wide = half + (70 + flare - half) * (flare > 24 ? share ** 0.8 : share);
    pieces.push(
      part(
        symmetric([0, y + 4], [wide * 0.6, y + 4, wide - 4, y], [wide + 3, y + 13], [wide * 0.6, y + 18, 0, y + 18]),
        'fabric',
        { folds: 6 },
      ),
    );
  }
  if (cut.placket) pieces.push(seam(line([0, 158], [0, hem])), ...buttons(172, hem - 40, 36, 0, 4));
  if (cut.collar)
    pieces.push(
      ...pair(shape([0, 160], [20, 150, 27, 132], [36, 134], [50, 168, 20, 180], [6, 176, 0, 160]), (d) =>
        part(d, 'accent'),
      ),
    );
  if (cut.slit) pieces.push(part(shape([34, hem + 6], [30, hem - 90], [46, hem + 5]), 'inside'));
  if (cut.wrap)
    pieces.push(
      seam(shape([half, waist], [10, waist + 80, 4, hem + 6], [10, waist + 80, half, waist]), { width: 2 }),
      part(shape([half - 12, waist], [half + 12, waist + 62], [half, waist + 66], [half - 20, waist + 6]), 'fabric'),
    );
  if (cut.belt)
    pieces.push(
      part(
        symmetric(
          [0, waist - 9],
          [half * 0.6, waist - 9, half + 1, waist - 12],
          [half + 2, waist + 5],
          [half * 0.6, waist + 9, 0, waist + 9],
        ),
        'accent',
      ),
      part(polygon([-9, waist - 11], [9, waist - 11], [9, waist + 11], [-9, waist + 11]), 'metal'),
      part(polygon([-5, waist - 7], [5, waist - 7], [5, waist + 7], [-5, waist + 7]), 'accent'),
    );
  else if (!cut.placket)
    pieces.push(seam(symmetricLine([half, waist], [half * 0.6, waist + 5, 0, waist + 5]), { width: 1.6 }));
  return pieces;
}

/** A romper or jumpsuit: a bodice with legs. */
export function romper(
  cut: { readonly leg: number; readonly neck: Neck | 'straps'; readonly sleeve?: number; readonly belt?: boolean },
  pose: Pose,
): Drawing {
  const legs = trousers({ length: cut.leg, hem: cut.leg < 0.5 ? 44 : 34, waistband: false, ease: 4 }, pose);
  const upper = bodice({ neck: cut.neck, sleeve: cut.sleeve ?? 0 }, 306, 3, pose);
  const belt: Piece[] = cut.belt
    ? [
        part(symmetric([0, 297], [34, 297, 57, 294], [57, 310], [34, 314, 0, 314]), 'trim'),
        part(shape([-4, 312], [8, 312], [20, 366], [6, 368]), 'trim'),
      ]
    : [inside(symmetric([0, 303], [30, 303, 56, 300], [30, 307, 0, 307]), { behind: false })];
  const all = [...legs, ...upper, ...belt];
  return [...all.filter((piece) => piece.behind), ...all.filter((piece) => !piece.behind)];
}
