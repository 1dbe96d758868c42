/** What people stand before: streets, shops, parks, rooms. 720 × 960; the ground begins at `HORIZON`. */
import { darker, lighter, mix } from './palette.ts';
import { type Random, random } from './random.ts';

export type Place = 'street' | 'shop' | 'park' | 'room';
export const PLACES: readonly Place[] = ['street', 'shop', 'park', 'room'];

export const SCENE_WIDTH = 720;
export const SCENE_HEIGHT = 960;
export const HORIZON = 700;

const n = (value: number) => value.toFixed(0);
const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"${more}/>`;
const poly = (points: string, fill: string, more = '') => `<polygon points="${points}" fill="${fill}"${more}/>`;

function fade(id: string, from: string, to: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`;
}

function house(x: number, w: number, top: number, colour: string, vary: Random): string {
  let svg = rect(x, top, w, HORIZON - top, colour) + rect(x, top, w, 10, darker(colour, 0.25));
  const [step, rows] = [vary.range(54, 76), vary.range(80, 104)];
  const glass = vary.pick(['#8fa9bd', '#d9c48a', '#5f7386', '#b6c9d6']);
  for (let y = top + 34; y < HORIZON - 150; y += rows)
    for (let at = x + 18; at < x + w - 34; at += step)
      svg +=
        rect(at, y, 30, 48, glass) +
        rect(at, y, 30, 48, 'none', ` stroke="${darker(colour, 0.4)}" stroke-width="3"`) +
        rect(at - 3, y + 48, 36, 5, lighter(colour, 0.3));
  return svg;
}

function pavement(vary: Random, colour: string): string {
  let svg = `${fade('ground', darker(colour, 0.12), lighter(colour, 0.12))}${rect(0, HORIZON, SCENE_WIDTH, SCENE_HEIGHT - HORIZON, 'url(#ground)')}`;
  const middle = vary.range(240, 480);
  for (let i = -12; i <= 12; i++)
    svg += `<path d="M${n(middle + i * 60)} ${HORIZON}L${n(middle + i * 190)} ${SCENE_HEIGHT}" stroke="${darker(colour, 0.3)}" stroke-width="1.6" opacity="0.5"/>`;
  for (let i = 0, y = HORIZON + 8; y < SCENE_HEIGHT; i++, y += 14 + i * 9)
    svg += `<path d="M0 ${n(y)}H${SCENE_WIDTH}" stroke="${darker(colour, 0.3)}" stroke-width="1.6" opacity="0.5"/>`;
  return svg;
}

function tree(x: number, y: number, size: number, vary: Random): string {
  const green = vary.pick(['#4f7d45', '#6b8f4a', '#3f6b48', '#b07a3a']);
  let svg = rect(x - size * 0.05, y - size * 0.6, size * 0.1, size * 0.6, '#5b4331');
  for (let i = 0; i < 9; i++)
    svg += `<circle cx="${n(x + vary.range(-0.3, 0.3) * size)}" cy="${n(y - size * vary.range(0.55, 1.05))}" r="${n(size * vary.range(0.14, 0.24))}" fill="${mix(green, vary.chance(0.5) ? '#ffffff' : '#000000', vary.range(0, 0.18))}"/>`;
  return svg;
}

function streetPlace(vary: Random): string {
  const sky = vary.pick([
    ['#9fc4e6', '#e6eef2'],
    ['#c7cdd4', '#e9e9ea'],
    ['#f0c9a0', '#f6e6d2'],
    ['#6d8fb8', '#d2deea'],
  ] as const);
  let svg = fade('sky', sky[0], sky[1]) + rect(0, 0, SCENE_WIDTH, HORIZON, 'url(#sky)');
  for (let x = -20; x < SCENE_WIDTH; ) {
    const w = vary.range(130, 230);
    svg += house(
      x,
      w,
      vary.range(60, 300),
      vary.pick(['#b98e73', '#c9b9a3', '#8f8a86', '#a65f4b', '#d9cdb8', '#7d8a94', '#cfa98c']),
      vary,
    );
    x += w;
  }
  if (vary.chance(0.6)) svg += tree(vary.range(20, 120), HORIZON + 10, vary.range(260, 380), vary);
  if (vary.chance(0.5)) svg += tree(vary.range(600, 700), HORIZON + 10, vary.range(240, 360), vary);
  return svg + pavement(vary, vary.pick(['#a9a6a1', '#8f8d8b', '#bdb3a4']));
}

function shopPlace(vary: Random): string {
  const wall = vary.pick(['#d8cfc2', '#5d6b66', '#a24f3f', '#e6d6c0', '#394556', '#c7b6c2']);
  const cloth = vary.pick(['#b23a3a', '#2f6b52', '#2d4f86', '#c98a2b', '#5a4a6b']);
  let svg = rect(0, 0, SCENE_WIDTH, HORIZON, wall);
  for (let y = 0; y < HORIZON; y += 26)
    svg += `<path d="M0 ${y}H${SCENE_WIDTH}" stroke="${darker(wall, 0.25)}" stroke-width="1.4" opacity="0.45"/>`;
  const [left, width] = [vary.range(30, 90), vary.range(330, 430)];
  svg +=
    rect(left, 250, width, HORIZON - 300, '#3d4c57') +
    rect(left + 8, 258, width - 16, HORIZON - 316, '#6e8796') +
    poly(
      `${n(left + 40)},${HORIZON - 60} ${n(left + 160)},258 ${n(left + 230)},258 ${n(left + 110)},${HORIZON - 60}`,
      '#ffffff',
      ' opacity="0.14"',
    );
  for (let i = 0; i < 4; i++)
    svg += rect(
      left + 30 + (i * (width - 60)) / 4,
      HORIZON - vary.range(150, 230),
      width / 7,
      120,
      mix(cloth, '#cccccc', vary.range(0.2, 0.8)),
      ' rx="10" opacity="0.7"',
    );
  svg +=
    rect(left + width + 40, 270, 150, HORIZON - 270, darker(cloth, 0.3)) +
    rect(left + width + 58, 290, 114, 240, '#7f95a2') +
    `<circle cx="${n(left + width + 62)}" cy="590" r="6" fill="#d5b25e"/>`;
  const stripe = SCENE_WIDTH / 16;
  for (let i = 0; i < 16; i++)
    svg += poly(
      `${n(i * stripe)},150 ${n((i + 1) * stripe)},150 ${n((i + 1) * stripe)},236 ${n((i + 0.5) * stripe)},250 ${n(i * stripe)},236`,
      i % 2 ? '#f3eee4' : cloth,
    );
  svg +=
    rect(vary.range(120, 220), 60, 320, 64, darker(wall, 0.5), ' rx="6"') +
    rect(280, 84, 180, 14, '#f0e6cf', ' rx="7"');
  return svg + pavement(vary, vary.pick(['#b3aca2', '#96918c', '#c4b8a8']));
}

function parkPlace(vary: Random): string {
  const green = vary.pick(['#86a85e', '#6f9a5a', '#a3b36a']);
  let svg = fade('sky', '#a9cdea', '#edf3ef') + rect(0, 0, SCENE_WIDTH, HORIZON, 'url(#sky)');
  for (let i = 0; i < 9; i++)
    svg += tree(i * 92 + vary.range(-30, 30), vary.range(560, 640), vary.range(220, 400), vary);
  svg +=
    rect(0, 590, SCENE_WIDTH, SCENE_HEIGHT - 590, green) +
    poly(
      `${n(vary.range(250, 330))},596 ${n(vary.range(390, 460))},596 ${n(vary.range(620, 760))},${SCENE_HEIGHT} ${n(vary.range(-20, 120))},${SCENE_HEIGHT}`,
      '#d9cbb0',
    );
  return (
    svg +
    (vary.chance(0.5)
      ? rect(60, 640, 170, 12, '#7a5333') +
        rect(60, 610, 170, 10, '#7a5333') +
        rect(76, 650, 8, 34, '#3c3c3c') +
        rect(206, 650, 8, 34, '#3c3c3c')
      : '')
  );
}

function roomPlace(vary: Random): string {
  const wall = vary.pick(['#e5ded3', '#cfd8d6', '#d8c8cf', '#b9c4cf', '#efe9df', '#8d97a0']);
  const floor = vary.pick(['#b98a5a', '#8b6a4a', '#c9b79c', '#777b80']);
  let svg =
    fade('wall', lighter(wall, 0.2), wall) +
    rect(0, 0, SCENE_WIDTH, HORIZON, 'url(#wall)') +
    rect(0, HORIZON - 22, SCENE_WIDTH, 22, lighter(wall, 0.45));
  svg +=
    rect(vary.range(20, 120), 90, 180, 240, '#8fb4cc') +
    rect(vary.range(440, 520), vary.range(110, 160), 150, 190, darker(wall, 0.3)) +
    rect(vary.range(460, 500), 180, 90, 120, mix(wall, '#c97b5a', 0.5));
  svg += vary.chance(0.6)
    ? tree(vary.range(560, 680), HORIZON + 40, 240, vary)
    : rect(540, 470, 190, 240, mix(floor, '#f0e0d0', 0.3), ' rx="12"');
  return (
    svg +
    rect(0, HORIZON, SCENE_WIDTH, SCENE_HEIGHT - HORIZON, floor) +
    Array.from(
      { length: 9 },
      (_, i) =>
        `<path d="M${n(360 + (i - 4) * 90)} ${HORIZON}L${n(360 + (i - 4) * 210)} ${SCENE_HEIGHT}" stroke="${darker(floor, 0.35)}" stroke-width="2" opacity="0.5"/>`,
    ).join('')
  );
}

/** SVG of a place, a little out of focus. */
export function placeSvg(place: Place, seed: number): string {
  const vary = random(seed);
  const draw: Record<Place, (vary: Random) => string> = {
    street: streetPlace,
    shop: shopPlace,
    park: parkPlace,
    room: roomPlace,
  };
  return `<filter id="distance" x="0" y="0" width="1" height="1"><feGaussianBlur stdDeviation="${vary.range(0.6, 2.6).toFixed(1)}"/></filter><g filter="url(#distance)" transform="translate(-12 -12) scale(1.035)">${draw[place](vary)}</g>`;
}
