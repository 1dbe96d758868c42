import type { Box } from '#core/boxes.ts';
import type { PhotoView } from './flow.ts';

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;

/** A box as CSS over a photo of any displayed size. */
export function place({ x, y, width, height }: Box, photo: PhotoView) {
  return {
    left: percent(x, photo.width),
    top: percent(y, photo.height),
    width: percent(width, photo.width),
    height: percent(height, photo.height),
  };
}
