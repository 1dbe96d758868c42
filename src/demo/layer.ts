/** A scene is a stack of layers; each belongs to an item or only hides what lies behind it. */
export interface Layer {
  /** Index of the item, or null for skin, hair and furniture. */
  readonly item: number | null;
  /** What is seen. */
  readonly svg: string;
  /** The same in one flat colour, `{}` standing for the colour. */
  readonly mask: string;
}

/** Colour of an item in the mask; 0 in every channel is "no item". */
export function maskColour(item: number | null): string {
  if (item === null) return '#000000';
  return `rgb(${((item % 12) + 1) * 20},${Math.floor(item / 12) * 40 + 20},0)`;
}

/** Index of the item of a mask pixel, or null. */
export function itemOfMask(red: number, green: number): number | null {
  const [column, row] = [red / 20 - 1, (green - 20) / 40];
  return Number.isInteger(column) && Number.isInteger(row) && column >= 0 && column < 12 && row >= 0
    ? row * 12 + column
    : null;
}

/** Puts layers into a group with a transform. */
export function grouped(layers: readonly Layer[], transform: string): Layer[] {
  return layers.map((layer) => ({
    ...layer,
    svg: `<g transform="${transform}">${layer.svg}</g>`,
    mask: layer.mask && `<g transform="${transform}">${layer.mask}</g>`,
  }));
}
