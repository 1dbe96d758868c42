import sharp from 'sharp';
import { expect, test } from 'vitest';
import { storedSize } from './picture-size.ts';

const picture = () => sharp({ create: { width: 321, height: 123, channels: 4, background: '#8f08' } });
const size = { width: 321, height: 123 };

test.each([
  ['JPEG', () => picture().jpeg()],
  ['progressive JPEG', () => picture().jpeg({ progressive: true })],
  [
    'JPEG with EXIF and colour profile',
    () =>
      picture()
        .withExif({ IFD0: { Copyright: 'x'.repeat(9000) } })
        .withIccProfile('p3')
        .jpeg(),
  ],
  ['PNG', () => picture().png()],
  ['GIF', () => picture().gif()],
  ['lossy WebP', () => picture().flatten().webp()],
  ['lossless WebP', () => picture().flatten().webp({ lossless: true })],
  ['WebP with transparency', () => picture().webp()],
])('%s', async (_name, make) => {
  expect(storedSize(await make().toBuffer())).toEqual(size);
});

test('what is not understood has no size', async () => {
  expect(storedSize(await picture().avif().toBuffer())).toBeNull();
  expect(storedSize(new Uint8Array(100))).toBeNull();
  expect(storedSize((await picture().jpeg().toBuffer()).subarray(0, 40))).toBeNull();
  expect(storedSize(new Uint8Array(0))).toBeNull();
});
