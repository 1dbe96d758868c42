import { expect, test } from 'vitest';
import { hit } from '#app/testing.ts';
import { type KeptData, readDataFile, writeDataFile } from './data-file.ts';

const product = { ...hit('one').product, pageUrl: 'https://shop.example/one', attributes: { colour: 'red' } };
const data: KeptData = {
  saved: [{ id: 'one', time: 5, product, thumbnail: 'data:image/webp;base64,AAAA' }],
  searches: [
    {
      id: 's',
      time: 7,
      photo: new Blob([Uint8Array.from([0, 255, 128])], { type: 'image/jpeg' }),
      thumbnail: 'data:image/jpeg;base64,AAAA',
      box: { x: 1, y: 2, width: 3, height: 4 },
      category: 3,
      label: 'purse',
    },
  ],
};

const written = async () => JSON.parse(await (await writeDataFile(data, new Date(0))).text());
const file = (content: unknown) => new Blob([JSON.stringify(content)]);

test('what was written is read again, the photo byte for byte', async () => {
  const read = await readDataFile(await writeDataFile(data, new Date(0)));
  expect(read.saved).toEqual(data.saved);
  const [search] = read.searches;
  expect({ ...search, photo: null }).toEqual({ ...data.searches[0], photo: null });
  expect(search?.photo.type).toBe('image/jpeg');
  expect([...new Uint8Array((await search?.photo.arrayBuffer()) ?? [])]).toEqual([0, 255, 128]);
});

test('the file says what it is and when it was made', async () => {
  expect(await written()).toMatchObject({ format: 'tongkuan-data', version: 1, exported: '1970-01-01T00:00:00.000Z' });
});

test('nothing kept is a file, too', async () => {
  const empty = { saved: [], searches: [] };
  expect(await readDataFile(await writeDataFile(empty, new Date(0)))).toEqual(empty);
});

test('fields that do not belong there are dropped', async () => {
  const content = await written();
  content.saved[0].product.extra = 'x';
  expect((await readDataFile(file(content))).saved).toEqual(data.saved);
});

test('a file of a newer version, of another kind, or cut off is refused', async () => {
  await expect(readDataFile(file({ ...(await written()), version: 2 }))).rejects.toMatchObject({
    code: 'DATA_VERSION',
  });
  await expect(readDataFile(file({ hello: 1 }))).rejects.toMatchObject({ code: 'DATA_INVALID' });
  const whole = await (await writeDataFile(data, new Date(0))).text();
  const cut = new Blob([whole.slice(0, -20)]);
  await expect(readDataFile(cut)).rejects.toMatchObject({ code: 'DATA_INVALID', details: { at: 'json' } });
});

test.each([
  ['an address that runs', 'saved', { product: { ...product, pageUrl: 'javascript:alert(1)' } }],
  ['a currency that is none', 'saved', { product: { ...product, price: { amount: 1, currency: 'yuan' } } }],
  ['a price with a fraction', 'saved', { product: { ...product, price: { amount: 1.5, currency: 'CNY' } } }],
  ['another product under the id', 'saved', { id: 'two' }],
  ['a picture from elsewhere', 'saved', { thumbnail: 'https://elsewhere.example/x.png' }],
  ['a time that is none', 'saved', { time: 'yesterday' }],
  ['a photo that is a page', 'searches', { photo: 'data:text/html;base64,AAAA' }],
  ['a photo that is not base64', 'searches', { photo: 'data:image/jpeg;base64,%%%' }],
  ['a region without area', 'searches', { box: { x: 0, y: 0, width: 0, height: 4 } }],
])('%s is refused', async (_what, list, change) => {
  const content = await written();
  Object.assign(content[list][0], change);
  await expect(readDataFile(file(content))).rejects.toMatchObject({ code: 'DATA_INVALID' });
});
