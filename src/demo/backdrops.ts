/** What a product lies on or hangs before: plain paper for shops, household surfaces for training. */
import { darker, lighter, mix } from './palette.ts';
import { random } from './random.ts';

export type BackdropName = 'white' | 'tint' | 'studio' | 'wood' | 'sheet' | 'floor' | 'tiles' | 'carpet' | 'grass';

export interface Backdrop {
  readonly name: BackdropName;
  readonly colour: string;
  readonly seed: number;
}

const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}" fill="${fill}"${more}/>`;

function wood(size: number, colour: string, seed: number): string {
  const vary = random(seed);
  const plank = vary.range(60, 120);
  let svg = rect(0, 0, size, size, colour);
  for (let y = 0; y < size; y += plank) {
    svg += rect(0, y, size, plank - 1.5, mix(colour, vary.chance(0.5) ? '#3a2414' : '#f0d8b0', vary.range(0.02, 0.16)));
    for (let i = 0; i < 6; i++) {
      const at = y + vary.range(0.06, 0.94) * plank;
      const sway = vary.range(-6, 6);
      svg += `<path d="M0 ${at.toFixed(1)}Q${(size / 3).toFixed(1)} ${(at + sway).toFixed(1)} ${(size * 0.6).toFixed(1)} ${at.toFixed(1)}T${size} ${(at - sway).toFixed(1)}" fill="none" stroke="${darker(colour, 0.45)}" stroke-width="${vary.range(0.5, 1.6).toFixed(1)}" opacity="0.35"/>`;
    }
    svg += rect(vary.range(0, size), y, 1.6, plank, darker(colour, 0.6), ' opacity="0.6"');
  }
  return svg;
}

function sheet(size: number, colour: string, seed: number): string {
  const vary = random(seed);
  let wrinkles = '';
  for (let i = 0; i < 16; i++) {
    const [x, y, length, angle] = [
      vary.range(0, size),
      vary.range(0, size),
      vary.range(size * 0.2, size * 0.7),
      vary.range(0, 6.28),
    ];
    const [dx, dy] = [Math.cos(angle) * length, Math.sin(angle) * length];
    wrinkles += `<path d="M${x.toFixed(1)} ${y.toFixed(1)}q${(dx * 0.5 + dy * 0.15).toFixed(1)} ${(dy * 0.5 - dx * 0.15).toFixed(1)} ${dx.toFixed(1)} ${dy.toFixed(1)}" fill="none" stroke="${vary.chance(0.5) ? '#ffffff' : darker(colour, 0.4)}" stroke-width="${vary.range(5, 16).toFixed(1)}" opacity="0.22"/>`;
  }
  return `${rect(0, 0, size, size, colour)}<filter id="wrinkle"><feGaussianBlur stdDeviation="6"/></filter><g filter="url(#wrinkle)">${wrinkles}</g>`;
}

function tiles(size: number, colour: string, seed: number): string {
  const vary = random(seed);
  const side = vary.range(70, 150);
  let svg = rect(0, 0, size, size, darker(colour, 0.3));
  for (let y = -vary.range(0, side); y < size; y += side)
    for (let x = -side / 2; x < size; x += side)
      svg += rect(x, y, side - 3, side - 3, mix(colour, '#000000', vary.range(0, 0.06)));
  return svg;
}

/** Flecks of two shades: concrete, carpet, grass. */
function flecks(size: number, colour: string, seed: number, count: number, long: number): string {
  const vary = random(seed);
  let svg = rect(0, 0, size, size, colour);
  for (let i = 0; i < count; i++) {
    const shade = vary.chance(0.5) ? lighter(colour, 0.25) : darker(colour, 0.3);
    svg += `<path d="M${vary.range(0, size).toFixed(0)} ${vary.range(0, size).toFixed(0)}l${vary.range(-long, long).toFixed(1)} ${vary.range(-long, long).toFixed(1)}" stroke="${shade}" stroke-width="1.6" opacity="0.5"/>`;
  }
  return svg;
}

/** SVG of a square surface. */
export function backdropSvg(backdrop: Backdrop, size: number): string {
  const { name, colour, seed } = backdrop;
  switch (name) {
    case 'wood':
      return wood(size, colour, seed);
    case 'sheet':
      return sheet(size, colour, seed);
    case 'tiles':
      return tiles(size, colour, seed);
    case 'floor':
      return flecks(size, colour, seed, 260, 4);
    case 'carpet':
      return flecks(size, colour, seed, 700, 6);
    case 'grass':
      return flecks(size, colour, seed, 800, 11);
    case 'studio':
      return `<linearGradient id="studio" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lighter(colour, 0.5)}"/><stop offset="0.72" stop-color="${colour}"/><stop offset="0.74" stop-color="${darker(colour, 0.05)}"/><stop offset="1" stop-color="${darker(colour, 0.12)}"/></linearGradient>${rect(0, 0, size, size, 'url(#studio)')}`;
    case 'tint':
      return `<radialGradient id="tint" cx="0.5" cy="0.45" r="0.8"><stop offset="0" stop-color="${lighter(colour, 0.7)}"/><stop offset="1" stop-color="${colour}"/></radialGradient>${rect(0, 0, size, size, 'url(#tint)')}`;
    default:
      return `<radialGradient id="paper" cx="0.5" cy="0.45" r="0.8"><stop offset="0.5" stop-color="#ffffff"/><stop offset="1" stop-color="#f1f1f2"/></radialGradient>${rect(0, 0, size, size, 'url(#paper)')}`;
  }
}

/** Colours that suit each surface. */
export const BACKDROP_COLOURS: Readonly<Record<BackdropName, readonly string[]>> = {
  white: ['#ffffff'],
  tint: ['#e6e9ee', '#f0e7dd', '#e4ece4', '#efe3e6', '#e9e6f0', '#dcdfe2'],
  studio: ['#dfe2e6', '#e8e0d6', '#d6dde0', '#cfd2d6'],
  wood: ['#b98a5a', '#8b5e3c', '#d5b48a', '#6b4a33', '#a9a29a'],
  sheet: ['#f2f2f2', '#dfe6ee', '#efe4da', '#e8dfee', '#cfd6d2', '#6f7f95'],
  floor: ['#b9b6b0', '#8d8c8a', '#d3cec4', '#6e6f72'],
  tiles: ['#d9d6d0', '#c4ccd0', '#b7a590', '#e6e4de'],
  carpet: ['#8c7b6c', '#6a7688', '#a08a8a', '#4f5a52', '#b8ada0'],
  grass: ['#5f8a46', '#4c7a3a', '#7a9a4e'],
};
