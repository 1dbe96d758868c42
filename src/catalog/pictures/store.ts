/** The catalogue's own pictures: WebP, longer side at most 640 pixels, named by the hash of what they were made from. */
import { randomUUID } from 'node:crypto';
import { access, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { fitWithin } from '#core/image.ts';
import type { Picture } from '#vision/pipeline.ts';

/** The widest the endpoint serves (`PICTURE_WIDTHS`). */
const LONGEST_SIDE = 640;
/** Effort 2 of 6 takes half the time of the default for some per cent more bytes. */
const WEBP = { quality: 82, effort: 2 } as const;
const PART_SUFFIX = '.part';

/** File name of the picture made from bytes with this sha256. */
export function pictureName(sha256: string): string {
  return `${sha256}.webp`;
}

/** Left behind by a process that was killed while it wrote. */
export function isUnfinished(name: string): boolean {
  return name.endsWith(PART_SUFFIX);
}

export async function hasPicture(folder: string, name: string): Promise<boolean> {
  return access(join(folder, name)).then(
    () => true,
    () => false,
  );
}

/** Writes a picture unless it is there; readers see it whole or not at all. */
export async function storePicture(folder: string, name: string, bytes: Uint8Array, picture: Picture): Promise<void> {
  if (await hasPicture(folder, name)) return;
  const part = join(folder, `${name}.${randomUUID()}${PART_SUFFIX}`);
  try {
    await writeFile(part, isReady(bytes, picture) ? bytes : await encode(picture));
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A small WebP of a single chunk (no EXIF, no animation, no colour profile) is kept as it is. */
function isReady(bytes: Uint8Array, { width, height }: Picture): boolean {
  const mark = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return /^RIFF.{4}WEBPVP8[ L]$/s.test(mark) && Math.max(width, height) <= LONGEST_SIDE;
}

function encode({ raster: { width, height, data } }: Picture): Promise<Buffer> {
  const size = fitWithin(width, height, LONGEST_SIDE);
  return sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize(size.width, size.height, { fit: 'fill' })
    .webp(WEBP)
    .toBuffer();
}
