import { describe, expect, it } from 'vitest';
import { boundsOf, box, ellipse, mirrored, placed, polygon, symmetric, symmetricLine } from './path.ts';

describe('paths', () => {
  it('mirror a half outline into a closed shape', () => {
    expect(symmetric([0, 0], [10, 0], [12, 5, 10, 20], [0, 20])).toBe(
      'M0 0L10 0Q12 5 10 20L0 20L-10 20Q-12 5 -10 0L0 0Z',
    );
  });

  it('swap the controls of a cubic curve on the way back', () => {
    expect(symmetricLine([0, 0], [1, 2, 3, 4, 0, 6])).toBe('M0 0C1 2 3 4 0 6C-3 4 -1 2 0 0');
  });

  it('know their bounds', () => {
    expect(boundsOf([box(-5, 2, 10, 20), ellipse(0, 0, 3)])).toEqual({ left: -5, top: -3, right: 5, bottom: 22 });
  });

  it('can be mirrored and placed', () => {
    expect(mirrored(polygon([1, 2], [3, 4], [5, 6]))).toBe('M-1 2L-3 4L-5 6Z');
    expect(placed(polygon([1, 0], [0, 1]), 10, 20, 2, 90)).toBe('M10 22L8 20Z');
  });
});
