import { expect, test } from 'vitest';
import { between, CORNERS, middleOf, moved, withCornerMoved } from './area.ts';

const photo = { url: '', width: 200, height: 100 };
const box = { x: 50, y: 20, width: 60, height: 40 };
const [topLeft, , , bottomRight] = CORNERS;

test('a corner takes its two sides along; the others stay', () => {
  expect(withCornerMoved(box, topLeft as never, -10, 5, photo)).toEqual({ x: 40, y: 25, width: 70, height: 35 });
  expect(withCornerMoved(box, bottomRight as never, 10, -5, photo)).toEqual({ x: 50, y: 20, width: 70, height: 35 });
});

test('an area stays inside the photo and never turns inside out', () => {
  expect(withCornerMoved(box, topLeft as never, -500, -500, photo)).toEqual({ x: 0, y: 0, width: 110, height: 60 });
  expect(withCornerMoved(box, bottomRight as never, 500, 500, photo)).toEqual({ x: 50, y: 20, width: 150, height: 80 });
  expect(withCornerMoved(box, bottomRight as never, -500, -500, photo)).toEqual({ x: 50, y: 20, width: 8, height: 8 });
  expect(withCornerMoved(box, topLeft as never, 500, 500, photo)).toEqual({ x: 102, y: 52, width: 8, height: 8 });
  expect(moved(box, 500, -500, photo)).toEqual({ x: 140, y: 0, width: 60, height: 40 });
});

test('a fresh area is the middle of the photo', () => {
  expect(middleOf(photo)).toEqual({ x: 50, y: 25, width: 100, height: 50 });
});

test('two points span an area in any order, unless it is a mere twitch', () => {
  const area = { x: 10, y: 10, width: 50, height: 30 };
  expect(between({ x: 10, y: 10 }, { x: 60, y: 40 }, photo)).toEqual(area);
  expect(between({ x: 60, y: 40 }, { x: 10, y: 10 }, photo)).toEqual(area);
  expect(between({ x: 10, y: 10 }, { x: 999, y: 12 }, photo)).toBeNull();
});
