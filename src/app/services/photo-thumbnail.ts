import { unreadable } from './photo-input.ts';

/** Of the square, in px: 52 CSS pixels on a dense screen. */
const SIDE = 112;
/** What the photo is reduced to first, off the main thread: even at 1 : 2 its shorter side fills the square. */
const REDUCED_WIDTH = 2 * SIDE;
const QUALITY = 0.8;

/** The middle of a picture as a small square, a data: address. @throws PICTURE_UNREADABLE, PICTURE_HEIC */
export async function photoThumbnail(picture: Blob): Promise<string> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image', resizeWidth: REDUCED_WIDTH }).catch(
    async (cause: unknown) => {
      throw await unreadable(picture, cause);
    },
  );
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
  const side = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext('2d')?.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', QUALITY);
}
