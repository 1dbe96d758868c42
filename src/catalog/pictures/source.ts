/** The bytes of a product's picture: a file beside the feed, or something at an http(s) address. */
import { createHash } from 'node:crypto';
import { constants, open } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { TongkuanError } from '#core/errors.ts';
import { isHttpUrl } from '../feed/format.ts';
import type { Etags } from './etags.ts';
import { fetchIfChanged, type HttpOptions } from './http.ts';
import { checkPictureHead } from './kind.ts';

/** Largest picture file that is read. */
export const PICTURE_MAX_BYTES = 20_000_000;

export interface PictureSource {
  /** True when reading means fetching: such a picture is fetched again only when its product changed. */
  isRemote(image: string): boolean;
  /** @throws PICTURE_MISSING, PICTURE_TOO_LARGE, PICTURE_FETCH, PICTURE_UNREADABLE, ABORTED */
  read(image: string): Promise<Uint8Array>;
  /**
   * Reads a picture, unless its server says that it still is one of those with these hashes.
   * @throws like `read`
   */
  readUnless(image: string, known: ReadonlySet<string>): Promise<MaybeRead>;
}

/** A picture's bytes and their hash; no bytes where they are known. */
export interface MaybeRead {
  readonly sha256: string;
  readonly bytes: Uint8Array | null;
}

/**
 * @param base folder or address that relative paths start from; a path may not leave it
 * @param etags where what servers say of their pictures is kept; null: nowhere
 */
export function pictureSource(base: string, http: HttpOptions, etags: Etags | null = null): PictureSource {
  const isRemote = (image: string) => isHttpUrl(image) || isHttpUrl(base);
  const readFile = async (image: string) => withHash(await readFileInside(base, image));
  const readUnless = (image: string, known: ReadonlySet<string>) =>
    isRemote(image) ? fetchPicture(urlOf(image, base), known, http, etags) : readFile(image);
  return {
    isRemote,
    readUnless,
    read: async (image) => (await readUnless(image, new Set())).bytes ?? new Uint8Array(),
  };
}

async function fetchPicture(url: URL, hashes: ReadonlySet<string>, http: HttpOptions, etags: Etags | null) {
  const known = hashes.size > 0 ? ((await etags?.get(url)) ?? null) : null;
  const askWith = known && hashes.has(known.sha256) ? known : null;
  const wanted = { url, maxBytes: PICTURE_MAX_BYTES, checkHead: checkPictureHead, known: askWith };
  const fetched = await fetchIfChanged(wanted, http);
  if (fetched === null) return { sha256: askWith?.sha256 ?? '', bytes: null };
  const read = withHash(fetched.bytes);
  await etags?.set(url, { ...fetched.validators, sha256: read.sha256 });
  return read;
}

function withHash(bytes: Uint8Array): { sha256: string; bytes: Uint8Array } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
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
  // Without waiting: a pipe would be opened only when somebody writes into it.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
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
