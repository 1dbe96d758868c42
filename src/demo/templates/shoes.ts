/** Shoes from the side: the toe at x = −100, the heel at 100, the ground at y = 0. */
import { box, ellipse, line, placed, polygon, shape } from '../path.ts';
import { band, cloth, type Drawing, inside, mark, type Paint, type Piece, part, seam, stitches } from '../pieces.ts';

const sole = (d: string, fill: Paint = 'sole') => part(d, fill);

export interface SneakerCut {
  readonly high?: boolean;
  /** Thickness of the sole. */
  readonly sole?: number;
  readonly stripe?: 'wave' | 'bars' | 'none' | 'star';
  readonly toe?: boolean;
  readonly slip?: boolean;
}

/** Sneakers, low or high, with laces or to slip on. */
export function sneaker(cut: SneakerCut): Drawing {
  const s = cut.sole ?? 18;
  const top = cut.high ? -118 : -74;
  const upper = shape(
    [-98, -s + 2],
    [-106, -s - 25, -74, -s - 26],
    [-46, -s - 29, -8, top + 6],
    [6, top - 4, 14, top + 2],
    [40, top + 20, 70, top + 4],
    [84, top - 10, 92, top + 2],
    [94, -50, 98, -s + 2],
  );
  const pieces: Piece[] = [
    inside(shape([10, top + 4], [40, top - 8, 78, top - 2], [60, top + 18, 40, top + 14, 10, top + 4]), {
      behind: false,
    }),
    cloth(upper, { folds: 2 }),
  ];
  if (cut.toe)
    pieces.push(part(shape([-99, -s + 2], [-106, -s - 25, -72, -s - 25], [-62, -s - 14, -64, -s + 2]), 'sole'));
  pieces.push(
    part(shape([80, -s + 2], [80, -s - 14, 84, top + 8], [88, top, 92, top + 6], [95, -50, 98, -s + 2]), 'accent'),
  );
  if (cut.stripe === 'wave')
    pieces.push(
      mark(
        shape([-40, -s - 8], [10, -s - 6, 62, top + 26], [20, -s - 18, -20, -s - 20], [-36, -s - 18, -40, -s - 8]),
        'accent',
        { stroke: 'seam', width: 0.8 },
      ),
    );
  if (cut.stripe === 'bars')
    pieces.push(
      ...[0, 18, 36].map((x) =>
        mark(polygon([-14 + x, -s - 2], [-4 + x, -s - 2], [12 + x, -54], [3 + x, -54]), 'accent'),
      ),
    );
  if (cut.stripe === 'star')
    pieces.push(
      mark(ellipse(48, top + 34, 14), 'sole', { stroke: 'seam', width: 1 }),
      mark(ellipse(48, top + 34, 5), 'accent'),
    );
  if (!cut.slip) {
    const rows = cut.high ? 6 : 4;
    for (let i = 0; i < rows; i++) {
      const t = i / (rows - 1);
      const [x, y] = [-48 + t * (cut.high ? 48 : 44), -s - 32 + t * (top + s + 40)];
      pieces.push(
        band(line([x - 3, y - 4], [x + 22, y + 8]), 'sole', 5),
        band(line([x - 3, y - 1.5], [x + 22, y + 10.5]), 'seam', 0.8),
      );
    }
  } else pieces.push(part(shape([-16, top + 10], [20, top + 2], [16, top + 26], [-6, top + 24]), 'trim'));
  pieces.push(
    sole(shape([-102, -s + 4], [0, -s - 2, 102, -s + 2], [106, -6, 98, 0], [0, 0], [-92, 0], [-108, -4, -102, -s + 4])),
    seam(line([-103, -s * 0.5], [0, -s * 0.55, 102, -s * 0.5])),
  );
  return pieces;
}

export interface BootCut {
  /** Height of the shaft: 100 ankle, 190 calf, 270 knee. */
  readonly shaft: number;
  readonly heel?: number;
  readonly chunky?: boolean;
  readonly laces?: boolean;
  readonly elastic?: boolean;
  readonly pointed?: boolean;
  readonly trim?: boolean;
}

/** Boots. */
export function boot(cut: BootCut): Drawing {
  const heel = cut.heel ?? 24;
  const s = cut.chunky ? 20 : 7;
  const lift = Math.max(s, heel);
  const toe = cut.pointed ? -106 : -98;
  const top = -lift - cut.shaft;
  const upper = shape(
    [toe, -s],
    [toe - 2, -s - (cut.pointed ? 20 : 31), -64, -s - 33],
    [-26, -s - 40, -8, -lift - 80],
    [0, -lift - 110, -4 - cut.shaft * 0.03, top],
    [20, top - 4, 46, top - 4, 76, top + 2],
    [78, -lift - 90, 84, -lift - 56],
    [98, -lift - 30, 92, -lift],
    [44, -lift],
    [10, -s - (lift - s) * 0.3, -20, -s],
  );
  const pieces: Piece[] = [inside(ellipse(36, top + 1, 40, 6), { behind: false }), cloth(upper, { folds: 4 })];
  if (cut.elastic)
    pieces.push(
      part(
        shape([22, top + 4], [52, top + 4], [50, -lift - 52, 36, -lift - 40], [24, -lift - 52, 22, top + 4]),
        'trim',
      ),
      band(line([78, top], [86, top - 18, 76, top - 20]), 'fabric', 5),
    );
  if (cut.laces)
    for (let y = top + 14; y < -s - 56; y += 15)
      pieces.push(band(line([-10, y + 3], [18, y - 2]), 'accent', 4), mark(ellipse(20, y - 2, 3), 'metal'));
  if (cut.trim) pieces.push(part(box(-10, top - 10, 92, 26, 12), 'trim', { folds: 4 }));
  pieces.push(seam(line([-30, -s - 46], [-20, -s - 12, 20, -lift - 14], [60, -lift - 20, 90, -lift - 36])));
  const base = cut.chunky
    ? [
        sole(
          shape(
            [-100, -s + 2],
            [0, -s - 2, 20, -s - 4],
            [44, -lift - 1],
            [94, -lift],
            [97, 0],
            [42, 0],
            [36, -8],
            [20, -8],
            [16, 0],
            [-90, 0],
            [-106, -4, -100, -s + 2],
          ),
        ),
      ]
    : [
        sole(
          shape(
            [toe, -s],
            [-20, -s],
            [10, -s - (lift - s) * 0.3, 44, -lift],
            [92, -lift],
            [cut.pointed ? 84 : 94, 0],
            [cut.pointed ? 66 : 52, 0],
            [48, -lift * 0.55],
            [10, -(lift - s) * 0.25, -20, 0],
            [toe + 8, 0],
          ),
        ),
      ];
  return [...pieces, ...base];
}

export interface PumpCut {
  readonly heel: number;
  readonly block?: boolean;
  readonly pointed?: boolean;
  readonly strap?: 'ankle' | 'cross' | 'none';
  readonly bow?: boolean;
  readonly buckle?: boolean;
}

/** Pumps, heels and ballet flats. */
export function pump(cut: PumpCut): Drawing {
  const h = cut.heel;
  const toe = cut.pointed ? -108 : -98;
  const heelTop = -h - 58;
  const foot = shape(
    [toe, -4],
    [toe + 2, -22, -66, -30],
    [-50, -32, -40, -26],
    [-4, -14 - h * 0.25, 40, -h - 22],
    [70, -h - 34, 82, heelTop],
    [92, heelTop - 4, 95, heelTop + 4],
    [100, -h - 26, 92, -h - 2],
    [60, -h],
    [10, -h * 0.55 - 2, -30, -4],
  );
  const lining = shape(
    [-62, -30],
    [-40, -44, 84, heelTop - 2],
    [70, -h - 30, 40, -h - 20],
    [-4, -12 - h * 0.25, -40, -24],
  );
  const low =
    h > 14
      ? cut.block
        ? shape([52, -h], [92, -h - 2], [90, 0], [60, 0], [56, -h * 0.6, 52, -h])
        : shape([62, -h], [92, -h - 2], [90, -h * 0.6, 84, 0], [76, 0], [76, -h * 0.7, 62, -h])
      : shape([54, -h], [93, -h - 2], [92, 0], [54, 0]);
  const pieces: Piece[] = [
    inside(lining, { behind: false, opacity: 0.9 }),
    part(low, 'fabric'),
    cloth(foot, { folds: 1 }),
    sole(
      shape(
        [toe + 1, -4],
        [-30, -5],
        [10, -h * 0.55 - 3, 60, -h - 1],
        [92, -h - 3],
        [92, -h + 3],
        [60, -h + 5],
        [14, -h * 0.5 + 4, -28, 0],
        [toe + 8, 0],
      ),
    ),
  ];
  if (cut.strap === 'ankle')
    pieces.push(
      band(
        line([92, heelTop + 2], [60, heelTop - 40, 30, heelTop - 16], [28, heelTop + 4, 88, heelTop + 6]),
        'fabric',
        6,
      ),
      part(box(26, heelTop - 16, 10, 11, 2), 'metal'),
    );
  if (cut.strap === 'cross')
    pieces.push(
      band(line([-4, -28 - h * 0.2], [10, -62 - h * 0.6, 34, -h - 34]), 'fabric', 9),
      mark(ellipse(24, -h * 0.8 - 44, 3), 'metal'),
    );
  if (cut.bow)
    pieces.push(
      part(shape([-54, -32], [-82, -50, -78, -24], [-70, -16, -54, -30]), 'accent'),
      part(shape([-54, -32], [-34, -54, -30, -28], [-36, -18, -54, -30]), 'accent'),
      part(ellipse(-54, -32, 5), 'accent'),
    );
  if (cut.buckle) pieces.push(part(box(-70, -42, 28, 15, 2), 'metal'), part(box(-64, -38, 16, 7), 'fabric'));
  return pieces;
}

export interface SandalCut {
  readonly heel?: number;
  readonly wedge?: boolean;
  readonly straps: number;
  readonly ankle?: boolean;
  readonly flip?: boolean;
  readonly sporty?: boolean;
}

/** Sandals, wedges and flip-flops. */
export function sandal(cut: SandalCut): Drawing {
  const h = cut.heel ?? 10;
  const bed = shape(
    [-100, -14],
    [-102, -22, -88, -22],
    [-30, -20],
    [20, -20 - h * 0.5, 60, -h - 16],
    [96, -h - 18],
    [104, -h - 12, 98, -h - 4],
    [60, -h - 2],
    [20, -h * 0.5 - 6, -30, -6],
    [-94, -6],
  );
  const base = cut.wedge
    ? shape(
        [-98, -12],
        [-30, -12],
        [20, -h * 0.5 - 10, 60, -h - 8],
        [98, -h - 10],
        [94, 0],
        [-90, 0],
        [-104, -4, -98, -12],
      )
    : shape(
        [-98, -10],
        [-30, -10],
        [20, -h * 0.5 - 8, 60, -h - 6],
        [98, -h - 8],
        [94, 0],
        [62, 0],
        [56, -h * 0.6],
        [20, -h * 0.3, -30, 0],
        [-92, 0],
      );
  const pieces: Piece[] = [part(base, 'sole', { folds: cut.wedge ? 2 : 0 }), part(bed, 'inside')];
  const wide = cut.sporty ? 20 : 70 / (cut.straps + 2.4);
  if (cut.flip)
    pieces.push(
      band(line([-62, -20], [-40, -60, 20, -22 - h * 0.4]), 'fabric', 9),
      band(line([-62, -22], [-30, -40, 10, -18 - h * 0.4]), 'fabric', 8),
    );
  for (let i = 0; i < cut.straps; i++) {
    const x = -84 + i * (cut.sporty ? 46 : 92 / Math.max(1, cut.straps));
    const y = -18 - Math.max(0, x + 30) * h * 0.008;
    pieces.push(
      cloth(
        shape(
          [x, y],
          [x + 2, y - 34, x + 26, y - 40 - h * 0.1],
          [x + 26 + wide, y - 38 - h * 0.1],
          [x + wide, y - 24, x + wide + 4, y],
        ),
      ),
    );
  }
  if (cut.ankle)
    pieces.push(
      band(
        line([84, -h - 14], [86, -h - 60, 78, -h - 78], [44, -h - 96, 30, -h - 76], [52, -h - 64, 80, -h - 74]),
        'fabric',
        8,
      ),
      part(box(26, -h - 84, 12, 13, 2), 'metal'),
    );
  return pieces;
}

/** Loafers, derbies and clogs. */
export function loafer(cut: {
  readonly penny?: boolean;
  readonly laces?: boolean;
  readonly chunky?: boolean;
  readonly clog?: boolean;
  readonly tassel?: boolean;
}): Drawing {
  const s = cut.chunky || cut.clog ? 24 : 11;
  const back = cut.clog
    ? shape([-100, -s], [-104, -s - 44, -60, -s - 50], [-10, -s - 54, 6, -s - 44], [10, -s - 20, 2, -s])
    : shape(
        [-100, -s],
        [-104, -s - 36, -66, -s - 38],
        [-30, -s - 44, -4, -s - 58],
        [40, -s - 30, 78, -s - 52],
        [88, -s - 62, 92, -s - 50],
        [97, -s - 30, 95, -s],
      );
  const pieces: Piece[] = [];
  if (!cut.clog)
    pieces.push(
      inside(shape([-6, -s - 56], [40, -s - 68, 86, -s - 58], [76, -s - 34, 30, -s - 34]), { behind: false }),
    );
  pieces.push(cloth(back, { folds: 2 }));
  if (cut.penny)
    pieces.push(
      seam(line([-80, -s - 34], [-70, -s - 18, -10, -s - 24]), { width: 2 }),
      part(shape([-38, -s - 44], [-14, -s - 52], [6, -s - 16], [-16, -s - 8]), 'fabric'),
      mark(shape([-26, -s - 34], [-14, -s - 36], [-10, -s - 28], [-22, -s - 26]), 'inside'),
    );
  if (cut.tassel)
    pieces.push(
      band(line([-40, -s - 44], [-10, -s - 30, 2, -s - 40]), 'trim', 4),
      part(polygon([-36, -s - 40], [-28, -s - 42], [-22, -s - 18], [-36, -s - 18]), 'trim'),
    );
  if (cut.laces)
    for (let i = 0; i < 4; i++)
      pieces.push(band(line([-40 + i * 10, -s - 44 - i * 3.5], [-22 + i * 11, -s - 30 - i * 4]), 'accent', 4));
  if (cut.laces) pieces.push(stitches(line([-66, -s - 38], [-60, -s - 14, -64, -s]), 'accent'));
  pieces.push(
    sole(
      shape(
        [-102, -s + 1],
        [0, -s - 2],
        [96, -s],
        [98, 0],
        [52, 0],
        [48, -5],
        [-2, -5],
        [-8, 0],
        [-92, 0],
        [-107, -3, -102, -s + 1],
      ),
    ),
  );
  if (cut.clog) pieces.push(...[-80, -56, -32, -8].map((x) => mark(ellipse(x, -s - 4, 2.6), 'metal')));
  return pieces;
}

/** Two shoes as a shop shows them: one behind the other. */
export function asPair(single: Drawing): Drawing {
  const rear = single.map((piece): Piece => ({ ...piece, d: placed(piece.d, 44, -58, 0.92, 0), behind: false }));
  return [...rear, ...single.map((piece): Piece => ({ ...piece, behind: false }))];
}
