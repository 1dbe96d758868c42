/** The person inside the clothes: skin, face, hair. Simple shapes; the clothes are what matters. */
import { onArm, onLeg, type Pose } from './figure.ts';
import type { Layer } from './layer.ts';
import { darker, mix } from './palette.ts';
import { ellipse, line, mirrored, shape, symmetric } from './path.ts';

export type HairStyle = 'short' | 'long' | 'bob' | 'bun' | 'bald';

export interface Body {
  readonly skin: string;
  readonly hair: string;
  readonly hairStyle: HairStyle;
  readonly pose: Pose;
}

export const SKINS = ['#f3d3bd', '#e8bd9b', '#d3a07a', '#b07a52', '#8a5a3a', '#5f3d28'] as const;
export const HAIRS = ['#1d1714', '#2e2019', '#4b2f1c', '#7a4a24', '#b98a4a', '#8f8f92', '#6e2b20'] as const;
export const HAIR_STYLES: readonly HairStyle[] = ['short', 'long', 'bob', 'bun', 'short', 'long'];

const fill = (d: string, colour: string, more = '') => `<path d="${d}" fill="${colour}"${more}/>`;
const layer = (svg: string, paths: readonly string[]): Layer => ({
  item: null,
  svg,
  mask: paths.map((d) => fill(d, '{}')).join(''),
});

const TORSO = symmetric(
  [0, 146],
  [22, 144, 62, 146],
  [74, 152, 72, 168],
  [58, 200, 58, 226],
  [50, 270, 49, 300],
  [56, 340, 66, 375],
  [62, 410, 30, 420],
  [0, 424],
);

function limbs(pose: Pose): string[] {
  const arm = shape(
    [62, 148],
    [82, 152, ...onArm(pose, 0.12, 18)],
    [...onArm(pose, 0.5, 15), ...onArm(pose, 1, 9)],
    [...onArm(pose, 1.1, 14), ...onArm(pose, 1.17, 7)],
    [...onArm(pose, 1.21, 0), ...onArm(pose, 1.15, -8)],
    [...onArm(pose, 1.06, -12), ...onArm(pose, 1, -9)],
    [...onArm(pose, 0.5, -14), 54, 214],
  );
  const leg = shape(
    onLeg(pose, -0.06, 33),
    [...onLeg(pose, 0.3, 33), ...onLeg(pose, 0.52, 19)],
    [...onLeg(pose, 0.66, 24), ...onLeg(pose, 1, 11)],
    [...onLeg(pose, 1.08, 12), ...onLeg(pose, 1.1, 0)],
    onLeg(pose, 1, -10),
    [...onLeg(pose, 0.66, -18), ...onLeg(pose, 0.52, -17)],
    [...onLeg(pose, 0.2, -31), ...onLeg(pose, 0.02, -32)],
  );
  return [arm, mirrored(arm), leg, mirrored(leg)];
}

/** Hair that falls behind the shoulders. */
export function hairBehind({ hair, hairStyle }: Body): Layer[] {
  const shapes: Partial<Record<HairStyle, string>> = {
    long: symmetric([0, 8], [48, 8, 46, 70], [52, 130, 56, 190], [30, 206, 0, 200]),
    bob: symmetric([0, 8], [48, 8, 46, 66], [50, 100, 44, 122], [20, 130, 0, 128]),
    bun: ellipse(0, 4, 20, 18),
  };
  const d = shapes[hairStyle];
  return d ? [layer(fill(d, hair), [d])] : [];
}

/** Torso, neck, arms with hands, legs. */
export function bodyLayers(body: Body): Layer[] {
  const shade = darker(body.skin, 0.22);
  const neck = symmetric([0, 90], [17, 92], [17, 134], [24, 146, 44, 148], [0, 168]);
  const paths = [...limbs(body.pose), TORSO, neck];
  const outline = ` stroke="${shade}" stroke-width="1.2"`;
  const shadow = fill(shape([-16, 104], [0, 124, 16, 104], [16, 122], [0, 138, -16, 122]), shade, ' opacity="0.5"');
  return [layer(paths.map((d) => fill(d, body.skin, outline)).join('') + shadow, paths)];
}

function face(skin: string): string {
  const dark = darker(skin, 0.75);
  const eye = (x: number) =>
    `${fill(ellipse(x, 62, 5.2, 3.2), '#f7f4f0')}${fill(ellipse(x, 62, 2.7), dark)}<path d="${line([x - 7, 53], [x, 49, x + 7, 53])}" fill="none" stroke="${dark}" stroke-width="2.4"/>`;
  const nose = `<path d="${line([0, 64], [5, 76, 0, 78])}" fill="none" stroke="${darker(skin, 0.35)}" stroke-width="1.8"/>`;
  const mouth = `<path d="${shape([-9, 89], [0, 86, 9, 89], [0, 97, -9, 89])}" fill="${mix(skin, '#b03a44', 0.65)}"/>`;
  return eye(-14) + eye(14) + nose + mouth;
}

/** Head with face and the hair on top of it. */
export function headLayers({ skin, hair, hairStyle }: Body): Layer[] {
  const head = symmetric([0, 14], [37, 14, 37, 58], [37, 88, 18, 106], [8, 113, 0, 113]);
  const ears = [ellipse(37, 64, 6, 10), ellipse(-37, 64, 6, 10)];
  const top = {
    short: symmetric([0, 6], [42, 4, 41, 56], [34, 48, 32, 36], [16, 26, 0, 30]),
    long: shape(
      [4, 6],
      [48, 4, 45, 92],
      [38, 70, 36, 46],
      [20, 34, 4, 24],
      [-20, 36, -36, 46],
      [-38, 70, -45, 92],
      [-48, 4, 4, 6],
    ),
    bob: symmetric([0, 6], [48, 6, 46, 98], [38, 96, 36, 54], [28, 38, 0, 40]),
    bun: symmetric([0, 8], [42, 6, 40, 54], [32, 30, 0, 28]),
    bald: '',
  }[hairStyle];
  const outline = ` stroke="${darker(skin, 0.22)}" stroke-width="1.2"`;
  const svg = [...ears, head].map((d) => fill(d, skin, outline)).join('') + face(skin) + (top ? fill(top, hair) : '');
  return [layer(svg, [...ears, head, ...(top ? [top] : [])])];
}
