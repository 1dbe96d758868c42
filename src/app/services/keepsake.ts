/** What of a photo is kept on the device: a copy no larger than a search needs, and a small picture of the region. */
import type { Box } from '#core/boxes.ts';

/** px; the detector sees at most 480, a crop at most 224, so that even a small item of the copy is sharp enough. */
export const PHOTO_SIDE_MAX = 1600;
const THUMBNAIL_SIDE = 112;
const QUALITY = 0.85;

export interface Keepsake {
  readonly photo: Blob;
  /** The region in pixels of the copy. */
  readonly box: Box | null;
  readonly thumbnail: string;
}

interface Copy {
  readonly photo: Blob;
  /** Of its pixels to the photo's. */
  readonly scale: number;
}

/** Every tapped item of a photo is remembered; its copy is made for the first one and forgotten with the photo. */
const copies = new WeakMap<Blob, Promise<Copy>>();

/** @param box in pixels of the upright photo. @throws where the browser cannot draw */
export async function keepsakeOf(photo: Blob, box: Box | null): Promise<Keepsake> {
  const copy = await copyOnce(photo);
  const { scale } = copy;
  const scaled = box && { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale };
  return { photo: copy.photo, box: scaled, thumbnail: await thumbnailOf(copy.photo, scaled) };
}

function copyOnce(photo: Blob): Promise<Copy> {
  const known = copies.get(photo);
  if (known) return known;
  const copy = copyOf(photo);
  copies.set(photo, copy);
  copy.catch(() => copies.delete(photo));
  return copy;
}

const upright = (photo: Blob) => createImageBitmap(photo, { imageOrientation: 'from-image' });

async function copyOf(photo: Blob): Promise<Copy> {
  const full = await upright(photo);
  try {
    const scale = Math.min(1, PHOTO_SIDE_MAX / Math.max(full.width, full.height));
    return { photo: scale === 1 ? photo : await reduced(full, scale), scale };
  } finally {
    full.close();
  }
}

function reduced(full: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = canvasOf(Math.round(full.width * scale), Math.round(full.height * scale));
  canvas.getContext('2d')?.drawImage(full, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}

/** The middle square of the region, or of the whole copy. */
async function thumbnailOf(photo: Blob, region: Box | null): Promise<string> {
  const picture = await upright(photo);
  const { x, y, width, height } = region ?? { x: 0, y: 0, width: picture.width, height: picture.height };
  const canvas = canvasOf(THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  const side = Math.min(width, height);
  const [left, top] = [x + (width - side) / 2, y + (height - side) / 2];
  canvas.getContext('2d')?.drawImage(picture, left, top, side, side, 0, 0, THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  picture.close();
  return canvas.toDataURL('image/jpeg', QUALITY);
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}
