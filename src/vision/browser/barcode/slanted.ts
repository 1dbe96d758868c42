import type { Raster } from '#core/image.ts';

/** White around the picture, as between bars. */
const GROUND = 0xff;

/**
 * The picture turned by an eighth of a circle, in the square that holds it. Readers scan along rows and columns and
 * see bars that are up to some 30° off; this brings those in between into their way.
 */
export function slanted({ width, height, data }: Raster): Raster {
  const side = Math.ceil((width + height) * Math.SQRT1_2);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const turned = new Uint8ClampedArray(side * side * 4).fill(GROUND);
  const out = new Uint32Array(turned.buffer);
  // from the middle of one picture to the middle of the other; nearest pixels do, bars are wider than that
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [x + 0.5 - side / 2, y + 0.5 - side / 2];
      const fromX = Math.floor((dx + dy) * Math.SQRT1_2 + width / 2);
      const fromY = Math.floor((dy - dx) * Math.SQRT1_2 + height / 2);
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue;
      out[y * side + x] = pixels[fromY * width + fromX] as number;
    }
  }
  return { width: side, height: side, data: turned };
}
