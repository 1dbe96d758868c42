import { expect, test } from 'vitest';
import type { Raster } from './image.ts';
import { lightAndFocus, type PhotoQuality, tipsFor } from './photo-quality.ts';

const SIDE = 64;
const ALL = { x: 0, y: 0, width: SIDE, height: SIDE };

/** A grey picture; `at` gives the luminance of a pixel, 0–255. */
function grey(at: (x: number, y: number) => number): Raster {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) data.fill(at(x, y), (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3);
  return { width: SIDE, height: SIDE, data };
}

const stripes = grey((x) => (Math.floor(x / 4) % 2 ? 200 : 60));
const waves = grey((x) => 130 + 70 * Math.sin((x / SIDE) * 2 * Math.PI));

test('hard edges are sharper than soft ones, in the dark as well', () => {
  const hard = lightAndFocus(stripes, ALL).sharpness;
  expect(hard).toBeGreaterThan(0.3);
  expect(lightAndFocus(waves, ALL).sharpness).toBeLessThan(0.001);
  const dark = lightAndFocus(
    grey((x) => (Math.floor(x / 4) % 2 ? 50 : 15)),
    ALL,
  ).sharpness;
  expect(dark).toBeCloseTo(hard, 1);
});

test('light is measured within the region only', () => {
  const half = grey((x) => (x < SIDE / 2 ? 20 : 240));
  const left = lightAndFocus(half, { ...ALL, width: SIDE / 2 - 2 });
  expect(left.brightness).toBeCloseTo(20 / 255);
  expect(left.highlights).toBeCloseTo(20 / 255);
  expect(lightAndFocus(half, ALL).highlights).toBeCloseTo(240 / 255);
});

test('one colour has no focus, and the smallest region no trouble', () => {
  expect(
    lightAndFocus(
      grey(() => 90),
      ALL,
    ).sharpness,
  ).toBe(0);
  expect(lightAndFocus(stripes, { x: 3, y: 3, width: 1, height: 1 }).brightness).toBeGreaterThan(0);
});

test('a tip for every cause that was measured, and none without', () => {
  const fine: PhotoQuality = { brightness: 0.5, highlights: 0.9, sharpness: 0.1, subject: 0.8 };
  expect(tipsFor(fine)).toEqual([]);
  expect(tipsFor({ ...fine, subject: null })).toEqual([]);
  expect(tipsFor({ ...fine, highlights: 0.12 })).toEqual(['dark']);
  expect(tipsFor({ ...fine, sharpness: 0.003 })).toEqual(['blurred']);
  expect(tipsFor({ ...fine, subject: 0.2 })).toEqual(['far']);
  expect(tipsFor({ ...fine, highlights: 0, sharpness: 0, subject: 0 })).toEqual(['dark', 'blurred', 'far']);
});
