/** Product pictures in the widths the endpoint serves. What was made smaller once is kept in a folder beside them. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { TongkuanError } from '#core/errors.ts';

/** Folders of a catalogue: what the importer put there, and what is made of it, which may be deleted at any time. */
const PICTURES = 'pictures';
const RESIZED = 'resized';
/** The importer stores WebP of at most this side: it is served as it lies. */
const STORED_WIDTH = 640;
/** A plain file name: no folder, no dot in front, so nothing outside of the store can be named. */
const PLAIN_NAME = /^[\w-][\w.-]*$/;
const QUALITY = 80;
/** Of 6: half the time of the default for some per cent more bytes. */
const EFFORT = 2;

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}

/** Whole or not at all, and never a reason to fail: the picture is there, only keeping it went wrong. */
async function keep(folder: string, name: string, bytes: Buffer): Promise<void> {
  const part = join(folder, `.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, bytes);
    await rename(part, join(folder, name));
  } catch {
    await rm(part, { force: true }).catch(() => {});
  }
}

export interface PictureStore {
  /** Bytes of a picture as WebP; one quality (1–100) a width. @throws PICTURE_MISSING */
  read(name: string, width: number, quality?: number): Promise<Buffer>;
}

/** @param folder of the catalogue */
export function pictureStore(folder: string): PictureStore {
  const pictures = join(folder, PICTURES);
  const resized = join(folder, RESIZED);
  const inWork = new Map<string, Promise<Buffer>>();

  async function make(name: string, width: number, quality: number): Promise<Buffer> {
    const original = await readOrNull(join(pictures, name));
    if (!original) throw new TongkuanError('PICTURE_MISSING');
    if (width >= STORED_WIDTH && name.endsWith('.webp')) return original;
    const kept = await readOrNull(join(resized, `${width}-${name}`));
    if (kept) return kept;
    const bytes = await sharp(original)
      .resize({ width, withoutEnlargement: true })
      .webp({ quality, effort: EFFORT })
      .toBuffer()
      .catch((cause: unknown) => {
        throw new TongkuanError('PICTURE_MISSING', { reason: 'unreadable' }, { cause });
      });
    await keep(resized, `${width}-${name}`, bytes);
    return bytes;
  }

  /** Twenty-four thumbnails of a page ask at once: one that is being made is waited for. */
  function read(name: string, width: number, quality = QUALITY): Promise<Buffer> {
    if (!PLAIN_NAME.test(name)) return Promise.reject(new TongkuanError('PICTURE_MISSING'));
    const key = `${width}-${name}`;
    const making = inWork.get(key) ?? make(name, width, quality).finally(() => inWork.delete(key));
    inWork.set(key, making);
    return making;
  }

  return { read };
}
