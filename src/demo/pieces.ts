/** A drawing is a list of pieces, from back to front, in the coordinates of the body (or of the thing itself). */

/** What a piece is filled or stroked with; a `#hex` stands for itself. */
export type Paint =
  | 'fabric'
  | 'trim'
  | 'inside'
  | 'seam'
  | 'metal'
  | 'accent'
  | 'sole'
  | 'ink'
  | 'accentInk'
  | 'none'
  | `#${string}`;

export interface Piece {
  readonly d: string;
  readonly fill: Paint;
  readonly stroke?: Paint;
  readonly width?: number;
  readonly opacity?: number;
  readonly dash?: string;
  /** Light and dark sides. */
  readonly shaded?: boolean;
  /** How many folds fall into it. */
  readonly folds?: number;
  /** Behind the neck and the body when worn. */
  readonly behind?: boolean;
  /** No part of what can be seen of the item: thin decoration inside it. */
  readonly detail?: boolean;
}

export type Drawing = readonly Piece[];
type Extra = Partial<Omit<Piece, 'd'>>;

/** A piece of the main fabric, shaded and outlined. */
export const cloth = (d: string, extra: Extra = {}): Piece => ({
  d,
  fill: 'fabric',
  shaded: true,
  stroke: 'seam',
  width: 1.3,
  ...extra,
});

/** A shaded piece of another paint: ribs, collars, buckles. */
export const part = (d: string, fill: Paint, extra: Extra = {}): Piece => ({
  d,
  fill,
  shaded: true,
  stroke: 'seam',
  width: 1.1,
  ...extra,
});

/** The inner side of a garment, seen through its opening. */
export const inside = (d: string, extra: Extra = {}): Piece => ({
  d,
  fill: 'inside',
  behind: true,
  stroke: 'seam',
  width: 1,
  ...extra,
});

/** A band along a line: necklines, straps, piping. */
export const band = (d: string, stroke: Paint, width: number, extra: Extra = {}): Piece => ({
  d,
  fill: 'none',
  stroke,
  width,
  ...extra,
});

/** A seam line. */
export const seam = (d: string, extra: Extra = {}): Piece => ({
  d,
  fill: 'none',
  stroke: 'seam',
  width: 1.2,
  opacity: 0.65,
  detail: true,
  ...extra,
});

/** A row of stitches. */
export const stitches = (d: string, stroke: Paint = 'seam', extra: Extra = {}): Piece => ({
  d,
  fill: 'none',
  stroke,
  width: 1.3,
  dash: '4 2.5',
  opacity: 0.8,
  detail: true,
  ...extra,
});

/** A flat mark without outline. */
export const mark = (d: string, fill: Paint, extra: Extra = {}): Piece => ({ d, fill, detail: true, ...extra });
