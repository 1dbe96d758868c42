/** Tops that are pulled over or buttoned: one cut, many necks and sleeves. */
import { cuff, onArm, type Pose, sleeve } from '../figure.ts';
import { box, ellipse, line, mirrored, placed, polygon, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, inside, mark, type Paint, type Piece, part, seam, stitches } from '../pieces.ts';

export type Neck = 'crew' | 'v' | 'scoop' | 'boat' | 'square' | 'turtle';

export interface TopCut {
  readonly neck?: Neck;
  /** Share of the arm; 0 is sleeveless. */
  readonly sleeve?: number;
  readonly sleeveEnd?: number;
  readonly puff?: number;
  /** y of the hem: 300 is cropped, 395 ordinary. */
  readonly hem?: number;
  readonly ease?: number;
  /** How much wider the hem is than the hips. */
  readonly flare?: number;
  /** Ribbed hem, cuffs and neck. */
  readonly ribs?: boolean;
  readonly raglan?: boolean;
  readonly pocket?: boolean;
  readonly print?: Print;
}

export type Print = 'circle' | 'bars' | 'star' | 'mountain' | 'heart' | 'smile';

const NECKS: Readonly<Record<Neck, { half: number; y: number; depth: number }>> = {
  crew: { half: 27, y: 136, depth: 22 },
  v: { half: 26, y: 136, depth: 66 },
  scoop: { half: 35, y: 139, depth: 46 },
  boat: { half: 44, y: 142, depth: 13 },
  square: { half: 38, y: 140, depth: 40 },
  turtle: { half: 25, y: 134, depth: 8 },
};

/** Steps from the middle of the neckline to the shoulder end of the neck. */
function neckSteps(neck: Neck): number[][] {
  const { half, y, depth } = NECKS[neck];
  if (neck === 'v') return [[half, y]];
  if (neck === 'square')
    return [
      [half - 4, y + depth],
      [half, y],
    ];
  return [[half * 0.85, y + depth, half, y]];
}

/** Outline of the body part, shared by tops and dresses. */
export function torso(neck: Neck, hem: number, ease: number, flare: number, sleeveless: boolean): string {
  const { y, depth } = NECKS[neck];
  const shoulder = sleeveless ? 58 : 74 + ease * 0.5;
  const half = hemHalf(hem, ease, flare);
  const waist = Math.min(305, hem - 8);
  const side =
    hem > 312
      ? [
          [53 + ease + flare * 0.2, 265, 53 + ease + flare * 0.3, waist],
          [55 + ease + flare * 0.7, waist + 28, half, hem],
        ]
      : [[56 + ease, 265, half, hem]];
  return symmetric(
    [0, y + depth],
    ...neckSteps(neck),
    [shoulder, sleeveless ? 147 : 152],
    [sleeveless ? 50 : 58, 190, 60 + ease, 226],
    ...side,
    [half * 0.6, hem + 6, 0, hem + 6],
  );
}

/** Half the width of the hem of a body part. */
export function hemHalf(hem: number, ease: number, flare: number): number {
  const share = Math.min(1, Math.max(0, (hem - 300) / 90));
  return 54 + ease + (10 + flare) * share;
}

/** The inner back, seen through the neckline. */
export function neckInside(neck: Neck): Piece {
  const { half, y, depth } = NECKS[neck];
  const low = y + depth + 3;
  const steps =
    neck === 'square'
      ? [
          [half - 3, low],
          [0, low],
        ]
      : [[half * 0.9, low - 1, 0, low]];
  return inside(symmetric([0, y - 4], [half * 0.7, y - 4, half, y - 1], ...steps));
}

/** The open line of a neckline. */
export function neckline(neck: Neck): string {
  const { half, y, depth } = NECKS[neck];
  const steps = neckSteps(neck).map((step) => [...step]);
  const middle = [0, y + depth];
  if (neck === 'v') return symmetricLine([half, y], middle);
  if (neck === 'square') return symmetricLine([half, y], [half - 4, y + depth], middle);
  return symmetricLine([half, y], [...(steps[0] ?? []).slice(0, 2), ...middle]);
}

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

/** Both sleeves, with cuffs when ribbed. */
export function sleeves(pose: Pose, cut: TopCut): Piece[] {
  const length = cut.sleeve ?? 0.3;
  if (length === 0) return [];
  const end = cut.sleeveEnd ?? (length < 0.5 ? 28 : 17);
  const pieces = pair(sleeve(pose, { length, end, puff: cut.puff ?? 0, ease: (cut.ease ?? 0) * 0.6 }), (d) =>
    cloth(d, { folds: 3 }),
  );
  if (cut.ribs && length > 0.5)
    pieces.push(...pair(cuff(pose, length - 0.005, length + 0.07, end - 2), (d) => part(d, 'trim')));
  else
    pieces.push(...pair(line(onArm(pose, length - 0.03, end), onArm(pose, length - 0.03, -end)), (d) => stitches(d)));
  return pieces;
}

function printOf(print: Print): Piece[] {
  const at = (d: string, fill: Paint = 'accent') => mark(placed(d, 0, 245), fill);
  const star = Array.from({ length: 10 }, (_, i): [number, number] => {
    const [r, a] = [i % 2 ? 12 : 30, (i * Math.PI) / 5];
    return [Math.sin(a) * r, -Math.cos(a) * r];
  });
  const prints: Record<Print, Piece[]> = {
    circle: [
      at(ellipse(0, 0, 29)),
      at(polygon([-29, 3], [29, 3], [29, 9], [-29, 9]), 'fabric'),
      at(polygon([-25, 15], [25, 15], [25, 19], [-25, 19]), 'fabric'),
    ],
    bars: [at(box(-34, -22, 68, 11)), at(box(-34, -3, 50, 11)), at(box(-34, 16, 60, 11))],
    star: [at(polygon(...star))],
    mountain: [at(ellipse(14, -14, 10), '#e8b33c'), at(polygon([-38, 26], [-10, -24], [8, 6], [16, -6], [38, 26]))],
    heart: [at(symmetric([0, -10], [8, -30, 34, -24, 28, 0], [24, 14, 0, 30]))],
    smile: [
      at(ellipse(0, 0, 28), '#f0c93a'),
      at(ellipse(-9, -7, 3.5, 5), '#2a2a2a'),
      at(ellipse(9, -7, 3.5, 5), '#2a2a2a'),
      { ...seam(line([-14, 253], [0, 269, 14, 253])), stroke: '#2a2a2a', width: 3.5, opacity: 1 },
    ],
  };
  return prints[print];
}

/** A pull-over top: T-shirts, tanks, sweaters, sweatshirts, blouses without buttons. */
export function top(cut: TopCut, pose: Pose): Drawing {
  const { neck = 'crew', hem = 392, ease = 4, flare = 0 } = cut;
  const sleeveless = cut.sleeve === 0;
  const pieces: Piece[] = [
    neckInside(neck),
    ...sleeves(pose, cut),
    cloth(torso(neck, hem, ease, flare, sleeveless), { folds: 5 }),
  ];
  if (neck === 'turtle')
    pieces.push(
      part(symmetric([0, 104], [26, 106, 27, 112], [25, 126, 28, 140], [12, 150, 0, 150]), 'trim'),
      seam(line([-25, 124], [0, 131, 25, 124])),
    );
  else pieces.push(band(neckline(neck), 'trim', cut.ribs ? 9 : 6), seam(neckline(neck)));
  if (sleeveless) pieces.push(...pair(line([57, 148], [49, 190, 59, 225]), (d) => band(d, 'trim', 4)));
  if (cut.raglan) pieces.push(...pair(line([26, 139], [48, 180, 60, 226]), (d) => seam(d, { width: 2 })));
  const half = hemHalf(hem, ease, flare);
  if (cut.ribs)
    pieces.push(
      part(
        symmetric(
          [0, hem - 7],
          [half * 0.6, hem - 7, half, hem - 12],
          [half - 3, hem + 9],
          [half * 0.6, hem + 16, 0, hem + 16],
        ),
        'trim',
      ),
    );
  else pieces.push(stitches(symmetricLine([half - 1, hem - 8], [half * 0.6, hem - 2, 0, hem - 2])));
  if (cut.pocket)
    pieces.push(
      cloth(polygon([18, 205], [50, 203], [50, 236], [34, 242], [18, 237])),
      stitches(line([18, 210], [50, 208])),
    );
  if (cut.print) pieces.push(...printOf(cut.print));
  return pieces;
}

export interface ShirtCut extends TopCut {
  readonly collar?: 'point' | 'band' | 'bow' | 'polo';
  /** y where the row of buttons ends. */
  readonly placket?: number;
  readonly pockets?: number;
}

/** A button row along the middle. */
export function buttons(from: number, to: number, step: number, x = 0, r = 3.2, fill: Paint = 'accent'): Piece[] {
  const rows = Math.max(1, Math.floor((to - from) / step) + 1);
  return Array.from({ length: rows }, (_, i) =>
    mark(ellipse(x, from + i * step, r), fill, { stroke: 'seam', width: 0.8 }),
  );
}

function collarOf(kind: NonNullable<ShirtCut['collar']>): Piece[] {
  const paint: Paint = kind === 'polo' ? 'trim' : 'fabric';
  if (kind === 'band') return [part(symmetric([0, 164], [24, 152, 25, 130], [31, 132], [30, 158, 0, 173]), 'fabric')];
  const flap = shape([2, 160], [16, 146, 21, 124], [32, 132], [44, 156, 34, 178]);
  const flaps = pair(flap, (d) => part(d, paint));
  if (kind !== 'bow') return [...flaps, ...pair(line([4, 161], [33, 174], [41, 156]), (d) => stitches(d))];
  const loop = shape([0, 172], [30, 146, 46, 160], [50, 186, 0, 172]);
  const tail = shape([-4, 172], [-6, 220, -22, 252], [-2, 256], [6, 220, 4, 172]);
  return [
    part(tail, 'trim'),
    part(mirrored(tail), 'trim'),
    ...pair(loop, (d) => part(d, 'trim')),
    part(ellipse(0, 172, 7, 8), 'trim'),
  ];
}

/** A buttoned shirt, blouse or polo. */
export function shirt(cut: ShirtCut, pose: Pose): Drawing {
  const { hem = 405, ease = 6, flare = 0, collar = 'point' } = cut;
  const end = cut.placket ?? hem;
  const length = cut.sleeve ?? 0.97;
  const pieces: Piece[] = [
    inside(symmetric([0, 122], [20, 122, 26, 130], [22, 156, 0, 166])),
    ...sleeves(pose, { ...cut, sleeve: length, sleeveEnd: cut.sleeveEnd ?? (length > 0.5 ? 17 : 29) }),
    cloth(torso('crew', hem, ease, flare, length === 0), { folds: 5 }),
  ];
  if (length > 0.5 && collar !== 'polo')
    pieces.push(
      ...pair(cuff(pose, length - 0.03, length + 0.055, (cut.sleeveEnd ?? 17) - 2), (d) => part(d, 'fabric')),
    );
  pieces.push(
    cloth(polygon([-8, 160], [8, 160], [8, end + 5], [-8, end + 5]), { shaded: false, stroke: 'seam' }),
    stitches(line([-6, 164], [-6, end])),
    stitches(line([6, 164], [6, end])),
  );
  pieces.push(...buttons(180, end - 14, collar === 'polo' ? 20 : 33), ...collarOf(collar));
  const pockets = [cut.pockets ? 1 : 0, (cut.pockets ?? 0) > 1 ? -1 : 0].filter(Boolean);
  for (const side of pockets) {
    const pocket = polygon([18, 208], [50, 206], [50, 240], [34, 247], [18, 241]);
    const flap = polygon([17, 206], [51, 204], [51, 214], [34, 220], [17, 215]);
    for (const d of [pocket, flap]) pieces.push(cloth(side > 0 ? d : mirrored(d)));
  }
  if (cut.ribs && collar === 'polo')
    pieces.push(...pair(cuff(pose, length - 0.04, length + 0.01, 28), (d) => part(d, 'trim')));
  return pieces;
}

/** A hooded sweatshirt, with or without zip. */
export function hoodie(cut: TopCut & { readonly zip?: boolean }, pose: Pose): Drawing {
  const { hem = 388, ease = 13 } = cut;
  const hood = symmetric([0, 76], [46, 74, 58, 118], [62, 142, 40, 158], [20, 172, 0, 176]);
  const opening = symmetric([0, 96], [30, 96, 34, 126], [30, 154, 0, 172]);
  const rim = shape([0, 178], [30, 160, 37, 122], [52, 120, 58, 132], [60, 160, 0, 196]);
  const pocket = symmetric([0, 306], [40, 306], [56, 356], [54, 372], [0, 374]);
  const pieces: Piece[] = [
    cloth(hood, { behind: true }),
    inside(opening),
    ...sleeves(pose, { ...cut, sleeve: cut.sleeve ?? 0.93, sleeveEnd: 20, ribs: true, ease }),
    cloth(torso('crew', hem, ease, -4, false), { folds: 5 }),
    cloth(pocket),
    stitches(symmetricLine([40, 309], [0, 309])),
  ];
  pieces.push(part(symmetric([0, hem - 8], [66, hem - 10], [62, hem + 12], [30, hem + 18, 0, hem + 18]), 'trim'));
  if (cut.zip)
    pieces.push(
      band(line([0, 180], [0, hem + 16]), 'metal', 4),
      seam(line([-3, 184], [-3, hem + 16])),
      seam(line([3, 184], [3, hem + 16])),
    );
  pieces.push(
    ...pair(rim, (d) => cloth(d)),
    ...pair(line([12, 184], [15, 210, 11, 238]), (d) => band(d, 'accent', 3.4)),
  );
  if (cut.print) pieces.push(...printOf(cut.print));
  return pieces;
}
