/**
 * Expected pixels come from Pillow 13.0:
 *
 *   a = np.fromfunction(lambda y, x, c: (x*37 + y*61 + c*83 + x*y*7) % 256, (7, 11, 3), dtype=int).astype(np.uint8)
 *   np.asarray(Image.fromarray(a).resize(size, Image.Resampling.BILINEAR, box)).ravel().tolist()
 */
import { describe, expect, test } from 'vitest';
import type { Box } from './boxes.ts';
import { fitWithin, fromModelPixels, letterbox, type Raster, resizeRegion } from './image.ts';

function pattern(width: number, height: number): Raster {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) data[(y * width + x) * 4 + c] = (x * 37 + y * 61 + c * 83 + x * y * 7) % 256;
  return { width, height, data };
}

function plain(width: number, height: number, value: number): Raster {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(value) };
}

function rgb({ data }: Raster): number[] {
  return [...data].filter((_, i) => i % 4 !== 3);
}

const corners = (x1: number, y1: number, x2: number, y2: number): Box => ({
  x: x1,
  y: y1,
  width: x2 - x1,
  height: y2 - y1,
});

describe('resizeRegion does what Pillow does', () => {
  test.each([
    {
      what: 'the whole picture, smaller',
      box: corners(0, 0, 11, 7),
      size: [4, 3],
      expected: [
        97, 135, 125, 138, 124, 122, 116, 130, 134, 127, 132, 137, 149, 97, 123, 130, 134, 122, 125, 135, 136, 145, 117,
        132, 116, 117, 110, 125, 135, 131, 146, 136, 134, 119, 119, 126,
      ],
    },
    {
      what: 'a region, reading over its edge',
      box: corners(2, 1, 9, 6),
      size: [3, 2],
      expected: [130, 120, 123, 126, 138, 130, 118, 138, 137, 121, 115, 115, 140, 140, 139, 140, 117, 131],
    },
    {
      what: 'a region with fractions of pixels',
      box: corners(1.5, 0.25, 7.25, 5.5),
      size: [4, 2],
      expected: [
        131, 135, 118, 133, 120, 113, 134, 123, 130, 120, 136, 146, 127, 113, 122, 119, 116, 114, 149, 147, 145, 124,
        136, 126,
      ],
    },
    {
      what: 'a region, larger',
      box: corners(4, 3, 6, 4),
      size: [5, 2],
      expected: [
        120, 203, 94, 143, 206, 110, 165, 152, 107, 187, 98, 104, 153, 101, 120, 164, 183, 74, 181, 187, 97, 179, 134,
        121, 177, 82, 145, 138, 86, 150,
      ],
    },
  ])('$what', ({ box, size: [width, height], expected }) => {
    expect([...resizeRegion(pattern(11, 7), box, width as number, height as number)]).toEqual(expected);
  });

  test('the same size is the same picture', () => {
    const picture = pattern(11, 7);
    expect([...resizeRegion(picture, corners(0, 0, 11, 7), 11, 7)]).toEqual(rgb(picture));
  });
});

describe('letterbox', () => {
  test('a wide picture lies in the middle, the border is padded', () => {
    const { tensor, fit } = letterbox(plain(8, 4, 200), corners(0, 0, 8, 4), { width: 4, height: 4 }, 127);
    const rows = Array.from({ length: 4 }, (_, y) => tensor[y * 4 * 3]);
    expect(rows).toEqual([127, 200, 200, 127]);
    expect(tensor).toHaveLength(4 * 4 * 3);
    expect(fit).toEqual({ scaleX: 0.5, scaleY: 0.5, offsetX: 0, offsetY: 1 });
  });

  test('a tall input is filled row by row', () => {
    const { tensor, width, height } = letterbox(plain(4, 4, 200), corners(0, 0, 4, 4), { width: 2, height: 4 }, 127);
    expect([width, height]).toEqual([2, 4]);
    expect(Array.from({ length: 4 }, (_, y) => tensor[y * 2 * 3])).toEqual([127, 200, 200, 127]);
  });

  test('an odd border is one pixel smaller on the left', () => {
    const { tensor } = letterbox(plain(1, 4, 200), corners(0, 0, 1, 4), { width: 4, height: 4 }, 127);
    expect(Array.from({ length: 4 }, (_, x) => tensor[x * 3])).toEqual([127, 200, 127, 127]);
  });

  test('a very thin region keeps one pixel', () => {
    const { tensor } = letterbox(plain(1000, 1, 9), corners(0, 0, 1000, 1), { width: 8, height: 8 }, 127);
    expect(tensor.filter((value) => value === 9)).toHaveLength(8 * 3);
  });

  test('the fit leads back to picture pixels', () => {
    const region = corners(10, 30, 110, 80);
    const { fit } = letterbox(plain(200, 100, 1), region, { width: 64, height: 64 }, 0);
    // the region's corners in the model input: 64 wide, 32 high, 16 below the top
    const back = fromModelPixels(0, 16, 64, 48, fit);
    expect(back.x).toBeCloseTo(10);
    expect(back.y).toBeCloseTo(30);
    expect(back.width).toBeCloseTo(100);
    expect(back.height).toBeCloseTo(50);
  });
});

test('fitWithin scales down, never up, and keeps a pixel', () => {
  expect(fitWithin(4000, 3000, 1280)).toEqual({ width: 1280, height: 960 });
  expect(fitWithin(640, 480, 1280)).toEqual({ width: 640, height: 480 });
  expect(fitWithin(10_000, 2, 1280)).toEqual({ width: 1280, height: 1 });
});
