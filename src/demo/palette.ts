/** Colours with names, and small colour arithmetic. */
import type { LocalText } from '#core/product.ts';

export interface Colour extends LocalText {
  readonly name: string;
  readonly hex: string;
}

const colour = (name: string, zh: string, en: string, hex: string): Colour => ({ name, zh, en, hex });

export const COLOURS = [
  colour('white', '白色', 'White', '#f3f2ee'),
  colour('cream', '米白色', 'Cream', '#efe6d2'),
  colour('beige', '米色', 'Beige', '#d8c4a2'),
  colour('khaki', '卡其色', 'Khaki', '#b49a6c'),
  colour('camel', '驼色', 'Camel', '#b98a55'),
  colour('brown', '棕色', 'Brown', '#6b4429'),
  colour('black', '黑色', 'Black', '#25252a'),
  colour('charcoal', '炭灰色', 'Charcoal', '#474a50'),
  colour('grey', '灰色', 'Grey', '#96999e'),
  colour('red', '红色', 'Red', '#c3202c'),
  colour('burgundy', '酒红色', 'Burgundy', '#6d1a2d'),
  colour('rust', '砖红色', 'Rust', '#a84a28'),
  colour('orange', '橙色', 'Orange', '#e77728'),
  colour('mustard', '姜黄色', 'Mustard', '#d3a02b'),
  colour('yellow', '黄色', 'Yellow', '#f2d049'),
  colour('lime', '浅绿色', 'Light green', '#a9cf7a'),
  colour('green', '绿色', 'Green', '#2c8a54'),
  colour('olive', '军绿色', 'Olive', '#62663a'),
  colour('forest', '墨绿色', 'Forest green', '#1f4b3a'),
  colour('mint', '薄荷绿', 'Mint', '#a7dcc6'),
  colour('teal', '青色', 'Teal', '#1f7d82'),
  colour('sky', '浅蓝色', 'Sky blue', '#9cc6e6'),
  colour('blue', '蓝色', 'Blue', '#2b62b8'),
  colour('navy', '藏青色', 'Navy', '#1f2c4f'),
  colour('indigo', '牛仔蓝', 'Indigo', '#3c5682'),
  colour('lightwash', '浅牛仔蓝', 'Light wash', '#8fadca'),
  colour('purple', '紫色', 'Purple', '#6b3f91'),
  colour('lilac', '浅紫色', 'Lilac', '#c2addd'),
  colour('pink', '粉色', 'Pink', '#eea6b9'),
  colour('fuchsia', '玫红色', 'Fuchsia', '#cf2f7c'),
  colour('silver', '银色', 'Silver', '#bfc3c9'),
  colour('gold', '金色', 'Gold', '#d0a64c'),
] as const satisfies readonly Colour[];

const byName = new Map<string, Colour>(COLOURS.map((entry) => [entry.name, entry]));

/** A colour of the palette by its name; black for a name it does not hold. */
export function colourNamed(name: string): Colour {
  return byName.get(name) ?? COLOURS[6];
}

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** A colour between two: `share` 0 is the first, 1 the second. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [channels(first), channels(second)];
  const mixed = a.map((value, i) => Math.round(value + ((b[i] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export const darker = (hex: string, share: number) => mix(hex, '#0c0a12', share);
export const lighter = (hex: string, share: number) => mix(hex, '#ffffff', share);

/** Perceived brightness, 0–1. */
export function brightness(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}
