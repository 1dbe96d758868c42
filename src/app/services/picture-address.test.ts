import { expect, test, vi } from 'vitest';
import { PHOTO_MAX_BYTES } from './photo-input.ts';
import { fetchPicture, firstAddress, largest, ownAddress } from './picture-address.ts';

const PAGE = 'https://shop.example/?photo=x';
const coded = (code: string) => expect.objectContaining({ code });
const answering = (answer: Response) => vi.fn(async () => answer);
const picture = (bytes: number) => new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/webp' } });

test.each([
  ['/v1/products/a/picture', 'https://shop.example/v1/products/a/picture'],
  ['https://shop.example/x.jpg', 'https://shop.example/x.jpg'],
  ['./x.jpg#y', 'https://shop.example/x.jpg#y'],
])('%s is a picture of this site', (address, expected) => {
  expect(ownAddress(address, PAGE)).toBe(expected);
});

test.each([
  'https://other.example/x.jpg',
  '//other.example/x.jpg',
  '/\\other.example/x.jpg',
  'http://shop.example/x.jpg',
  'https://shop.example@other.example/x.jpg',
  'data:image/png;base64,AAAA',
  'blob:https://shop.example/1',
  'javascript:alert(1)',
  'file:///etc/passwd',
])('%s is refused, and nothing is asked for it', async (address) => {
  const get = answering(picture(1));
  await expect(fetchPicture(address, PAGE, get)).rejects.toEqual(coded('PICTURE_FOREIGN'));
  expect(get).not.toHaveBeenCalled();
});

test('a picture is fetched without credentials and without following anyone elsewhere', async () => {
  const get = answering(picture(7));
  const blob = await fetchPicture('/x.webp', PAGE, get);
  expect([blob.size, blob.type]).toEqual([7, 'image/webp']);
  expect(get).toHaveBeenCalledWith('https://shop.example/x.webp', { redirect: 'error', credentials: 'omit' });
});

test('what is no picture, too large or not there is told apart', async () => {
  const page = new Response('<p>', { headers: { 'content-type': 'text/html' } });
  await expect(fetchPicture('/', PAGE, answering(page))).rejects.toEqual(coded('PICTURE_UNREADABLE'));
  const missing = new Response('', { status: 404 });
  await expect(fetchPicture('/x', PAGE, answering(missing))).rejects.toEqual(coded('PICTURE_FETCH'));
  await expect(fetchPicture('/x', PAGE, answering(picture(PHOTO_MAX_BYTES + 1)))).rejects.toEqual(
    coded('PICTURE_TOO_LARGE'),
  );
  const offline = vi.fn(() => Promise.reject(new TypeError('no network')));
  await expect(fetchPicture('/x', PAGE, offline)).rejects.toEqual(coded('PICTURE_FETCH'));
  await expect(fetchPicture('http://', PAGE, offline)).rejects.toEqual(coded('PICTURE_UNREADABLE'));
});

test('a product picture is fetched as large as it is there', () => {
  expect(largest('/v1/products/a/picture?width=320', PAGE)).toBe(
    'https://shop.example/v1/products/a/picture?width=640',
  );
  expect(largest('/examples/a.jpg', PAGE)).toBe('https://shop.example/examples/a.jpg');
});

test('an address list may begin with remarks', () => {
  expect(firstAddress('# from a shop\r\nhttps://a.example/\r\nhttps://b.example/')).toBe('https://a.example/');
  expect(firstAddress('')).toBeNull();
});
