/**
 * How well a photo, or a part of it, can be recognised: measured, so that tips fit the cause. A region is first reduced to a
 * few hundred pixels, about the size in which the models see it; detail they never get does not count as sharp.
 *
 * Focus is the variance of the Laplacian (J. L. Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy: a
 * comparative study, ICPR 2000), divided by the variance of the luminance: else a dark photo would count as blurred.
 *
 * The bounds were chosen on 189 training photos of the street set, darkened (to 1/2, 1/4, 1/8, 1/16), blurred (Gaussian of
 * 0.3, 0.6, 1.2 and 2.4 % of the longer side) or shrunk (to 1/2 … 1/8) and looked at by the shipped detector:
 * - blurred by 1.2 % nothing is found any more and the sharpness is at most 0.003; by 0.6 % a third of the items is lost and
 *   it is 0.003–0.012; as they are it is 0.05–0.5. Of 100 clothing photos as they are 3 lie below 0.012, all of plain cloth.
 *   Crops of 300 items behave alike: from 0.027 as they are, up to 0.020 blurred by 0.3 %.
 * - at 1/8 of the light a fifth of the items is lost and the highlights are at most 0.12, at 1/4 a tenth (0.17–0.25); as they
 *   are at least 0.69, crops at least 0.42.
 * - where shrinking left nothing to be found, the largest weak guess was at most 0.27 of the photo's side; in photos with
 *   nothing found for another reason it was at least 0.67. With the detector of decision 021, 60 of those photos
 *   and guesses from 0.03 on (`npm run bench:tips`): at most 0.17 (photos laid on a plain ground at 1/6 … 1/12 of their size; each has a guess) and
 *   at least 0.77 (1/16 and 1/50 of the light).
 */
import type { Box } from './boxes.ts';
import { fitWithin, type Raster, resizeRegion } from './image.ts';

/** px, longer side of what is measured. */
const MEASURED_SIDE = 320;
const BLURRED_BELOW = 0.012;
const DARK_BELOW = 0.25;
const FAR_BELOW = 0.35;

/** Figures of a region; `tipsFor` says what they mean. */
export interface LightAndFocus {
  /** Mean luminance, 0 (black) to 1. */
  readonly brightness: number;
  /** Luminance that 95 % of the pixels stay below, 0–1: how bright the bright parts are. */
  readonly highlights: number;
  /** Variance of the Laplacian over the variance of the luminance; 0 where everything is one colour. */
  readonly sharpness: number;
}

export interface PhotoQuality extends LightAndFocus {
  /**
   * Longer side of the largest thing that the detector at least guessed at, as a part of the photo's, 0–1; null when it
   * guessed at nothing, and for a part of a photo.
   */
  readonly subject: number | null;
}

/** What the shopper can do something about: too dark, too blurred, too far away. */
export type Tip = 'dark' | 'blurred' | 'far';

/** Causes of not being recognised, as measured; none when the photo is not to blame. */
export function tipsFor({ highlights, sharpness, subject }: PhotoQuality): Tip[] {
  const tips: Tip[] = [];
  if (highlights < DARK_BELOW) tips.push('dark');
  if (sharpness < BLURRED_BELOW) tips.push('blurred');
  if (subject !== null && subject < FAR_BELOW) tips.push('far');
  return tips;
}

/** Rec. 601 luma of every pixel, 0–255. */
function luminance(rgb: Float32Array): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let i = 0, p = 0; i < luma.length; i++, p += 3)
    luma[i] = 0.299 * (rgb[p] as number) + 0.587 * (rgb[p + 1] as number) + 0.114 * (rgb[p + 2] as number);
  return luma;
}

function variance(values: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return Math.max(0, squares / values.length - mean * mean);
}

/** The 4-neighbour Laplacian of all pixels but the border. */
function laplacian(luma: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(Math.max(1, (width - 2) * (height - 2)));
  let to = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around =
        (luma[at - 1] as number) +
        (luma[at + 1] as number) +
        (luma[at - width] as number) +
        (luma[at + width] as number);
      result[to++] = around - 4 * (luma[at] as number);
    }
  }
  return result;
}

/** The value of 0–255 that `part` of all stay below. Only those with its whole number are sorted. */
function percentile(values: Float32Array, part: number): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[Math.trunc(value)] = (counts[Math.trunc(value)] as number) + 1;
  let rank = Math.min(values.length - 1, Math.floor(part * values.length));
  let whole = 0;
  while (rank >= (counts[whole] as number)) rank -= counts[whole++] as number;
  return values.filter((value) => Math.trunc(value) === whole).sort()[rank] as number;
}

/** @param box in pixels of the raster, inside it */
export function lightAndFocus(raster: Raster, box: Box): LightAndFocus {
  const { width, height } = fitWithin(box.width, box.height, MEASURED_SIDE);
  const luma = luminance(resizeRegion(raster, box, width, height));
  const contrast = variance(luma);
  return {
    brightness: luma.reduce((sum, value) => sum + value, 0) / luma.length / 255,
    highlights: percentile(luma, 0.95) / 255,
    sharpness: contrast < 1 ? 0 : variance(laplacian(luma, width, height)) / contrast,
  };
}
