import { expect, test } from 'vitest';
import { cameraError } from './camera.ts';
import { checkPhoto, PHOTO_MAX_BYTES } from './photo-input.ts';

const file = (type: string, size: number) => ({ type, size }) as Blob;
const refusal = (photo: Blob) => {
  try {
    checkPhoto(photo);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test.each([
  ['image/jpeg', 1, 'taken'],
  ['', 1, 'taken'],
  ['image/png', PHOTO_MAX_BYTES, 'taken'],
  ['image/png', PHOTO_MAX_BYTES + 1, 'PICTURE_TOO_LARGE'],
  ['application/pdf', 1, 'PICTURE_UNREADABLE'],
  ['image/jpeg', 0, 'PICTURE_UNREADABLE'],
])('a file of type "%s" and %i bytes: %s', (type, size, expected) => {
  expect(refusal(file(type, size))).toBe(expected);
});

test.each([
  ['NotAllowedError', 'CAMERA_REFUSED'],
  ['NotFoundError', 'CAMERA_MISSING'],
  ['NotReadableError', 'CAMERA_FAILED'],
])('a camera that says %s is %s', (name, code) => {
  expect(cameraError(new DOMException('', name)).code).toBe(code);
});
