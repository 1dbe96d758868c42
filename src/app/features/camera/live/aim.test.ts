import { expect, test } from 'vitest';
import { inPhoto } from './aim.ts';

test('a box of the small frame, in the full picture', () => {
  const box = { x: 48, y: 64, width: 96, height: 128 };
  const track = { id: 3, kind: 'bag', box, seen: box, missed: 0 } as const;
  expect(inPhoto({ track, frame: { width: 480, height: 640 } }, { width: 1440, height: 1920 })).toEqual({
    box: { x: 144, y: 192, width: 288, height: 384 },
    kind: 'bag',
  });
});
