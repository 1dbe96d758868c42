/** Building SVG path data. Only the absolute commands M L Q C Z are used, so that bounds can be read back. */

export type Point = readonly [x: number, y: number];
/** One step of an outline: a line (2 numbers), a quadratic (4) or a cubic curve (6); the last two are where it ends. */
export type Step = readonly number[];

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const COMMANDS: Readonly<Record<number, string>> = { 2: 'L', 4: 'Q', 6: 'C' };
const number = (value: number) => String(Math.round(value * 10) / 10);

function command(step: Step): string {
  return `${COMMANDS[step.length] ?? 'L'}${step.map(number).join(' ')}`;
}

/** An open line through the steps. */
export function line(start: Point, ...steps: Step[]): string {
  return `M${start.map(number).join(' ')}${steps.map(command).join('')}`;
}

/** A closed shape. */
export function shape(start: Point, ...steps: Step[]): string {
  return `${line(start, ...steps)}Z`;
}

/** A closed shape through corners. */
export function polygon(...corners: Point[]): string {
  const [first, ...rest] = corners;
  return first ? shape(first, ...rest) : '';
}

const flipX = (values: Step): number[] => values.map((value, i) => (i % 2 === 0 ? -value : value));

/** Steps walked backwards; needs the start as the point where the walk ends. */
function reversed(start: Point, steps: readonly Step[]): Step[] {
  const ends: Step[] = [start, ...steps.map((step) => step.slice(-2))];
  return steps
    .map((step, i): Step => {
      const controls = step.slice(0, -2);
      const swapped = controls.length === 4 ? [...controls.slice(2), ...controls.slice(0, 2)] : controls;
      return [...swapped, ...(ends[i] ?? start)];
    })
    .reverse();
}

/** A closed shape from its right half: from the middle above (x = 0) to the middle below, then mirrored back. */
export function symmetric(start: Point, ...steps: Step[]): string {
  return shape(start, ...steps, ...reversed(start, steps).map(flipX));
}

/** An open symmetric line, e.g. a neckline: from the right end to the middle, mirrored to the left end. */
export function symmetricLine(start: Point, ...steps: Step[]): string {
  return line(start, ...steps, ...reversed(start, steps).map(flipX));
}

/** Path data with every point, controls included, moved by `move`. */
export function moved(d: string, move: (x: number, y: number) => Point): string {
  return d.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, x: string, y: string) =>
    move(Number(x), Number(y)).map(number).join(' '),
  );
}

/** The same path on the other side of x = 0. */
export function mirrored(d: string): string {
  return moved(d, (x, y) => [-x, y]);
}

/** Scales, turns (degrees, clockwise) and then moves a path. */
export function placed(d: string, x: number, y: number, scale = 1, degrees = 0): string {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180) * scale, Math.sin((degrees * Math.PI) / 180) * scale];
  return moved(d, (px, py) => [x + px * c - py * s, y + px * s + py * c]);
}

/** An ellipse as four curves. */
export function ellipse(cx: number, cy: number, rx: number, ry = rx): string {
  const [kx, ky] = [rx * 0.5523, ry * 0.5523];
  return shape(
    [cx + rx, cy],
    [cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
    [cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
    [cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
    [cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
  );
}

/** A rectangle with rounded corners. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const [r, b] = [x + width, y + height];
  if (radius === 0) return polygon([x, y], [r, y], [r, b], [x, b]);
  const k = radius;
  return shape(
    [x + k, y],
    [r - k, y],
    [r, y, r, y + k],
    [r, b - k],
    [r, b, r - k, b],
    [x + k, b],
    [x, b, x, b - k],
    [x, y + k],
    [x, y, x + k, y],
  );
}

/** Bounds of path data, controls included: at most a little larger than what is drawn. */
export function boundsOf(paths: readonly string[]): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const d of paths) {
    (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number).forEach((value, i) => {
      if (i % 2 === 0) {
        bounds.left = Math.min(bounds.left, value);
        bounds.right = Math.max(bounds.right, value);
      } else {
        bounds.top = Math.min(bounds.top, value);
        bounds.bottom = Math.max(bounds.bottom, value);
      }
    });
  }
  return bounds;
}
