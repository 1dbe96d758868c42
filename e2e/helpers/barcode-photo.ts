/** A photo with a barcode in it: a drawn scene with a label laid on it, as a camera would see it. */
import { join } from 'node:path';
import sharp from 'sharp';
import { EAN13_SIZE, ean13 } from '#demo/ean13.ts';
import { ROOT } from './data.ts';
import type { SomeFile } from './shopper.ts';

/** Pixels a module of the bars: what is left of a pack at arm's length. */
const SCALE = 2.5;
const SCENE = join(ROOT, 'dist', 'examples', 'scene-1.jpg');

/** @param digits of an EAN-13; turn: degrees the label is turned by */
export async function barcodePhoto(digits: string, turn = 0): Promise<SomeFile> {
  const { width = 0, height = 0 } = await sharp(SCENE).metadata();
  const place = `translate(${width / 2} ${height * 0.8}) rotate(${turn}) scale(${SCALE})`;
  const middle = `translate(${-EAN13_SIZE.width / 2} ${-EAN13_SIZE.height / 2})`;
  const label = `<g transform="${place} ${middle}">${ean13(digits)}</g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${label}</svg>`;
  const buffer = await sharp(SCENE)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 85 })
    .toBuffer();
  return { name: 'shelf.jpg', mimeType: 'image/jpeg', buffer };
}
