import { TongkuanError } from '#core/errors.ts';

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

/** The first picture of a drop or paste; else its first file, so that the refusal can say what is wrong; else null. */
export function fileFrom(data: DataTransfer | null): File | null {
  const files = [...(data?.files ?? [])];
  return files.find((file) => file.type.startsWith('image/')) ?? files[0] ?? null;
}

/** A picture on screen. The address must be given back with `hidePhoto`. */
export interface ShownPhoto {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Decodes a picture for display, off the main thread. @throws PICTURE_UNREADABLE */
export async function showPhoto(photo: Blob): Promise<ShownPhoto> {
  const url = URL.createObjectURL(photo);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    URL.revokeObjectURL(url);
    throw new TongkuanError('PICTURE_UNREADABLE', { type: photo.type }, { cause });
  }
  return { url, width: image.naturalWidth, height: image.naturalHeight };
}

export function hidePhoto({ url }: ShownPhoto): void {
  URL.revokeObjectURL(url);
}
