/** Fabrics as SVG patterns: a tile drawn from two colours. Coordinates are those of the garment. */
import type { LocalText } from '#core/product.ts';
import { brightness, darker, lighter, mix } from './palette.ts';

export type FabricName = keyof typeof FABRICS;

interface Fabric extends LocalText {
  /** Side lengths of the tile. */
  readonly size: readonly [number, number];
  readonly turn?: number;
  /** What lies on the ground colour. */
  tile(base: string, accent: string): string;
}

const rect = (x: number, y: number, w: number, h: number, fill: string, opacity = 1) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" opacity="${opacity}"/>`;
const dot = (x: number, y: number, r: number, fill: string) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const stroke = (d: string, colour: string, width: number, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" opacity="${opacity}"/>`;
const blob = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;

function flower(x: number, y: number, r: number, petal: string, heart: string): string {
  const petals = [0, 72, 144, 216, 288].map((angle) => {
    const [dx, dy] = [Math.sin((angle * Math.PI) / 180), -Math.cos((angle * Math.PI) / 180)];
    return dot(Math.round((x + dx * r) * 10) / 10, Math.round((y + dy * r) * 10) / 10, r * 0.72, petal);
  });
  return petals.join('') + dot(x, y, r * 0.55, heart);
}

const leaf = (x: number, y: number, fill: string) => blob(`M${x} ${y}q5 -7 11 -2q-3 7 -11 2z`, fill);

export const FABRICS = {
  plain: { zh: '', en: '', size: [60, 60], tile: () => '' },
  denim: {
    zh: '牛仔',
    en: 'denim',
    size: [5, 5],
    tile: (base) =>
      stroke('M-1 6L6 -1', lighter(base, 0.22), 1.1, 0.7) + stroke('M-1 1L1 -1M4 6L6 4', darker(base, 0.3), 0.8, 0.5),
  },
  stripes: {
    zh: '条纹',
    en: 'striped',
    size: [40, 22],
    tile: (_, accent) => rect(0, 0, 40, 8, accent),
  },
  widestripes: {
    zh: '宽条纹',
    en: 'wide-striped',
    size: [40, 56],
    tile: (base, accent) => rect(0, 0, 40, 28, accent) + rect(0, 26, 40, 4, darker(base, 0.2), 0.4),
  },
  pinstripe: {
    zh: '竖条纹',
    en: 'pinstriped',
    size: [14, 40],
    tile: (_, accent) => rect(0, 0, 2, 40, accent, 0.85),
  },
  gingham: {
    zh: '格子',
    en: 'gingham',
    size: [24, 24],
    tile: (_, accent) => rect(0, 0, 12, 24, accent, 0.5) + rect(0, 0, 24, 12, accent, 0.5),
  },
  plaid: {
    zh: '格纹',
    en: 'plaid',
    size: [54, 54],
    tile: (base, accent) =>
      rect(0, 0, 20, 54, darker(base, 0.45), 0.55) +
      rect(0, 0, 54, 20, darker(base, 0.45), 0.55) +
      rect(36, 0, 3, 54, accent, 0.9) +
      rect(0, 36, 54, 3, accent, 0.9) +
      rect(9, 0, 2, 54, accent, 0.6) +
      rect(0, 9, 54, 2, accent, 0.6),
  },
  dots: {
    zh: '波点',
    en: 'polka-dot',
    size: [26, 26],
    tile: (_, accent) => dot(6.5, 6.5, 4.2, accent) + dot(19.5, 19.5, 4.2, accent),
  },
  floral: {
    zh: '碎花',
    en: 'floral',
    size: [58, 54],
    tile: (base, accent) => {
      const second = mix(accent, brightness(base) > 0.5 ? '#d8496b' : '#f6d36b', 0.55);
      const green = brightness(base) > 0.5 ? '#4f7d4a' : '#8fbf7c';
      return (
        flower(15, 15, 6.5, accent, '#f2c545') +
        flower(43, 38, 5.5, second, '#fff3d0') +
        flower(44, 9, 3.2, accent, second) +
        flower(13, 43, 3.4, second, '#f2c545') +
        leaf(23, 19, green) +
        leaf(27, 44, green) +
        leaf(31, 28, green)
      );
    },
  },
  herringbone: {
    zh: '人字纹',
    en: 'herringbone',
    size: [16, 8],
    tile: (base, accent) => stroke('M0 8L8 0L16 8M0 4L4 0M12 0L16 4M4 8L8 4L12 8', mix(base, accent, 0.6), 1.5, 0.8),
  },
  leather: {
    zh: '皮革',
    en: 'leather',
    size: [18, 16],
    tile: (base) =>
      stroke('M0 4q4 -3 8 1t10 -2M1 12q5 3 9 -1t8 2M5 0q-2 5 1 9M14 6q2 4 -1 9', darker(base, 0.35), 0.7, 0.35) +
      stroke('M0 5q4 -3 8 1t10 -2', lighter(base, 0.4), 0.6, 0.3),
  },
  knit: {
    zh: '针织',
    en: 'knitted',
    size: [10, 9],
    tile: (base) =>
      stroke('M0.5 0.5L5 6L9.5 0.5', darker(base, 0.4), 2.2, 0.35) +
      stroke('M0.5 -1.5L5 4L9.5 -1.5', lighter(base, 0.5), 1.6, 0.4),
  },
  cable: {
    zh: '麻花针织',
    en: 'cable-knit',
    size: [34, 30],
    tile: (base) =>
      stroke('M10 0C10 10 24 8 24 15S10 22 10 30M24 0C24 10 10 8 10 15S24 22 24 30', darker(base, 0.42), 4.5, 0.5) +
      stroke('M10 0C10 10 24 8 24 15S10 22 10 30M24 0C24 10 10 8 10 15S24 22 24 30', lighter(base, 0.4), 2.4, 0.6) +
      stroke('M1 0V30M4 0V30M30 0V30M33 0V30', darker(base, 0.35), 1, 0.35),
  },
  corduroy: {
    zh: '灯芯绒',
    en: 'corduroy',
    size: [7, 20],
    tile: (base) => rect(0, 0, 2.2, 20, darker(base, 0.4), 0.5) + rect(3.5, 0, 1.6, 20, lighter(base, 0.4), 0.35),
  },
  camouflage: {
    zh: '迷彩',
    en: 'camouflage',
    size: [96, 84],
    tile: (base, accent) =>
      blob(
        'M8 10q18 -14 34 0q10 12 -6 18q-20 4 -30 -4zM58 46q16 -12 30 2q8 14 -10 18q-24 2 -20 -20z',
        darker(base, 0.5),
      ) +
      blob('M50 4q20 -8 36 4q6 12 -12 14q-22 2 -24 -18zM4 52q14 -10 26 2q10 14 -8 20q-20 2 -18 -22z', accent) +
      blob('M-6 30q16 -10 24 2q8 12 -8 16q-16 2 -16 -18zM90 30q16 -10 24 2q8 12 -8 16q-16 2 -16 -18z', accent) +
      blob(
        'M30 66q18 -12 30 0q6 12 -12 16q-20 0 -18 -16zM30 -18q18 -12 30 0q6 12 -12 16q-20 0 -18 -16z',
        darker(base, 0.5),
      ) +
      blob('M34 34q14 -6 20 6q2 10 -12 10q-12 -4 -8 -16zM80 74q8 -6 12 2q-2 8 -12 6z', lighter(base, 0.45)),
  },
  leopard: {
    zh: '豹纹',
    en: 'leopard-print',
    size: [52, 46],
    tile: (base) => {
      const dark = darker(base, 0.82);
      const ring = (x: number, y: number, a: number) =>
        `<g transform="translate(${x} ${y}) rotate(${a})">${stroke('M-6 -1q1 -6 7 -5M4 -3q4 4 -1 7M-1 6q-6 0 -5 -4', dark, 3)}${dot(0, 0, 2.6, darker(base, 0.35))}</g>`;
      return ring(11, 11, 0) + ring(37, 9, 80) + ring(24, 27, 160) + ring(46, 31, 30) + ring(8, 36, 220);
    },
  },
  houndstooth: {
    zh: '千鸟格',
    en: 'houndstooth',
    size: [20, 20],
    tile: (_, accent) =>
      blob('M0 0h10v10h-10zM10 0l5 0l-5 5zM15 0h5l-10 10v-5zM0 10v5l5 -5zM10 10l-10 10h5l5 -5z', accent),
  },
} as const satisfies Readonly<Record<string, Fabric>>;

/** Fabric, its colours and how large its pattern is. */
export interface Cloth {
  readonly fabric: FabricName;
  readonly base: string;
  readonly accent: string;
  readonly scale: number;
}

/** The `<pattern>` a garment is filled with. */
export function clothPattern(id: string, cloth: Cloth): string {
  const fabric: Fabric = FABRICS[cloth.fabric];
  const [width, height] = fabric.size;
  return (
    `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" ` +
    `patternTransform="scale(${cloth.scale}) rotate(${fabric.turn ?? 0})">` +
    `<rect width="${width}" height="${height}" fill="${cloth.base}"/>${fabric.tile(cloth.base, cloth.accent)}</pattern>`
  );
}
