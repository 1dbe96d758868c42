import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePicture } from './decode.ts';

/** Left half red, right half blue. */
async function redAndBlue(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) data[i * 3 + (i % width < width / 2 ? 0 : 2)] = 255;
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function colourAt({ raster }: Awaited<ReturnType<typeof decodePicture>>, x: number, y: number): number[] {
  const at = (y * raster.width + x) * 4;
  return [...raster.data.subarray(at, at + 4)];
}

describe('decodePicture', () => {
  test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('reads %s', async (format) => {
    const bytes = await (await redAndBlue(64, 48)).toFormat(format).toBuffer();
    const picture = await decodePicture(bytes);
    expect([picture.width, picture.height, picture.raster.data.length]).toEqual([64, 48, 64 * 48 * 4]);
    const [r, g, b, a] = colourAt(picture, 8, 24) as [number, number, number, number];
    expect(r > 230 && g < 25 && b < 25 && a === 255, `${r} ${g} ${b} ${a}`).toBe(true);
  });

  test('turns the picture upright', async () => {
    // orientation 6: the camera was held so that the picture must be turned 90° clockwise: left becomes top
    const bytes = await (await redAndBlue(64, 48)).withMetadata({ orientation: 6 }).png().toBuffer();
    const picture = await decodePicture(bytes);
    expect([picture.width, picture.height, picture.raster.width]).toEqual([48, 64, 48]);
    expect(colourAt(picture, 24, 4)).toEqual([255, 0, 0, 255]);
    expect(colourAt(picture, 24, 60)).toEqual([0, 0, 255, 255]);
  });

  test('lays transparency on white and greys on three channels', async () => {
    const clear = sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } });
    expect(colourAt(await decodePicture(await clear.png().toBuffer()), 3, 3)).toEqual([255, 255, 255, 255]);
    const grey = (await redAndBlue(20, 20)).greyscale();
    const [r, g, b] = colourAt(await decodePicture(await grey.png().toBuffer()), 3, 3);
    expect(r === g && g === b).toBe(true);
  });

  test('reduces large pictures and remembers their size', async () => {
    const picture = await decodePicture(await (await redAndBlue(3000, 1000)).png().toBuffer());
    expect(picture).toMatchObject({ width: 3000, height: 1000, raster: { width: 1600, height: 533 } });
  });

  test('refuses what it cannot see', async () => {
    const small = await (await redAndBlue(15, 400)).png().toBuffer();
    await expect(decodePicture(small)).rejects.toMatchObject({ code: 'PICTURE_TOO_SMALL' });
    const whole = await (await redAndBlue(400, 400)).jpeg().toBuffer();
    const half = whole.subarray(0, whole.length / 2);
    await expect(decodePicture(half)).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE' });
    await expect(decodePicture(Buffer.from('<html>'))).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE' });
    await expect(decodePicture('/no/such/file.jpg')).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE' });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>');
    await expect(decodePicture(svg)).rejects.toMatchObject({ code: 'PICTURE_UNREADABLE', details: { format: 'svg' } });
  });

  test('refuses a picture of more than 60 megapixels before decoding it', async () => {
    const create = { width: 8000, height: 8000, channels: 3 as const, background: '#fff' };
    const bytes = await sharp({ create }).png({ compressionLevel: 1 }).toBuffer();
    await expect(decodePicture(bytes)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' });
  });
});
