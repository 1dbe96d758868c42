import { formatMegabytes } from '#app/services/format.ts';
import type { Words } from '#app/services/words.ts';

/** Of a pack or several, as told before a download. */
export function packSize(bytes: number, exact: boolean, words: Words): string {
  return words.packSize(formatMegabytes(Math.max(bytes, 100_000)), exact);
}

/** Gigabytes: a decimal for little, none for much. */
export function formatRoom(bytes: number): string {
  const gigabytes = bytes / 1e9;
  return gigabytes < 10 ? gigabytes.toFixed(1) : String(Math.round(gigabytes));
}
