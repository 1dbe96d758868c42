/** Pictures made to hurt: each is refused by its code, in bounded memory. */
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodePicture } from '#vision/node/decode.ts';
import { checkPictureHead } from './kind.ts';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const crc = body.reduce((c, byte) => ((crcTable[(c ^ byte) & 255] as number) ^ (c >>> 8)) >>> 0, 0xffffffff);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** A grey PNG that says it is so large and holds so many bytes of pixels. */
function png(width: number, height: number, pixelBytes: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const mark = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    mark,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(pixelBytes))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const whole = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#a52' } });

test('a small file of gigapixels is refused by its header', async () => {
  const bomb = png(60_000, 60_000, 100);
  expect(bomb.length).toBeLessThan(1000);
  await expect(decodePicture(bomb)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' });
});

test('pixels that end early, or a header that lies, are unreadable', async () => {
  await expect(decodePicture(png(2000, 2000, 5000))).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE' });
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
    const bytes = await sharp(await noise())
      .toFormat(format, { effort: 1 })
      .toBuffer();
    await expect(decodePicture(bytes.subarray(0, bytes.length >> 1)), format).rejects.toMatchObject({
      code: 'PICTURE_UNREADABLE',
    });
  }
});

test('of an animation the first frame is read, however many there are', async () => {
  const frames = 200;
  const data = Buffer.alloc(64 * 64 * 3 * frames, 90);
  const raw = { width: 64, height: 64 * frames, channels: 3 as const, pageHeight: 64 };
  for (const format of ['gif', 'webp'] as const) {
    const picture = await decodePicture(await sharp(data, { raw }).toFormat(format).toBuffer());
    expect([picture.width, picture.height]).toEqual([64, 64]);
  }
});

test.each(['<html>', '%PDF-1.7', '\u0000\u0000\u0000', '', 'PK\u0003\u0004', '<svg xmlns="x"/>'])(
  '%j does not begin as a picture',
  (text) => {
    expect(() => checkPictureHead(Buffer.from(text, 'latin1'))).toThrow(
      expect.objectContaining({ code: 'PICTURE_UNREADABLE' }),
    );
  },
);

test('pictures do', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const) {
    const bytes = await whole().toFormat(format).toBuffer();
    expect(() => checkPictureHead(bytes.subarray(0, 32)), format).not.toThrow();
  }
});

async function noise(): Promise<Buffer> {
  return sharp({
    create: {
      width: 64,
      height: 48,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
}
