import { expect, test } from 'vitest';
import { FITTED, panned, revealing, SCALE_MOST, settled, zoomedAt } from './zoom.ts';

const CENTRE = { x: 0.5, y: 0.5 };

test('what is under the fingers stays under them', () => {
  expect(zoomedAt(FITTED, 2, CENTRE)).toEqual({ scale: 2, x: -0.5, y: -0.5 });
  expect(zoomedAt(FITTED, 4, { x: 0.25, y: 1 })).toEqual({ scale: 4, x: -0.75, y: -3 });
  expect(zoomedAt({ scale: 2, x: -0.5, y: -0.5 }, 2, CENTRE, { x: 0.6, y: 0.4 })).toEqual({
    scale: 2,
    x: -0.4,
    y: -0.6,
  });
});

test('the photo always covers its frame, and is never smaller or endlessly large', () => {
  expect(zoomedAt(FITTED, 0.3, CENTRE)).toEqual(FITTED);
  expect(zoomedAt(FITTED, 99, { x: 0, y: 0 })).toMatchObject({ scale: SCALE_MOST, x: 0, y: 0 });
  expect(panned({ scale: 2, x: -0.5, y: -0.5 }, 9, -9)).toEqual({ scale: 2, x: 0, y: -1 });
  expect(zoomedAt({ scale: 3, x: -2, y: 0 }, 1, { x: 0, y: 0 })).toEqual(FITTED);
});

test('hardly zoomed is not zoomed', () => {
  expect(settled({ scale: 1.04, x: -0.01, y: 0 })).toBe(FITTED);
  expect(settled({ scale: 1.5, x: 0, y: 0 }).scale).toBe(1.5);
});

test('an area out of sight is moved into it, and no further', () => {
  const zoom = { scale: 3, x: -1, y: -1 };
  expect(revealing(zoom, { x: 0.2, y: 0.3, width: 0.4, height: 0.4 })).toEqual(zoom);
  expect(revealing(zoom, { x: 1.1, y: -0.5, width: 0.4, height: 0.4 })).toMatchObject({ x: -1.5, y: -0.5 });
  expect(revealing(zoom, { x: 0.5, y: 0, width: 1.5, height: 1 }).x).toBeCloseTo(-1.75);
});
