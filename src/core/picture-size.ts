/** Which pictures are too small or too large; width and height are read from the header, before anything is decoded. */
import { TongkuanError } from './errors.ts';

/** Shorter side in pixels below which there is nothing to see. */
export const SHORTEST_SIDE = 16;
/** Larger pictures are refused: 60 MP decode to 240 MB. Phones take up to 50. */
export const MOST_PIXELS = 60_000_000;

/** @throws PICTURE_TOO_SMALL, PICTURE_TOO_LARGE */
export function checkPictureSize(width: number, height: number): void {
  if (Math.min(width, height) < SHORTEST_SIDE) throw new TongkuanError('PICTURE_TOO_SMALL', { width, height });
  if (width * height > MOST_PIXELS) throw new TongkuanError('PICTURE_TOO_LARGE', { width, height, limit: MOST_PIXELS });
}

export interface StoredSize {
  readonly width: number;
  readonly height: number;
}

/** Bytes from the start of the file within which sizes are found, behind EXIF and colour profiles. */
export const HEADER_BYTES = 256 * 1024;

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
}

function jpegSize(view: DataView): StoredSize | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    // SOF0…SOF15 without DHT (C4), JPG (C8) and DAC (CC)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isBare ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webpSize(bytes: Uint8Array, view: DataView): StoredSize | null {
  const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (startsWith(bytes, 'VP8X', 12)) return { width: uint24(24) + 1, height: uint24(27) + 1 };
  if (startsWith(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (startsWith(bytes, 'VP8 ', 12))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return null;
}

/**
 * Size as stored (before any EXIF turn) of a JPEG, PNG, WebP or GIF.
 * @param bytes the first HEADER_BYTES of the file
 * @returns null when the header says nothing that is understood
 */
export function storedSize(bytes: Uint8Array): StoredSize | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) === 0xffd8) return jpegSize(view);
  if (startsWith(bytes, 'PNG', 1)) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (startsWith(bytes, 'GIF8')) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return webpSize(bytes, view);
  return null;
}
