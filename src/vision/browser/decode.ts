/** A picture file, or a frame of the camera, to upright pixels in a worker. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { fitWithin } from '#core/image.ts';
import { isHeic } from '#core/picture-format.ts';
import { checkPictureSize, HEADER_BYTES, storedSize } from '#core/picture-size.ts';
import type { Picture } from '../pipeline.ts';

/** Longer side of the pixels kept: three times what the detector looks at, so that a small item still has detail. */
export const WORKING_SIDE = 1280;

/** A file, or a frame that was handed over; its new owner closes it. */
export type BrowserPicture = Blob | ImageBitmap;

/** Refuses by the header what would not fit into memory; what cannot be told is checked after decoding. */
function checkHeader(header: Uint8Array): void {
  const size = storedSize(header);
  if (size) checkPictureSize(size.width, size.height);
}

/** Pixels on white, at the given size. */
function pixelsOf(bitmap: ImageBitmap, width: number, height: number): ImageData {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new TongkuanError('RUNTIME_FAILED', { reason: 'no 2d canvas' });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** A frame has its final size and is upright: nothing to decode. @throws PICTURE_TOO_LARGE, PICTURE_TOO_SMALL */
function readFrame(frame: ImageBitmap): Picture {
  const { width, height } = frame;
  try {
    checkPictureSize(width, height);
    return { raster: { width, height, data: pixelsOf(frame, width, height).data }, width, height };
  } finally {
    frame.close();
  }
}

/**
 * @param side longer side of the pixels kept of a file
 * @throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL
 */
export async function decodePicture(picture: BrowserPicture, side = WORKING_SIDE): Promise<Picture> {
  return picture instanceof Blob ? decodeBlob(picture, side) : readFrame(picture);
}

/**
 * Decodes what the browser can decode (HEIC only where it does; of moving pictures the first one), turned upright by its EXIF
 * mark.
 * @throws PICTURE_UNREADABLE, PICTURE_HEIC, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL
 */
async function decodeBlob(blob: Blob, side: number): Promise<Picture> {
  let upright: ImageBitmap | null = null;
  let reduced: ImageBitmap | null = null;
  let header = new Uint8Array();
  try {
    header = new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer());
    checkHeader(header);
    upright = await createImageBitmap(blob, { imageOrientation: 'from-image', colorSpaceConversion: 'default' });
    const { width, height } = upright;
    checkPictureSize(width, height);
    const size = fitWithin(width, height, side);
    // Reduced in a second step: with an EXIF turn, browsers disagree about which side resizeWidth means.
    if (size.width !== width || size.height !== height)
      reduced = await createImageBitmap(upright, {
        resizeWidth: size.width,
        resizeHeight: size.height,
        resizeQuality: 'high',
      });
    const { data } = pixelsOf(reduced ?? upright, size.width, size.height);
    return { raster: { ...size, data }, width, height };
  } catch (error) {
    const coded = toTongkuanError(error, 'PICTURE_UNREADABLE');
    if (coded.code !== 'PICTURE_UNREADABLE') throw coded;
    const code = isHeic(header) ? 'PICTURE_HEIC' : 'PICTURE_UNREADABLE';
    throw new TongkuanError(code, { ...coded.details, type: blob.type, bytes: blob.size });
  } finally {
    upright?.close();
    reduced?.close();
  }
}
