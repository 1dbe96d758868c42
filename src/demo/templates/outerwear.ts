/** Things with a front that opens: blazers, jackets, coats, cardigans, waistcoats. */
import { cuff, onArm, type Pose, sleeve } from '../figure.ts';
import { box, ellipse, line, mirrored, polygon, shape, symmetric } from '../path.ts';
import { band, cloth, type Drawing, inside, type Paint, type Piece, part, seam, stitches } from '../pieces.ts';
import { buttons } from './tops.ts';

export type Lapel = 'notch' | 'peak' | 'shawl' | 'collar' | 'stand' | 'hood' | 'fur' | 'none';

export interface FrontCut {
  readonly lapel?: Lapel;
  readonly hem?: number;
  readonly ease?: number;
  readonly flare?: number;
  /** Share of the arm; 0 is a waistcoat. */
  readonly sleeve?: number;
  readonly sleeveEnd?: number;
  /** y where the fronts meet. */
  readonly meet?: number;
  /** How far the fronts stand apart below: 0 is closed. */
  readonly open?: number;
  readonly fasten?: 'buttons' | 'double' | 'zip' | 'toggles' | 'none';
  readonly pockets?: 'welt' | 'flap' | 'patch' | 'chest' | 'none';
  readonly ribs?: boolean;
  readonly belt?: boolean;
  /** Horizontal quilting lines every so many units. */
  readonly quilt?: number;
  readonly metal?: boolean;
}

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

/** The right front panel. */
function panel(cut: FrontCut, hem: number, ease: number, flare: number): string {
  const meet = cut.meet ?? 175;
  const open = cut.open ?? 0;
  const low = 66 + ease + flare;
  const waist: number[] =
    hem > 320 ? [55 + ease + flare * 0.2, 268, 55 + ease + flare * 0.25, 305] : [58 + ease, 268, 60 + ease, hem];
  const sides = hem > 320 ? [waist, [58 + ease + flare * 0.6, 345, low, hem]] : [waist];
  const end = hem > 320 ? low : 60 + ease;
  const shoulder = cut.sleeve === 0 ? [60, 149] : [76 + ease * 0.5, 152];
  const from = cut.lapel === 'none' ? 24 : 21;
  return shape(
    [open * 0.4 - 2, meet],
    [from, 133],
    shoulder,
    [cut.sleeve === 0 ? 50 : 59, 190, 61 + ease, 228],
    ...sides,
    [end * 0.6, hem + 6, open - 2, hem + 5],
  );
}

function lapelPieces(kind: Lapel, meet: number, open: number): Piece[] {
  const x = open * 0.4;
  const collar = shape([20, 128], [30, 130], [48, 158], [40, 176], [22, 150, 20, 128]);
  switch (kind) {
    case 'notch':
      return [
        ...pair(shape([20, 134], [48, 170], [40, 184], [54, 186], [34, 220, x, meet], [14, 170, 20, 134]), (d) =>
          cloth(d),
        ),
        ...pair(collar, (d) => cloth(d)),
      ];
    case 'peak':
      return [
        ...pair(shape([20, 134], [44, 172], [64, 168], [52, 214, x, meet], [14, 170, 20, 134]), (d) => cloth(d)),
        ...pair(collar, (d) => cloth(d)),
      ];
    case 'shawl':
      return pair(shape([18, 126], [34, 130], [58, 176, 42, 214], [24, 260, x, meet], [14, 180, 18, 126]), (d) =>
        part(d, 'trim'),
      );
    case 'collar':
      return pair(shape([x, 170], [14, 150, 20, 122], [32, 130], [52, 162, 46, 182], [30, 182, x, 170]), (d) =>
        cloth(d),
      );
    case 'stand':
      return pair(shape([x - 1, 168], [20, 160, 20, 116], [33, 118], [38, 150, 30, 160], [14, 176, x - 1, 176]), (d) =>
        part(d, 'trim'),
      );
    case 'fur':
      return pair(shape([x, 178], [12, 140, 18, 112], [44, 108, 54, 136], [60, 176, 38, 196], [16, 204, x, 178]), (d) =>
        part(d, 'trim', { folds: 3 }),
      );
    case 'hood':
      return pair(shape([x, 180], [30, 160, 37, 118], [52, 116, 60, 132], [60, 160, x, 198]), (d) => cloth(d));
    default:
      return pair(line([x - 2, meet], [21, 133]), (d) => band(d, 'trim', 8));
  }
}

function pocketPieces(kind: NonNullable<FrontCut['pockets']>, hem: number): Piece[] {
  const y = Math.min(Math.max(318, hem - 70), 372);
  switch (kind) {
    case 'welt':
      return pair(polygon([26, y + 4], [56, y - 8], [57, y - 1], [27, y + 11]), (d) => cloth(d));
    case 'flap':
      return pair(polygon([22, y], [58, y - 3], [59, y + 13], [22, y + 16]), (d) => cloth(d));
    case 'patch':
      return [
        ...pair(polygon([19, y], [58, y - 2], [60, y + 44], [20, y + 47]), (d) => cloth(d)),
        ...pair(line([19, y + 7], [58, y + 5]), (d) => stitches(d)),
      ];
    case 'chest':
      return [
        ...pair(polygon([20, 214], [50, 212], [50, 248], [35, 255], [20, 249]), (d) => cloth(d)),
        ...pair(polygon([19, 211], [51, 209], [51, 221], [35, 228], [19, 223]), (d) => cloth(d)),
      ];
    default:
      return [];
  }
}

function fastening(
  kind: NonNullable<FrontCut['fasten']>,
  meet: number,
  hem: number,
  open: number,
  metal: boolean,
): Piece[] {
  const fill: Paint = metal ? 'metal' : 'accent';
  switch (kind) {
    case 'buttons':
      return buttons(meet + 12, Math.min(hem - 16, meet + 190), 38, open * 0.6 + 6, 4.6, fill);
    case 'double':
      return [
        ...buttons(meet + 8, Math.min(hem - 30, meet + 130), 42, 24, 5.4, fill),
        ...buttons(meet + 8, Math.min(hem - 30, meet + 130), 42, -22, 5.4, fill),
      ];
    case 'zip':
      return [
        band(line([open * 0.4, meet], [open, hem + 4]), 'metal', 4.5),
        band(line([open * 0.4, meet], [open, hem + 4]), 'seam', 1, { dash: '2 2' }),
        part(box(open * 0.4 - 4, meet + 4, 8, 16, 3), 'metal'),
      ];
    case 'toggles':
      return [0, 48, 96].flatMap((dy) => [
        band(line([-22, meet + dy + 14], [22, meet + dy + 14]), 'seam', 3),
        part(box(-10, meet + dy + 9, 20, 9, 4), '#7a4f2a'),
      ]);
    default:
      return [];
  }
}

/** A garment with two fronts. */
export function front(cut: FrontCut, pose: Pose): Drawing {
  const { lapel = 'notch', hem = 410, ease = 11, flare = 4, open = 0, fasten = 'buttons', pockets = 'flap' } = cut;
  const meet = cut.meet ?? (lapel === 'notch' || lapel === 'peak' ? 262 : lapel === 'shawl' ? 290 : 172);
  const length = cut.sleeve ?? 0.98;
  const end = cut.sleeveEnd ?? 20;
  const right = panel({ ...cut, lapel, meet, open }, hem, ease, flare);
  const pieces: Piece[] = [];
  if (lapel === 'hood')
    pieces.push(cloth(symmetric([0, 74], [48, 72, 60, 118], [62, 142, 40, 158], [20, 172, 0, 176]), { behind: true }));
  pieces.push(
    inside(
      symmetric(
        [0, lapel === 'stand' || lapel === 'fur' ? 112 : 122],
        [22, 122, 26, 132],
        [40, 200, 26, meet],
        [14, hem * 0.5 + meet * 0.5],
        [12, hem - 10],
        [0, hem - 10],
      ),
    ),
  );
  if (length > 0) {
    pieces.push(...pair(sleeve(pose, { length, end, ease: ease * 0.7 }), (d) => cloth(d, { folds: 3 })));
    if (cut.ribs) pieces.push(...pair(cuff(pose, length - 0.01, length + 0.06, end - 2), (d) => part(d, 'trim')));
    else pieces.push(...pair(line(onArm(pose, length - 0.06, end), onArm(pose, length - 0.06, -end)), (d) => seam(d)));
  }
  pieces.push(cloth(mirrored(right), { folds: 4 }), cloth(right, { folds: 4 }));
  if (cut.quilt)
    for (let y = 170; y < hem; y += cut.quilt)
      pieces.push(
        ...pair(line([2, y + 3], [30, y + 7, (cut.sleeve === 0 && y < 232 ? 48 : 57) + ease * 0.6, y]), (d) =>
          seam(d, { width: 2.4 }),
        ),
      );
  pieces.push(...pocketPieces(pockets, hem));
  if (cut.ribs)
    pieces.push(
      ...pair(
        shape(
          [open - 2, hem - 4],
          [40, hem - 2, 62 + ease, hem - 8],
          [58 + ease, hem + 13],
          [38, hem + 20, open - 2, hem + 19],
        ),
        (d) => part(d, 'trim'),
      ),
    );
  pieces.push(...lapelPieces(lapel, meet, open), ...fastening(fasten, meet, hem, open, cut.metal ?? false));
  if (cut.belt) {
    const half = 57 + ease;
    pieces.push(
      part(symmetric([0, 297], [half * 0.6, 297, half + 1, 292], [half + 1, 309], [half * 0.6, 315, 0, 315]), 'fabric'),
      part(shape([-6, 312], [10, 312], [22, 384], [4, 386]), 'fabric'),
      part(box(-11, 293, 24, 24, 4), 'metal'),
      part(box(-6, 298, 14, 14, 2), 'fabric'),
    );
  }
  return pieces;
}

/** A cape: one bell over shoulders and arms. */
export function cape(cut: { readonly hem: number; readonly collar: boolean }, _pose: Pose): Drawing {
  const bell = symmetric(
    [0, 150],
    [22, 134],
    [76, 146, 96, 220],
    [120, cut.hem - 60, 124, cut.hem],
    [60, cut.hem + 22, 0, cut.hem + 18],
  );
  const pieces: Piece[] = [
    inside(symmetric([0, 122], [22, 122, 26, 134], [20, 150, 0, 156])),
    cloth(bell, { folds: 9 }),
    seam(line([0, 152], [0, cut.hem + 18])),
    ...pair(line([66, 260], [62, 322]), (d) => seam(d, { width: 3 })),
  ];
  if (cut.collar) pieces.push(...lapelPieces('collar', 170, 0));
  pieces.push(...buttons(190, 270, 36, 8, 5));
  return pieces;
}

/** A knitted scarf-like tie is no garment of its own: a necktie hangs from its knot. */
export function necktie(): Drawing {
  const blade = shape([-8, 160], [8, 160], [17, 300], [0, 330], [-17, 300]);
  return [
    band(symmetric([0, 120], [26, 120, 27, 130], [18, 152, 4, 156]), 'fabric', 11),
    cloth(blade, { folds: 2 }),
    cloth(polygon([-12, 138], [12, 138], [8, 162], [-8, 162])),
    seam(line([-6, 158], [8, 152])),
    seam(ellipse(0, 139, 9, 2)),
  ];
}
