import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isHeic, mayMove } from './picture-format.ts';

const still = () => sharp({ create: { width: 20, height: 30, channels: 3, background: '#8f0' } });
/** Three frames under each other, as sharp wants them. */
const moving = () =>
  sharp(Buffer.from(Uint8Array.from({ length: 20 * 90 * 3 }, (_, i) => (i * 7) % 256)), {
    raw: { width: 20, height: 90, channels: 3, pageHeight: 30 },
  });
const chunk = (name: string, bytes = 0) => {
  const head = Buffer.alloc(12 + bytes);
  head.writeUInt32BE(bytes);
  head.write(name, 4, 'latin1');
  return head;
};
const container = (major: string, ...others: string[]) => {
  const box = Buffer.alloc(16 + 4 * others.length);
  box.writeUInt32BE(box.length);
  box.write(`ftyp${major}`, 4, 'latin1');
  others.forEach((brand, i) => {
    box.write(brand, 16 + 4 * i, 'latin1');
  });
  return Buffer.concat([box, Buffer.alloc(64)]);
};

test('a photo of an iPhone is HEIC, whatever its name says', async () => {
  expect(isHeic(container('heic', 'mif1', 'heic'))).toBe(true);
  expect(isHeic(container('mif1', 'heix'))).toBe(true);
  expect(isHeic(container('avif', 'mif1', 'miaf'))).toBe(false);
  expect(isHeic(await still().avif().toBuffer())).toBe(false);
  expect(isHeic(await still().jpeg().toBuffer())).toBe(false);
  expect(isHeic(new Uint8Array(3))).toBe(false);
});

test('animations are told from stills', async () => {
  expect(mayMove(await moving().gif().toBuffer())).toBe(true);
  expect(mayMove(await moving().webp().toBuffer())).toBe(true);
  expect(mayMove(container('avis', 'avif'))).toBe(true);
  const png = await still().png().toBuffer();
  const afterHeader = 8 + 25; // signature, IHDR
  expect(mayMove(Buffer.concat([png.subarray(0, afterHeader), chunk('acTL', 8), png.subarray(afterHeader)]))).toBe(
    true,
  );
  for (const format of ['png', 'jpeg', 'webp', 'avif'] as const)
    expect(mayMove(await still().toFormat(format).toBuffer()), format).toBe(false);
  expect(mayMove(new Uint8Array(0))).toBe(false);
});
