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

/** Which source pixels make each output pixel along one side, and how much of each in units of 2⁻²². */
interface Taps {
  /** First source pixel of each output pixel, and the one after the last. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Those of output pixel `i` begin at `i * most`. */
  readonly weights: Int32Array;
  readonly most: number;
}

/** Where RGB is written: the first pixel at index `at`, each row `rowLength` numbers after the one above. */
interface Target {
  readonly data: Float32Array;
  readonly at: number;
  readonly rowLength: number;
}

/** The order of operations is Pillow's, so that weights round alike. */
function triangleTaps(from: number, to: number, outSize: number, inSize: number): Taps {
  const scale = (to - from) / outSize;
  const support = Math.max(scale, 1);
  const narrowing = 1 / support;
  const most = 2 * Math.ceil(support) + 1;
  const starts = new Int32Array(outSize);
  const ends = new Int32Array(outSize);
  const weights = new Int32Array(outSize * most);
  const raw = new Float64Array(most);
  for (let i = 0; i < outSize; i++) {
    const centre = from + (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inSize, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let k = 0; k < end - start; k++) {
      const weight = Math.max(0, 1 - Math.abs((k + start - centre + 0.5) * narrowing));
      raw[k] = weight;
      sum += weight;
    }
    for (let k = 0; k < end - start; k++)
      weights[i * most + k] = Math.floor(((raw[k] as number) / sum) * (1 << WEIGHT_BITS) + 0.5);
    starts[i] = start;
    ends[i] = end;
  }
  return { starts, ends, weights, most };
}

/** Each pixel as one number, red in its lowest byte: whatever runs the models is little-endian. */
function wholePixels({ data }: Raster): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : new Uint8Array(data);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

// The two passes are most of what a photo costs beside decoding and the networks: no function for a pixel, no alpha. Pillow
// rounds half up to 8 bits after each pass, in integers; so do they, to the same bit.

/** One pass along x: rows `firstRow` to `lastRow` of `source`, as RGB. */
function resampleRows(source: Raster, taps: Taps, firstRow: number, lastRow: number): Uint8ClampedArray {
  const { starts, ends, weights, most } = taps;
  const pixels = wholePixels(source);
  const width = starts.length;
  const out = new Uint8ClampedArray((lastRow - firstRow) * width * 3);
  let to = 0;
  for (let y = firstRow; y < lastRow; y++) {
    const row = y * source.width;
    for (let x = 0; x < width; x++, to += 3) {
      const end = row + (ends[x] as number);
      let r = HALF;
      let g = HALF;
      let b = HALF;
      for (let p = row + (starts[x] as number), k = x * most; p < end; p++, k++) {
        const pixel = pixels[p] as number;
        const weight = weights[k] as number;
        r = (r + (pixel & 255) * weight) | 0;
        g = (g + ((pixel >> 8) & 255) * weight) | 0;
        b = (b + ((pixel >> 16) & 255) * weight) | 0;
      }
      out[to] = r >> WEIGHT_BITS;
      out[to + 1] = g >> WEIGHT_BITS;
      out[to + 2] = b >> WEIGHT_BITS;
    }
  }
  return out;
}

/** One pass along y, of RGB rows whose first one is row `firstRow` of the picture. */
function resampleColumns(rows: Uint8ClampedArray, width: number, taps: Taps, firstRow: number, target: Target): void {
  const { starts, ends, weights, most } = taps;
  const { data } = target;
  const rowLength = width * 3;
  for (let y = 0; y < starts.length; y++) {
    const start = ((starts[y] as number) - firstRow) * rowLength;
    const end = ((ends[y] as number) - firstRow) * rowLength;
    const to = target.at + y * target.rowLength;
    for (let x = 0; x < rowLength; x += 3) {
      let r = HALF;
      let g = HALF;
      let b = HALF;
      for (let p = start + x, k = y * most; p < end; p += rowLength, k++) {
        const weight = weights[k] as number;
        r = (r + (rows[p] as number) * weight) | 0;
        g = (g + (rows[p + 1] as number) * weight) | 0;
        b = (b + (rows[p + 2] as number) * weight) | 0;
      }
      data[to + x] = r >> WEIGHT_BITS;
      data[to + x + 1] = g >> WEIGHT_BITS;
      data[to + x + 2] = b >> WEIGHT_BITS;
    }
  }
}

function resizeInto(source: Raster, box: Box, { width, height }: Size, target: Target): void {
  const columns = triangleTaps(box.x, box.x + box.width, width, source.width);
  const rows = triangleTaps(box.y, box.y + box.height, height, source.height);
  const firstRow = rows.starts[0] ?? 0;
  const narrow = resampleRows(source, columns, firstRow, rows.ends[height - 1] ?? 0);
  resampleColumns(narrow, width, rows, firstRow, target);
}

/**
 * Resizes the region `box` (pixels, may be fractional, inside the picture) to `width` × `height`.
 * @returns RGB, row by row, whole numbers 0–255
 */
export function resizeRegion(source: Raster, box: Box, width: number, height: number): Float32Array {
  const data = new Float32Array(width * height * 3);
  resizeInto(source, box, { width, height }, { data, at: 0, rowLength: width * 3 });
  return data;
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
  const offsetX = Math.floor((width - innerWidth) / 2);
  const offsetY = Math.floor((height - innerHeight) / 2);
  const tensor = new Float32Array(width * height * 3).fill(pad);
  const inner = { data: tensor, at: (offsetY * width + offsetX) * 3, rowLength: width * 3 };
  resizeInto(source, box, { width: innerWidth, height: innerHeight }, inner);
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
