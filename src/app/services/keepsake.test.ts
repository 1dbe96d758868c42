// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { keepsakeOf, PHOTO_SIDE_MAX } from './keepsake.ts';

const BOX = { x: 400, y: 800, width: 200, height: 400 };
const decode = vi.fn<(photo: Blob) => Promise<Partial<ImageBitmap>>>();
const encode = vi.fn();

/** A browser whose photos are 3200 × 1600 px, and half of it once reduced. */
beforeEach(() => {
  vi.clearAllMocks();
  decode.mockImplementation(async (photo) => ({ width: photo.size, height: photo.size / 2, close: () => {} }));
  encode.mockImplementation((done: (blob: Blob) => void) => done(photo(PHOTO_SIDE_MAX)));
  vi.stubGlobal('createImageBitmap', decode);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(encode);
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockReturnValue('data:,');
});

/** As many bytes as it is wide. */
const photo = (width: number) => new Blob([new Uint8Array(width)]);

test('a large photo is copied once, however many of its items are tapped', async () => {
  const large = photo(3200);
  const [first, second] = [await keepsakeOf(large, BOX), await keepsakeOf(large, null)];
  expect(encode).toHaveBeenCalledTimes(1);
  expect(decode.mock.calls.filter(([one]) => one === large)).toHaveLength(1);
  expect(first.photo).toBe(second.photo);
  expect(first.box).toEqual({ x: 200, y: 400, width: 100, height: 200 });
  expect(second.box).toBeNull();
});

test('a photo that is small enough is kept as it is', async () => {
  const small = photo(800);
  expect(await keepsakeOf(small, BOX)).toEqual({ photo: small, box: BOX, thumbnail: 'data:,' });
  expect(encode).not.toHaveBeenCalled();
});

test('a copy that failed is tried again', async () => {
  const large = photo(3200);
  decode.mockRejectedValueOnce(new Error('no memory'));
  await expect(keepsakeOf(large, null)).rejects.toThrow('no memory');
  expect((await keepsakeOf(large, null)).photo.size).toBe(PHOTO_SIDE_MAX);
});
