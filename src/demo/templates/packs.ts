/** Cartons, bottles and cups: the ground at y = 0, upwards is negative. */

import { letters } from '../lettering.ts';
import { box, ellipse, line, placed, polygon, shape, symmetric, symmetricLine } from '../path.ts';
import { band, type Drawing, mark, type Paint, type Piece, part, seam } from '../pieces.ts';

export type Motif = 'orange' | 'apple' | 'berry' | 'oat' | 'cow' | 'leaf' | 'wave' | 'peach' | 'grape' | 'tea';

/** The picture on a pack, about 60 wide around (0, 0). */
function motif(name: Motif): Piece[] {
  const flat = (d: string, fill: Paint) => mark(d, fill);
  const leafShape = shape([0, -26], [8, -44, 26, -38], [20, -22, 0, -26]);
  switch (name) {
    case 'orange':
      return [
        flat(ellipse(0, 0, 28), '#f08a1d'),
        flat(ellipse(0, 0, 23), '#ffd08a'),
        ...[0, 45, 90, 135, 180, 225, 270, 315].map((a) =>
          flat(placed(shape([0, -3], [-7, -19], [0, -22, 7, -19]), 0, 0, 1, a), '#f59a2d'),
        ),
        flat(leafShape, '#3f8f3d'),
      ];
    case 'apple':
      return [
        flat(symmetric([0, -16], [12, -26, 30, -18, 26, 6], [20, 30, 8, 26], [0, 24]), '#cf3b34'),
        flat(leafShape, '#4b9a3c'),
        flat(ellipse(-12, -4, 4, 8), '#f28d84'),
      ];
    case 'peach':
      return [
        flat(symmetric([0, -20], [20, -28, 32, -8, 26, 10], [16, 28, 0, 28]), '#f4a07c'),
        flat(leafShape, '#5aa04a'),
        seam(line([0, -20], [-10, 4, 0, 28])),
      ];
    case 'berry':
      return [
        [-14, 2],
        [12, 6],
        [0, -14],
        [0, 20],
        [-22, -14],
        [22, -12],
      ].flatMap(([x = 0, y = 0]) => [flat(ellipse(x, y, 12), '#44509e'), flat(ellipse(x - 3, y - 3, 4), '#8992d4')]);
    case 'grape':
      return [
        [-16, -10],
        [0, -12],
        [16, -10],
        [-8, 4],
        [8, 4],
        [0, 18],
      ].flatMap(([x = 0, y = 0]) => [flat(ellipse(x, y, 10), '#6d3a86'), flat(ellipse(x - 3, y - 3, 3), '#b48cc8')]);
    case 'oat':
      return [
        band(line([0, 32], [4, 0, 0, -30]), '#a87a35', 3),
        ...[-20, -6, 8].flatMap((y) => [
          flat(shape([0, y], [14, y - 16, 20, y - 4], [12, y + 6, 0, y]), '#d9a84e'),
          flat(shape([0, y + 6], [-14, y - 10, -20, y + 2], [-12, y + 12, 0, y + 6]), '#c89238'),
        ]),
      ];
    case 'cow':
      return [
        flat(ellipse(0, 2, 24, 22), '#ffffff'),
        flat(ellipse(0, 14, 15, 10), '#f0b9b4'),
        flat(ellipse(-26, -6, 9, 5), '#2c2c2c'),
        flat(ellipse(26, -6, 9, 5), '#2c2c2c'),
        flat(shape([-22, -4], [-16, -24, 0, -18], [-2, 2, -14, 4]), '#2c2c2c'),
        flat(ellipse(9, -3, 3), '#2c2c2c'),
        flat(ellipse(-9, -4, 3), '#ffffff'),
      ];
    case 'leaf':
      return [
        flat(shape([-26, 20], [-24, -26, 28, -26], [26, 24, -26, 20]), '#4c9a4f'),
        band(line([-26, 20], [0, -4, 20, -20]), '#cfe8c4', 2.4),
      ];
    case 'tea':
      return [
        flat(shape([-24, -12], [24, -12], [20, 22, 0, 24], [-20, 22, -24, -12]), '#8a4b23'),
        band(ellipse(28, 2, 9), '#8a4b23', 4),
        band(line([-8, -18], [-2, -28, -8, -36]), '#b98a5f', 3),
        band(line([8, -18], [14, -28, 8, -36]), '#b98a5f', 3),
      ];
    default:
      return [0, 14, 28].map((dy) =>
        band(line([-32, -12 + dy], [-16, -26 + dy, 0, -12 + dy], [16, 2 + dy, 32, -12 + dy]), '#ffffff', 6),
      );
  }
}

const motifAt = (name: Motif, x: number, y: number, scale: number): Piece[] =>
  motif(name).map((piece) => ({ ...piece, d: placed(piece.d, x, y, scale), width: (piece.width ?? 1) * scale }));
const word = (text: string, x: number, y: number, size: number, paint: Paint): Piece =>
  band(letters(text, x, y, size), paint, size * 0.2, { detail: true });

export interface PackCut {
  readonly brand: string;
  readonly word: string;
  readonly motif: Motif;
  readonly height?: number;
  readonly wide?: number;
  readonly band?: 'low' | 'diagonal' | 'top' | 'oval';
}

function label(cut: PackCut, left: number, right: number, top: number, bottom: number): Piece[] {
  const [cx, height, half] = [(left + right) / 2, bottom - top, (right - left) / 2];
  const areas: Record<NonNullable<PackCut['band']>, string> = {
    low: polygon([left, top + height * 0.52], [right, top + height * 0.52], [right, bottom], [left, bottom]),
    diagonal: polygon([left, top + height * 0.34], [right, top + height * 0.62], [right, bottom], [left, bottom]),
    top: polygon([left, top], [right, top], [right, top + height * 0.42], [left, top + height * 0.42]),
    oval: ellipse(cx, top + height * 0.66, half * 0.82, height * 0.24),
  };
  const size = (text: string, most: number) => Math.min(most, height * 0.16, (half * 1.5) / (text.length * 0.88));
  const ink: Paint = cut.band === 'top' ? 'accentInk' : 'ink';
  return [
    mark(areas[cut.band ?? 'low'], 'accent'),
    word(cut.brand, cx, top + height * 0.14, size(cut.brand, 22), ink),
    word(cut.word, cx, top + height * 0.31, size(cut.word, 14), ink),
    ...motifAt(cut.motif, cx, top + height * 0.67, Math.min(half / 42, height / 150)),
  ];
}

/** A gable-top carton in three-quarter view. */
export function gableCarton(cut: PackCut): Drawing {
  const { height = 190, wide = 88 } = cut;
  const [l, r, side, roof] = [-wide * 0.62, wide * 0.38, wide * 0.72, 34];
  const face = polygon([l, -height], [r, -height], [r, 0], [l, 0]);
  const flank = polygon([r, -height], [side, -height - 9], [side, -9], [r, 0]);
  const slope = polygon([l, -height], [r, -height], [r + 5, -height - roof], [l + 8, -height - roof]);
  const gable = polygon([r, -height], [side, -height - 9], [r + 8, -height - roof]);
  const ridge = polygon(
    [l + 8, -height - roof],
    [r + 6, -height - roof],
    [r + 6, -height - roof - 16],
    [l + 8, -height - roof - 16],
  );
  return [
    part(flank, 'fabric'),
    mark(flank, '#000000', { opacity: 0.2 }),
    part(face, 'fabric'),
    ...label(cut, l, r, -height, 0),
    part(gable, 'fabric'),
    mark(gable, '#000000', { opacity: 0.26 }),
    part(slope, 'accent'),
    part(ridge, 'accent'),
    seam(line([l + 8, -height - roof - 6], [r + 6, -height - roof - 6])),
    part(ellipse((l + r) / 2, -height - roof * 0.5, 13, 10), 'sole'),
    part(ellipse((l + r) / 2, -height - roof * 0.5 - 5, 13, 9), 'sole'),
  ];
}

/** A brick carton, flat on top, with a screw cap or a straw. */
export function brickCarton(cut: PackCut & { readonly straw?: boolean }): Drawing {
  const { height = 170, wide = 84 } = cut;
  const [l, r, side] = [-wide * 0.6, wide * 0.4, wide * 0.74];
  const face = polygon([l, -height], [r, -height], [r, 0], [l, 0]);
  const flank = polygon([r, -height], [side, -height - 16], [side, -14], [r, 0]);
  const lid = polygon([l, -height], [r, -height], [side, -height - 16], [l + wide * 0.34, -height - 16]);
  const top: Piece[] = cut.straw
    ? [
        band(line([-6, -height - 8], [-8, -height - 52], [-30, -height - 66]), '#f4f4f4', 7),
        band(line([-6, -height - 8], [-8, -height - 52], [-30, -height - 66]), 'accent', 2),
      ]
    : [part(box(-18, -height - 26, 30, 20, 4), 'sole'), part(ellipse(-3, -height - 26, 15, 5), 'sole')];
  return [
    part(flank, 'fabric'),
    mark(flank, '#000000', { opacity: 0.2 }),
    part(face, 'fabric'),
    ...label(cut, l, r, -height, 0),
    part(lid, 'fabric'),
    mark(lid, '#ffffff', { opacity: 0.3 }),
    ...top,
  ];
}

/** A plastic or glass bottle; the drink shows through. */
export function bottle(cut: PackCut & { readonly glass?: boolean; readonly slim?: boolean }): Drawing {
  const { height = 230 } = cut;
  const w = cut.slim ? 34 : 42;
  const shoulder = cut.glass ? 0.62 : 0.74;
  const [neck, y] = [cut.glass ? 11 : 14, -height * shoulder];
  const body = symmetric(
    [0, -height],
    [neck, -height],
    [neck, -height * 0.86],
    [neck + 2, y - 18, w, y],
    [w, -w * 0.5, w, -12],
    [w, -1, w - 12, 0],
    [0, 0],
  );
  const liquid = symmetric(
    [0, -height * 0.82],
    [neck - 2, -height * 0.82],
    [neck, y - 14, w - 4, y + 4],
    [w - 4, -12],
    [w - 5, -5, w - 14, -4],
    [0, -4],
  );
  const top = y + 18;
  const wrap = symmetric([0, top + 4], [w * 0.6, top + 4, w, top], [w, -34], [w * 0.6, -30, 0, -30]);
  const shine = shape([-w + 7, y + 6], [-w + 13, y + 2], [-w + 13, -12], [-w + 7, -14]);
  return [
    part(body, cut.glass ? '#cfe3d8' : '#e4eef2', { opacity: 0.85 }),
    mark(liquid, 'fabric', { opacity: 0.9 }),
    part(wrap, 'fabric'),
    ...label({ ...cut, band: cut.band ?? 'low' }, -w, w, top, -32),
    part(wrap, 'none'),
    mark(shine, '#ffffff', { opacity: 0.45 }),
    part(box(-neck - 3, -height - 12, neck * 2 + 6, 22, 4), 'accent'),
    seam(line([-neck - 2, -height + 2], [neck + 2, -height + 2])),
  ];
}

/** A yoghurt cup with a foil lid. */
export function cup(cut: PackCut & { readonly tall?: boolean }): Drawing {
  const h = cut.tall ? 150 : 104;
  const w = cut.tall ? 56 : 64;
  const body = symmetric([0, -h], [w, -h], [w - 12, -8], [w - 13, 0, w - 22, 0], [0, 2]);
  return [
    part(body, 'fabric'),
    ...label(cut, -w + 11, w - 11, -h + 4, -4),
    part(body, 'none'),
    part(symmetric([0, -h - 9], [w + 4, -h - 9], [w + 7, -h + 1, w, -h + 3], [0, -h + 5]), 'metal'),
    part(shape([w - 2, -h - 6], [w + 20, -h - 8], [w + 16, -h + 4], [w, -h + 3]), 'metal'),
    mark(symmetricLine([w, -h - 6], [0, -h - 6]), '#ffffff', { opacity: 0.5 }),
  ];
}
