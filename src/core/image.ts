/**
 * Image operations that must give the same numbers in the browser, in Node and in training.
 * Resizing follows Pillow's `Image.resize(…, BILINEAR, box=…)` (python-pillow, src/libImaging/Resample.c): a separable
 * triangle filter whose support grows with the reduction, so that reducing is antialiased. Always horizontally first, as
 * Pillow before 13 and as `training/reference.py` makes later ones do: inputs are equal to the bit.
 */
import type { Box } from './boxes.ts';
import type { Size } from './input-size.ts';

/** Upright 8-bit RGBA pixels, row by row. Alpha is ignored: decoders lay transparent pictures on white. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** How a picture was fitted into a model's input: model = picture · scale + offset. */
export interface Fit {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** A model input of `width` × `height` pixels. `tensor` is NHWC RGB float32, 0–255. */
export interface ModelTensor extends Size {
  readonly tensor: Float32Array;
}

/** A model input and the way back to picture pixels. */
export interface Letterboxed extends ModelTensor {
  readonly fit: Fit;
}

/** Fractional bits of a weight. Pillow's PRECISION_BITS: 255 · 2²² still fits 31 bits, so sums never overflow. */
const WEIGHT_BITS = 22;
const HALF = 1 << (WEIGHT_BITS - 1);

/** Which source pixels make one output pixel, and how much of each in units of 2⁻²². */
interface Taps {
  readonly start: number;
  readonly weights: Int32Array;
}

/** The order of operations is Pillow's, so that weights round alike. */
function triangleTaps(from: number, to: number, outSize: number, inSize: number): Taps[] {
  const scale = (to - from) / outSize;
  const support = Math.max(scale, 1);
  const narrowing = 1 / support;
  return Array.from({ length: outSize }, (_, i) => {
    const centre = from + (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inSize, Math.trunc(centre + support + 0.5));
    const raw = new Float64Array(end - start);
    let sum = 0;
    for (let k = 0; k < raw.length; k++) {
      const weight = Math.max(0, 1 - Math.abs((k + start - centre + 0.5) * narrowing));
      raw[k] = weight;
      sum += weight;
    }
    return { start, weights: Int32Array.from(raw, (weight) => Math.floor((weight / sum) * (1 << WEIGHT_BITS) + 0.5)) };
  });
}

/** One pass along x. Rows `firstRow` to `lastRow` of `source` become rows 0… of the answer, `taps.length` wide. */
function resampleRows(source: Raster, taps: readonly Taps[], firstRow: number, lastRow: number): Raster {
  const width = taps.length;
  const height = lastRow - firstRow;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = (y + firstRow) * source.width;
    for (let x = 0; x < width; x++) {
      const { start, weights } = taps[x] as Taps;
      writePixel(data, (y * width + x) * 4, source.data, (row + start) * 4, 4, weights);
    }
  }
  return { width, height, data };
}

/** One pass along y. */
function resampleColumns(source: Raster, taps: readonly Taps[]): Raster {
  const { width } = source;
  const data = new Uint8ClampedArray(width * taps.length * 4);
  taps.forEach(({ start, weights }, y) => {
    for (let x = 0; x < width; x++) {
      writePixel(data, (y * width + x) * 4, source.data, (start * width + x) * 4, width * 4, weights);
    }
  });
  return { width, height: taps.length, data };
}

function writePixel(
  out: Uint8ClampedArray,
  at: number,
  source: Raster['data'],
  from: number,
  stride: number,
  weights: Int32Array,
): void {
  // Pillow rounds half up to 8 bits after each pass, in integers; so does this, to the same bit.
  let r = HALF;
  let g = HALF;
  let b = HALF;
  for (let k = 0, p = from; k < weights.length; k++, p += stride) {
    const weight = weights[k] as number;
    r = (r + (source[p] as number) * weight) | 0;
    g = (g + (source[p + 1] as number) * weight) | 0;
    b = (b + (source[p + 2] as number) * weight) | 0;
  }
  out[at] = r >> WEIGHT_BITS;
  out[at + 1] = g >> WEIGHT_BITS;
  out[at + 2] = b >> WEIGHT_BITS;
  out[at + 3] = 255;
}

/**
 * Resizes the region `box` (pixels, may be fractional, inside the picture) to `width` × `height`.
 */
export function resizeRegion(source: Raster, box: Box, width: number, height: number): Raster {
  const columns = triangleTaps(box.x, box.x + box.width, width, source.width);
  const rows = triangleTaps(box.y, box.y + box.height, height, source.height);
  const firstRow = rows[0]?.start ?? 0;
  const last = rows[rows.length - 1];
  const lastRow = last ? last.start + last.weights.length : 0;
  const narrow = resampleRows(source, columns, firstRow, lastRow);
  return resampleColumns(
    narrow,
    rows.map(({ start, weights }) => ({ start: start - firstRow, weights })),
  );
}

/** Size after scaling, rounded half up, at least one pixel. */
function scaledSize(size: number, scale: number): number {
  return Math.max(1, Math.floor(size * scale + 0.5));
}

/** Fits the region `box` into a model input: scaled to touch, centred, the rest filled with `pad` (0–255). */
export function letterbox(source: Raster, box: Box, { width, height }: Size, pad: number): Letterboxed {
  const scale = Math.min(width / box.width, height / box.height);
  const innerWidth = Math.min(width, scaledSize(box.width, scale));
  const innerHeight = Math.min(height, scaledSize(box.height, scale));
  const inner = resizeRegion(source, box, innerWidth, innerHeight);
  const offsetX = Math.floor((width - innerWidth) / 2);
  const offsetY = Math.floor((height - innerHeight) / 2);
  const tensor = new Float32Array(width * height * 3).fill(pad);
  for (let y = 0; y < innerHeight; y++) {
    let from = y * innerWidth * 4;
    let to = ((y + offsetY) * width + offsetX) * 3;
    for (let x = 0; x < innerWidth; x++, from += 4, to += 3) {
      tensor[to] = inner.data[from] as number;
      tensor[to + 1] = inner.data[from + 1] as number;
      tensor[to + 2] = inner.data[from + 2] as number;
    }
  }
  const scaleX = innerWidth / box.width;
  const scaleY = innerHeight / box.height;
  const fit = { scaleX, scaleY, offsetX: offsetX - box.x * scaleX, offsetY: offsetY - box.y * scaleY };
  return { tensor, width, height, fit };
}

/** A rectangle given by its corners in model pixels, taken back to picture pixels. */
export function fromModelPixels(x1: number, y1: number, x2: number, y2: number, fit: Fit): Box {
  const x = (x1 - fit.offsetX) / fit.scaleX;
  const y = (y1 - fit.offsetY) / fit.scaleY;
  return { x, y, width: (x2 - fit.offsetX) / fit.scaleX - x, height: (y2 - fit.offsetY) / fit.scaleY - y };
}

/** Size of a picture scaled down (never up) so that its longer side is at most `longest` pixels. */
export function fitWithin(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: scaledSize(width, scale), height: scaledSize(height, scale) };
}
