/** The bytes of a product's picture: a file beside the feed, or something at an http(s) address. */
import { open } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { isHttpUrl } from '../feed/format.ts';
import { fetchBytes, type HttpOptions } from './http.ts';

/** Largest picture file that is read. */
export const PICTURE_MAX_BYTES = 20_000_000;

export interface PictureSource {
  /** True when reading means fetching: such a picture is fetched again only when its product changed. */
  isRemote(image: string): boolean;
  /** @throws PICTURE_MISSING, PICTURE_TOO_LARGE, PICTURE_FETCH, ABORTED */
  read(image: string): Promise<Uint8Array>;
}

/** @param base folder or address that relative paths start from; a path may not leave it */
export function pictureSource(base: string, http: HttpOptions): PictureSource {
  const isRemote = (image: string) => isHttpUrl(image) || isHttpUrl(base);
  return {
    isRemote,
    read: (image) =>
      isRemote(image) ? fetchBytes(urlOf(image, base), PICTURE_MAX_BYTES, http) : readFileInside(base, image),
  };
}

function urlOf(image: string, base: string): URL {
  try {
    return isHttpUrl(base) ? new URL(image, base) : new URL(image);
  } catch (cause) {
    throw new TongkuanError('PICTURE_FETCH', { image, reason: 'not an address' }, { cause });
  }
}

async function readFileInside(base: string, image: string): Promise<Uint8Array> {
  const root = resolve(base);
  const path = resolve(root, image);
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new TongkuanError('PICTURE_MISSING', { image, what: 'outside the folder of the pictures: see --pictures' });
  }
  return readPictureFile(path, image);
}

/** Reads a regular file of at most 20 MB. @throws PICTURE_MISSING, PICTURE_TOO_LARGE */
export async function readPictureFile(path: string, name = path): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new TongkuanError('PICTURE_MISSING', { image: name }, { cause });
  });
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new TongkuanError('PICTURE_MISSING', { image: name, what: 'not a file' });
    if (info.size > PICTURE_MAX_BYTES) {
      throw new TongkuanError('PICTURE_TOO_LARGE', { image: name, bytes: info.size, limit: PICTURE_MAX_BYTES });
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}
