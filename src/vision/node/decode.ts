/** Picture files to pixels in Node, through sharp. */
import sharp, { type Sharp } from 'sharp';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { fitWithin } from '#core/image.ts';
import { checkPictureSize } from '#core/picture-size.ts';
import type { Picture } from '../pipeline.ts';

/** Working size: models look at a few hundred pixels, so more only costs time and memory. */
export const LONGEST_SIDE = 1600;
/** `heif` is how sharp calls AVIF; HEIC itself is not in its prebuilt binaries. */
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif'];

/** Size of the upright original. @throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL */
async function inspect(image: Sharp): Promise<{ width: number; height: number }> {
  const { format, autoOrient } = await image.metadata();
  if (!FORMATS.includes(format)) throw new TongkuanError('PICTURE_UNREADABLE', { format });
  const { width, height } = autoOrient;
  checkPictureSize(width, height);
  return { width, height };
}

/**
 * Reads a picture (JPEG, PNG, WebP, AVIF or the first frame of a GIF), turns it upright by its EXIF mark, lays it on
 * white in sRGB and reduces it to at most `longest` pixels.
 * @param source path of a file, or its bytes
 * @throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL
 */
export async function decodePicture(source: string | Uint8Array, longest = LONGEST_SIDE): Promise<Picture> {
  try {
    // `inspect` checks the size, so that too large and unreadable are told apart.
    const image = sharp(source, { failOn: 'error', limitInputPixels: false });
    const { width, height } = await inspect(image);
    const size = fitWithin(width, height, longest);
    image.autoOrient().flatten({ background: '#fff' }).toColourspace('srgb');
    if (size.width !== width || size.height !== height) image.resize(size.width, size.height, { fit: 'fill' });
    const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { raster: { width: info.width, height: info.height, data }, width, height };
  } catch (error) {
    throw toTongkuanError(error, 'PICTURE_UNREADABLE');
  }
}
