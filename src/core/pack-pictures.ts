/**
 * The small pictures of a travel pack, a file of their own: a pack is useful before they are there. Little endian.
 *
 *   offset 0    4 bytes  magic "TKT1"
 *   offset 4    4 bytes  uint32 length of this header, 32
 *   offset 8    4 bytes  uint32 N, number of products of the pack
 *   offset 12   4 bytes  uint32 widest picture in pixels
 *   offset 16  16 bytes  version of the pack they belong to
 *   offset 32  (N+1) × 4 uint32 where each picture begins, counted from the end of this table, and their end
 *              WebP files, in the order of the products; of no bytes where a product has none
 */
import { checkMagic, concat, corrupt, readHex, viewOf, writeHex, writeMagic } from './pack-bytes.ts';
import { checkStarts, PACK_PRODUCTS_MAX } from './pack-format.ts';

const MAGIC = 'TKT1';
export const PICTURES_HEADER_BYTES = 32;
/** Pixels: sharp enough for a card of two columns, 2 KB each. */
export const PICTURE_WIDTH = 128;

export interface PictureTable {
  readonly count: number;
  /** 32 hex digits. */
  readonly version: string;
  /** Byte of the file where the first picture begins. */
  readonly start: number;
  /** Where each picture begins after `start`; count + 1 numbers. */
  readonly starts: Uint32Array;
}

/** Header and table for pictures of these sizes, in bytes. @throws PACK_CORRUPT when together they pass 4 GB */
export function encodePictureTable(version: string, sizes: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pictureTableBytes(sizes.length));
  const view = viewOf(bytes);
  writeMagic(bytes, MAGIC);
  view.setUint32(4, PICTURES_HEADER_BYTES, true);
  view.setUint32(8, sizes.length, true);
  view.setUint32(12, PICTURE_WIDTH, true);
  writeHex(bytes.subarray(16, 32), version);
  let end = 0;
  sizes.forEach((size, i) => {
    end += size;
    view.setUint32(PICTURES_HEADER_BYTES + 4 * (i + 1), end, true);
  });
  if (end > 0xffff_ffff) corrupt('pictures of 4 GB');
  return bytes;
}

/** Bytes of header and table for so many products. */
export function pictureTableBytes(count: number): number {
  return PICTURES_HEADER_BYTES + 4 * (count + 1);
}

/** The whole file at once; an empty picture where a product has none. */
export function encodePictures(version: string, pictures: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat([
    encodePictureTable(
      version,
      pictures.map(({ length }) => length),
    ),
    ...pictures,
  ]);
}

/** How many products a file is for, from its header. @throws PACK_CORRUPT */
export function pictureCount(header: Uint8Array): number {
  const count = checkMagic(header, MAGIC, PICTURES_HEADER_BYTES).getUint32(8, true);
  return count > PACK_PRODUCTS_MAX ? corrupt('number of pictures') : count;
}

/** Reads header and table; `fileBytes`: length of the whole file. @throws PACK_CORRUPT */
export function decodePictureTable(head: Uint8Array, fileBytes: number): PictureTable {
  const count = pictureCount(head);
  const start = pictureTableBytes(count);
  if (head.length < start) corrupt('length');
  const starts = new Uint32Array(new Uint8Array(head.subarray(PICTURES_HEADER_BYTES, start)).buffer);
  checkStarts(starts, fileBytes - start);
  return { count, version: readHex(head.subarray(16, 32)), start, starts };
}
