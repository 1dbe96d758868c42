import { describe, expect, test } from 'vitest';
import { chooseSize } from './input-size.ts';

const PORTRAIT = { width: 320, height: 480 };
const SQUARE = { width: 384, height: 384 };
const LANDSCAPE = { width: 480, height: 320 };
const SIZES = [PORTRAIT, SQUARE, LANDSCAPE];

describe('chooseSize', () => {
  test.each([
    ['2:3 is seen in the portrait', 800, 1200, PORTRAIT],
    ['3:4 is seen in the portrait', 960, 1280, PORTRAIT],
    ['a square in the square', 500, 500, SQUARE],
    ['4:3 in the landscape', 1280, 960, LANDSCAPE],
    ['a strip in the landscape', 3000, 40, LANDSCAPE],
    ['a picture smaller than any size', 10, 30, PORTRAIT],
  ])('%s', (_what, width, height, expected) => {
    expect(chooseSize(SIZES, { width, height })).toBe(expected);
  });

  test('5:6 is as large in the portrait as in the square: the first wins', () => {
    expect(chooseSize([PORTRAIT, SQUARE], { width: 500, height: 600 })).toBe(PORTRAIT);
    expect(chooseSize([SQUARE, PORTRAIT], { width: 500, height: 600 })).toBe(SQUARE);
  });

  test('one size is always it', () => {
    expect(chooseSize([SQUARE], { width: 1, height: 999 })).toBe(SQUARE);
  });
});
