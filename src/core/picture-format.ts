/** What kind of picture a file's first bytes promise; names and types that pickers give are often wrong or missing. */

const HEVC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
/** A still picture in a container that may move has none of these. */
const MOVING_BRANDS = new Set(['avis', 'hevc', 'hevx', 'msf1']);

function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`), the major one first; none for other files. */
function brands(bytes: Uint8Array): string[] {
  if (bytes.length < 16 || text(bytes, 4, 8) !== 'ftyp') return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = Math.min(size, bytes.length, 256);
  const names = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) names.push(text(bytes, at, at + 4));
  return names;
}

/** A photo as iPhones take it, HEVC in HEIF: read by browsers on Apple's systems, by others not. */
export function isHeic(bytes: Uint8Array): boolean {
  return brands(bytes).some((brand) => HEVC_BRANDS.has(brand));
}

/** True for animations, and for files of which only decoding would tell (GIF). @param bytes the start of the file */
export function mayMove(bytes: Uint8Array): boolean {
  if (text(bytes, 0, 4) === 'GIF8') return true;
  if (text(bytes, 1, 4) === 'PNG') return hasAnimatedPng(bytes);
  if (text(bytes, 8, 16) === 'WEBPVP8X') return ((bytes[20] ?? 0) & 0x02) !== 0;
  return brands(bytes).some((brand) => MOVING_BRANDS.has(brand));
}

/** The chunk `acTL` stands before the first pixels (APNG specification). */
function hasAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.length; ) {
    const name = text(bytes, at + 4, at + 8);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
    at += 12 + view.getUint32(at);
  }
  return false;
}
