/** What of a photo is kept on the device: a copy no larger than a search needs, and a small picture of the region. */
import type { Box } from '#core/boxes.ts';

/** px; the detector sees at most 480, a crop at most 192, so that even a small item of the copy is sharp enough. */
export const PHOTO_SIDE_MAX = 1600;
const THUMBNAIL_SIDE = 112;
const QUALITY = 0.85;

export interface Keepsake {
  readonly photo: Blob;
  /** The region in pixels of the copy. */
  readonly box: Box | null;
  readonly thumbnail: string;
}

/** @param box in pixels of the upright photo. @throws where the browser cannot draw */
export async function keepsakeOf(photo: Blob, box: Box | null): Promise<Keepsake> {
  const full = await createImageBitmap(photo, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, PHOTO_SIDE_MAX / Math.max(full.width, full.height));
    const region = box ?? { x: 0, y: 0, width: full.width, height: full.height };
    return {
      photo: scale === 1 ? photo : await copyOf(full, scale),
      box: box && { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
      thumbnail: thumbnailOf(full, region),
    };
  } finally {
    full.close();
  }
}

function copyOf(full: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = canvasOf(Math.round(full.width * scale), Math.round(full.height * scale));
  canvas.getContext('2d')?.drawImage(full, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}

/** The middle square of the region. */
function thumbnailOf(full: ImageBitmap, { x, y, width, height }: Box): string {
  const canvas = canvasOf(THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  const side = Math.min(width, height);
  const [left, top] = [x + (width - side) / 2, y + (height - side) / 2];
  canvas.getContext('2d')?.drawImage(full, left, top, side, side, 0, 0, THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  return canvas.toDataURL('image/jpeg', QUALITY);
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}
