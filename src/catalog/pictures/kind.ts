/** What a file is by its first bytes; names and content types are often wrong. */
import { TongkuanError } from '#core/errors.ts';

const MARKS: readonly (readonly [name: string, at: number, mark: string])[] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG\r\n\x1a\n'],
  ['GIF', 0, 'GIF8'],
  ['WebP', 8, 'WEBP'],
  ['AVIF', 4, 'ftyp'], // HEIC and films, too: decoding tells them apart
];

/** @throws PICTURE_UNREADABLE for the start of what is no picture, with what it is where that is easily seen */
export function checkPictureHead(head: Uint8Array): void {
  const text = Buffer.from(head.subarray(0, 32)).toString('latin1');
  if (MARKS.some(([, at, mark]) => text.startsWith(mark, at))) return;
  const what = /^\s*</.test(text) ? 'a page or drawing, not a picture' : 'not a picture';
  throw new TongkuanError('PICTURE_UNREADABLE', { what });
}
