import { TongkuanError } from '#core/errors.ts';
import { isHeic, mayMove } from '#core/picture-format.ts';
import { checkPictureSize, HEADER_BYTES, storedSize } from '#core/picture-size.ts';

/** Larger files are not photos of things but scans and panoramas; decoding them would exhaust a phone. */
export const PHOTO_MAX_BYTES = 50_000_000;

/** Refuses what can be told from outside. @throws PICTURE_UNREADABLE, PICTURE_TOO_LARGE */
export function checkPhoto(file: Blob): Blob {
  // Some pickers leave the type out; then decoding decides.
  if (file.size === 0 || (file.type !== '' && !file.type.startsWith('image/'))) {
    throw new TongkuanError('PICTURE_UNREADABLE', { type: file.type, bytes: file.size });
  }
  if (file.size > PHOTO_MAX_BYTES) throw new TongkuanError('PICTURE_TOO_LARGE', { bytes: file.size });
  return file;
}

/** The pictures of a drop or paste; else its first file, so that the refusal can say what is wrong. */
export function filesFrom(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])];
  const pictures = files.filter((file) => file.type.startsWith('image/'));
  return pictures.length > 0 ? pictures : files.slice(0, 1);
}

/** A picture on screen. The address must be given back with `hidePhoto`. */
export interface ShownPhoto {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes a picture for display, off the main thread. What would not fit into memory is refused before; an animation stands
 * still, because the boxes fit its first picture only.
 * @throws PICTURE_UNREADABLE, PICTURE_HEIC, PICTURE_TOO_LARGE, PICTURE_TOO_SMALL
 */
export async function showPhoto(photo: Blob): Promise<ShownPhoto> {
  const header = await headerOf(photo);
  const stored = storedSize(header);
  if (stored) checkPictureSize(stored.width, stored.height);
  const url = URL.createObjectURL(mayMove(header) ? await firstFrame(photo) : photo);
  try {
    const { naturalWidth: width, naturalHeight: height } = await decoded(url, photo);
    checkPictureSize(width, height);
    return { url, width, height };
  } catch (thrown) {
    URL.revokeObjectURL(url);
    throw thrown;
  }
}

async function decoded(url: string, photo: Blob): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode().catch(async (cause: unknown) => {
    throw await unreadable(photo, cause);
  });
  return image;
}

/** Why a picture could not be decoded: PICTURE_HEIC or PICTURE_UNREADABLE. */
export async function unreadable(photo: Blob, cause: unknown): Promise<TongkuanError> {
  const header = await headerOf(photo).catch(() => new Uint8Array()); // the file may be gone meanwhile
  const code = isHeic(header) ? 'PICTURE_HEIC' : 'PICTURE_UNREADABLE';
  return new TongkuanError(code, { type: photo.type, bytes: photo.size }, { cause });
}

async function headerOf(photo: Blob): Promise<Uint8Array> {
  return new Uint8Array(await photo.slice(0, HEADER_BYTES).arrayBuffer());
}

/** The first picture of an animation, as a file of its own. */
async function firstFrame(photo: Blob): Promise<Blob> {
  const frame = await createImageBitmap(photo).catch(async (cause: unknown) => {
    throw await unreadable(photo, cause);
  });
  const canvas = new OffscreenCanvas(frame.width, frame.height);
  canvas.getContext('2d')?.drawImage(frame, 0, 0);
  frame.close();
  return canvas.convertToBlob();
}

export function hidePhoto({ url }: ShownPhoto): void {
  URL.revokeObjectURL(url);
}
