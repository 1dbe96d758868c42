import { expect, test } from 'vitest';
import { OpenPhotos } from './photos.ts';

const picture = (width: number) => ({
  raster: { width, height: 1, data: new Uint8Array(4 * width) },
  width,
  height: 1,
});
const unknown = expect.objectContaining({ code: 'PHOTO_UNKNOWN' });

test('a photo is found until it is released', () => {
  const photos = new OpenPhotos();
  const { photoId, width } = photos.add(picture(7));
  expect(width).toBe(7);
  expect(photos.get(photoId).width).toBe(7);
  photos.release(photoId);
  expect(() => photos.get(photoId)).toThrow(unknown);
});

test('of three, the one not used for longest is gone', () => {
  const photos = new OpenPhotos();
  const [first, second] = [photos.add(picture(1)), photos.add(picture(2))];
  photos.get(first.photoId);
  const third = photos.add(picture(3));
  expect(() => photos.get(second.photoId)).toThrow(unknown);
  expect([first, third].map(({ photoId }) => photos.get(photoId).width)).toEqual([1, 3]);
});

test('ids are never used again', () => {
  const photos = new OpenPhotos();
  const { photoId } = photos.add(picture(1));
  photos.release(photoId);
  expect(photos.add(picture(1)).photoId).not.toBe(photoId);
});
