/** Eyewear, belts, scarves, gloves and jewellery. */
import { box, ellipse, line, mirrored, placed, polygon, type Step, shape, symmetric, symmetricLine } from '../path.ts';
import { band, cloth, type Drawing, mark, type Paint, type Piece, part, seam, stitches } from '../pieces.ts';

const pair = (d: string, make: (d: string) => Piece): Piece[] => [make(d), make(mirrored(d))];

export type Rim = 'round' | 'square' | 'aviator' | 'cat' | 'oval' | 'hexagon';

function lens(rim: Rim): string {
  const lenses: Record<Rim, string> = {
    round: ellipse(21, 0, 15),
    oval: ellipse(22, 0, 17, 12),
    square: box(6, -12, 32, 24, 6),
    aviator: shape([7, -9], [22, -16, 38, -9], [40, 6, 27, 14], [12, 18, 8, 4], [7, -2, 7, -9]),
    cat: shape([6, -6], [20, -12, 43, -17], [42, 8, 24, 11], [8, 12, 6, -6]),
    hexagon: polygon([6, 0], [13, -13], [30, -13], [38, 0], [30, 13], [13, 13]),
  };
  return lenses[rim];
}

/** Glasses from the front; `tint` is the lens. About 90 wide, the eyes at y = 0. */
export function eyewear(cut: {
  readonly rim: Rim;
  readonly thick?: number;
  readonly tint: Paint;
  readonly clear?: boolean;
  readonly metal?: boolean;
}): Drawing {
  const frame: Paint = cut.metal ? 'metal' : 'fabric';
  const wide = cut.thick ?? 3.5;
  const glint = shape([12, -7], [20, -9], [14, 6], [10, 4]);
  const arm = shape([38, -8], [46, -9], [47, -4], [38, -3]);
  return [
    ...pair(arm, (d) => part(d, frame)),
    ...pair(lens(cut.rim), (d): Piece => ({ d, fill: cut.tint, opacity: cut.clear ? 0.28 : 0.92, shaded: true })),
    ...pair(glint, (d) => mark(d, '#ffffff', { opacity: cut.clear ? 0.5 : 0.22 })),
    ...pair(lens(cut.rim), (d) => band(d, frame, wide)),
    ...pair(lens(cut.rim), (d) => band(d, '#ffffff', 0.6, { opacity: 0.35, detail: true })),
    band(line([-7, -4], [0, -9, 7, -4]), frame, wide),
    ...(cut.rim === 'aviator' ? [band(line([-8, -11], [8, -11]), frame, wide * 0.7)] : []),
  ];
}

/** A belt rolled out in a loop, buckle in front. */
export function belt(cut: {
  readonly wide: number;
  readonly buckle: 'frame' | 'plate' | 'ring';
  readonly holes?: boolean;
}): Drawing {
  const w = cut.wide;
  const loop = shape(
    [-30, -w / 2],
    [-120, -w / 2 - 4, -122, -58],
    [-80, -104, 0, -104],
    [84, -104, 122, -58],
    [120, -w / 2 - 2, 30, -w / 2],
    [30, w / 2],
    [142, w / 2 + 4, 140, -60],
    [90, -104 - w * 0.7, 0, -104 - w * 0.62],
    [-90, -104 - w * 0.7, -140, -60],
    [-142, w / 2 + 4, -30, w / 2],
  );
  const pieces: Piece[] = [
    cloth(loop, { folds: 2 }),
    cloth(shape([-40, -w / 2], [104, -w / 2 - 1], [116, 0], [104, w / 2 - 1], [-40, w / 2])),
    stitches(line([-30, -w / 2 + 3.5], [104, -w / 2 + 3])),
    stitches(line([-30, w / 2 - 3.5], [104, w / 2 - 4])),
  ];
  if (cut.holes) pieces.push(...[20, 40, 60, 80].map((x) => mark(ellipse(x, 0, 2.6), '#1b1512')));
  if (cut.buckle === 'plate')
    pieces.push(
      part(box(-44, -w / 2 - 7, 46, w + 14, 5), 'metal'),
      mark(box(-36, -w / 2, 30, w, 3), '#ffffff', { opacity: 0.25 }),
    );
  else if (cut.buckle === 'ring') pieces.push(band(ellipse(-18, 0, w * 0.72), 'metal', 7));
  else pieces.push(band(box(-44, -w / 2 - 6, 40, w + 12, 5), 'metal', 6.5), band(line([-44, 0], [-2, 0]), 'metal', 4));
  return pieces;
}

/** The same belt around a waist: a band with its buckle. */
export function wornBelt(wide: number): Drawing {
  const w = Math.min(wide * 0.55, 16);
  return [
    part(
      symmetric(
        [0, 302 - w / 2],
        [34, 302 - w / 2, 55, 298 - w / 2],
        [56, 298 + w / 2],
        [34, 304 + w / 2, 0, 304 + w / 2],
      ),
      'fabric',
    ),
    band(box(-10, 302 - w / 2 - 3, 20, w + 7, 3), 'metal', 4),
  ];
}

/** A scarf: a loop around the neck and two ends. */
export function scarf(cut: {
  readonly length: number;
  readonly fringe?: boolean;
  readonly wide?: number;
  readonly loop?: boolean;
}): Drawing {
  const w = cut.wide ?? 17;
  const end = 190 + cut.length;
  const pieces: Piece[] = [
    part(symmetric([0, 116], [38, 116, 42, 136], [36, 150, 0, 152]), 'inside', { behind: true }),
  ];
  const tail = (x: number, tilt: number, low: number) =>
    shape([x - w * 0.6, 168], [x + w * 0.8, 168], [x + w + tilt, low], [x - w + tilt, low + 3]);
  if (!cut.loop) {
    for (const [x, tilt, low] of [
      [14, 12, end - 24],
      [-8, -8, end],
    ] as const) {
      pieces.push(cloth(tail(x, tilt, low), { folds: 4 }));
      if (cut.fringe)
        for (let i = 0; i < 8; i++)
          pieces.push(
            band(
              line(
                [x + tilt - w + 2 + (i * (2 * w - 4)) / 7, low],
                [x + tilt - w + 1 + (i * (2 * w - 3)) / 7, low + 17],
              ),
              'fabric',
              2.4,
            ),
          );
    }
  }
  pieces.push(
    cloth(
      shape(
        [-40, 128],
        [-48, 150, -34, 168],
        [0, 190, 34, 168],
        [48, 150, 40, 128],
        [26, 150, 0, 152],
        [-26, 150, -40, 128],
      ),
      { folds: 4 },
    ),
  );
  if (cut.loop)
    pieces.push(
      cloth(
        shape(
          [-42, 142],
          [-50, 180, -24, 204],
          [0, 216, 26, 202],
          [50, 180, 42, 142],
          [26, 176, 0, 178],
          [-26, 176, -42, 142],
        ),
        { folds: 5 },
      ),
    );
  else pieces.push(cloth(shape([-16, 160], [4, 152, 24, 162], [28, 182, 8, 190], [-14, 190, -16, 160]), { folds: 2 }));
  return pieces;
}

/** A square silk scarf, laid out flat with a border. */
export function squareScarf(): Drawing {
  const inset = (n: number) =>
    polygon([0, -110 + n * 1.4], [110 - n * 1.4, 0], [0, 110 - n * 1.4], [-110 + n * 1.4, 0]);
  return [
    part(inset(0), 'accent', { folds: 4 }),
    cloth(inset(14), { folds: 5 }),
    stitches(inset(5)),
    band(inset(20), 'trim', 3),
  ];
}

/** A pair of gloves. */
export function gloves(cut: { readonly long: number; readonly cuff?: boolean }): Drawing {
  const hand = shape(
    [-24, 0],
    [-26, -44, -28, -62],
    [-27, -70, -20, -66],
    [-16, -40],
    [-16, -92],
    [-14, -102, -8, -96],
    [-6, -62],
    [-2, -104],
    [2, -112, 7, -104],
    [6, -62],
    [12, -98],
    [16, -106, 20, -96],
    [17, -58],
    [24, -82],
    [29, -88, 32, -78],
    [26, -36],
    [22, -10, 20, 0],
    [22, cut.long],
    [-22, cut.long],
  );
  const one = (x: number, degrees: number, flip: boolean) => (d: string) =>
    placed(flip ? mirrored(d) : d, x, 0, 1, degrees);
  const pieces: Piece[] = [];
  for (const move of [one(-40, -10, true), one(38, 8, false)]) {
    pieces.push(
      cloth(move(hand), { folds: 3 }),
      seam(move(line([-8, -30], [-7, -58]))),
      seam(move(line([5, -30], [5, -58]))),
      seam(move(line([14, -28], [17, -52]))),
    );
    if (cut.cuff) pieces.push(part(move(box(-26, cut.long - 14, 50, 22, 6)), 'trim', { folds: 3 }));
    else pieces.push(stitches(move(line([-22, cut.long - 7], [22, cut.long - 7])), 'accent'));
  }
  return pieces;
}

/** A necklace around the neck; the pendant hangs at `drop`. */
export function necklace(cut: {
  readonly drop: number;
  readonly pendant: 'heart' | 'round' | 'bar' | 'pearls' | 'drop';
}): Drawing {
  const chain = symmetricLine([25, 132], [20, cut.drop, 0, cut.drop]);
  if (cut.pendant === 'pearls') {
    return Array.from({ length: 23 }, (_, i): Piece => {
      const t = (i / 22) * 2 - 1;
      const y = 132 + (cut.drop - 132) * (1 - t * t) * 0.96;
      return part(ellipse(t * 27 * (1 + 0.35 * (1 - t * t)), y, 3.1 + (1 - Math.abs(t)) * 1.4), 'fabric');
    });
  }
  const at = cut.drop;
  const pendants: Record<'heart' | 'round' | 'bar' | 'drop', string> = {
    heart: symmetric([0, at + 3], [4, at - 4, 12, at - 2, 10, at + 6], [8, at + 12, 0, at + 18]),
    round: ellipse(0, at + 8, 8),
    bar: box(-3, at, 6, 24, 2),
    drop: symmetric([0, at], [9, at + 12, 8, at + 18], [5, at + 24, 0, at + 24]),
  };
  return [
    band(chain, 'metal', 2.6),
    band(chain, 'seam', 0.7, { dash: '2 2', detail: true }),
    part(pendants[cut.pendant], cut.pendant === 'drop' || cut.pendant === 'round' ? 'fabric' : 'metal'),
    mark(ellipse(-2, at + 6, 2), '#ffffff', { opacity: 0.6 }),
  ];
}

/** A pair of earrings. */
export function earrings(cut: { readonly style: 'hoop' | 'stud' | 'drop' | 'tassel' }): Drawing {
  const one = (x: number): Piece[] => {
    const hook = band(line([x, 0], [x + 8, -16, x - 2, -18], [x - 8, -14, x - 4, -6]), 'metal', 2);
    if (cut.style === 'hoop')
      return [
        band(ellipse(x, 22, 24), 'metal', 5),
        band(ellipse(x, 22, 24), '#ffffff', 1, { opacity: 0.5, detail: true }),
        hook,
      ];
    if (cut.style === 'stud')
      return [
        part(ellipse(x, 8, 13), 'metal'),
        part(ellipse(x, 8, 9.5), 'fabric'),
        mark(polygon([x - 4, 3], [x + 2, 2], [x - 1, 8]), '#ffffff', { opacity: 0.7 }),
      ];
    if (cut.style === 'tassel')
      return [
        hook,
        part(ellipse(x, 4, 6), 'metal'),
        cloth(shape([x - 5, 8], [x + 5, 8], [x + 11, 62], [x - 11, 62]), { folds: 6 }),
      ];
    return [
      hook,
      band(line([x, 0], [x, 16]), 'metal', 2),
      part(shape([x, 14], [x + 14, 36, x + 11, 46], [x, 58, x - 11, 46], [x - 14, 36, x, 14]), 'fabric'),
      mark(ellipse(x - 4, 40, 2.5, 6), '#ffffff', { opacity: 0.6 }),
    ];
  };
  return [...one(-38), ...one(38)];
}

/** A wristwatch. */
export function watch(cut: {
  readonly square?: boolean;
  readonly links?: boolean;
  readonly digital?: boolean;
}): Drawing {
  const strapUp = polygon([-17, -30], [17, -30], [13, -104], [-13, -104]);
  const strapDown = shape([-17, 30], [17, 30], [12, 104], [0, 114, -12, 104]);
  const strap: Paint = cut.links ? 'metal' : 'fabric';
  const pieces: Piece[] = [part(strapUp, strap), part(strapDown, strap)];
  for (let y = 42; y < 104; y += 11) {
    if (cut.links) pieces.push(seam(line([-15, y], [15, y])), seam(line([-15, -y], [15, -y])));
    else if (y > 58) pieces.push(mark(ellipse(0, y, 2.2), '#1b1512'));
  }
  const face = (grow: number) =>
    cut.square ? box(-29 - grow, -33 - grow, 58 + 2 * grow, 66 + 2 * grow, 9) : ellipse(0, 0, 32 + grow);
  pieces.push(part(box(33, -5, 8, 10, 2), 'metal'), part(face(5), 'metal'), part(face(-1), 'accent'));
  if (cut.digital)
    return [
      ...pieces,
      mark(box(-18, -14, 12, 26, 3), '#7fe0c0'),
      mark(box(4, -14, 12, 26, 3), '#7fe0c0'),
      mark(box(-2, -8, 3, 4), '#7fe0c0'),
      mark(box(-2, 4, 3, 4), '#7fe0c0'),
    ];
  const marks: Step[][] = Array.from({ length: 12 }, (_, i) => [
    [Math.sin((i * Math.PI) / 6) * 24, -Math.cos((i * Math.PI) / 6) * 24],
    [Math.sin((i * Math.PI) / 6) * 28, -Math.cos((i * Math.PI) / 6) * 28],
  ]);
  for (const [a, b] of marks) if (a && b) pieces.push(band(line([a[0] ?? 0, a[1] ?? 0], b), 'metal', 2.2));
  return [
    ...pieces,
    band(line([0, 0], [10, -12]), 'metal', 3),
    band(line([0, 0], [-8, -20]), 'metal', 2.2),
    mark(ellipse(0, 0, 2.6), 'metal'),
  ];
}

/** A bracelet or bangle. */
export function bracelet(cut: { readonly beads?: boolean; readonly charm?: boolean }): Drawing {
  if (cut.beads)
    return Array.from(
      { length: 26 },
      (_, i): Piece =>
        part(
          ellipse(Math.cos((i * Math.PI) / 13) * 70, Math.sin((i * Math.PI) / 13) * 48, 9.6),
          i % 6 === 0 ? 'metal' : 'fabric',
        ),
    );
  const ring = [
    band(ellipse(0, 0, 70, 46), 'metal', 7),
    band(ellipse(0, -1, 70, 46), '#ffffff', 1.4, { opacity: 0.6, detail: true }),
  ];
  return cut.charm ? [...ring, part(symmetric([0, 50], [8, 40, 20, 44, 17, 58], [14, 68, 0, 78]), 'fabric')] : ring;
}

/** A finger ring with a stone. */
export function ring(cut: { readonly stone: 'round' | 'square' | 'none' }): Drawing {
  const pieces: Piece[] = [
    band(ellipse(0, 0, 42), 'metal', cut.stone === 'none' ? 13 : 7),
    band(ellipse(0, -1, 43), '#ffffff', 1.4, { opacity: 0.6, detail: true }),
  ];
  if (cut.stone === 'none') return pieces;
  const stone =
    cut.stone === 'round' ? ellipse(0, -54, 19) : polygon([-17, -66], [0, -74], [17, -66], [14, -42], [-14, -42]);
  return [
    ...pieces,
    part(polygon([-14, -38], [14, -38], [9, -48], [-9, -48]), 'metal'),
    part(stone, 'fabric'),
    mark(polygon([-9, -60], [2, -66], [-1, -54]), '#ffffff', { opacity: 0.65 }),
    seam(line([-15, -54], [0, -46], [15, -54])),
  ];
}
