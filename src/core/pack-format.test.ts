import { describe, expect, test } from 'vitest';
import { catalogueOf, documentOf, MODEL_KEY, seeded, vectorNear } from '#search/testing.ts';
import { encodePack } from './pack-builder.ts';
import { applyDifference, decodeDifference, encodeDifference } from './pack-difference.ts';
import { byId, decodePack, type PackItem } from './pack-format.ts';
import { decodePictureTable, encodePictures, pictureCount } from './pack-pictures.ts';

const HEAD = { modelKey: MODEL_KEY, category: 4 };
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);

function itemOf(document: ReturnType<typeof documentOf>, key = 1): PackItem {
  const { product, vector } = document;
  return { product: { ...product, category: HEAD.category }, vector, key: new Uint8Array(8).fill(key) };
}

const sorted = (items: PackItem[]) => items.sort((a, b) => byId(a.product.id, b.product.id));
const ITEMS = sorted([
  ...catalogueOf(30).map((document) => itemOf(document)),
  itemOf(
    documentOf(77, vectorNear(1, seeded(5)), {
      id: '"\u0000\n鞋👟',
      label: 'boots',
      title: { zh: '同名', en: '同名' },
      price: { amount: Number.MAX_SAFE_INTEGER, currency: 'JPY' },
      group: 'g',
      pageUrl: 'https://shop.example/1?a=b',
      attributes: { 颜色: '红', __proto__x: '1', empty: '' },
    }),
    255,
  ),
  itemOf(documentOf(78, vectorNear(1, seeded(6)), { price: null })),
  itemOf(
    documentOf(79, vectorNear(1, seeded(7)), {
      listPrice: { amount: 99_900, currency: 'CNY' },
      availability: 'preorder',
      gtin: '04006381333931',
    }),
  ),
]);
const FILE = encodePack(HEAD, ITEMS);

describe('a pack', () => {
  test('comes back as it was, whatever is in its texts', () => {
    const pack = decodePack(FILE);
    expect(pack).toMatchObject({ ...HEAD, count: ITEMS.length });
    expect(Array.from({ length: pack.count }, (_, at) => pack.item(at))).toEqual(ITEMS);
    expect(pack.prices[3]).toBe(ITEMS[3]?.product.price?.amount);
  });

  test('is read wherever its bytes lie', () => {
    const shifted = new Uint8Array(FILE.length + 3);
    shifted.set(FILE, 3);
    expect(decodePack(shifted.subarray(3)).item(5)).toEqual(ITEMS[5]);
  });

  test('of equal products is equal to the byte', () => {
    const pack = decodePack(FILE);
    const again = Array.from({ length: pack.count }, (_, at) => pack.item(at));
    expect(encodePack(HEAD, again)).toEqual(FILE);
  });

  test('may be empty', () => {
    expect(decodePack(encodePack(HEAD, [])).count).toBe(0);
  });

  test('that was cut off anywhere, or is longer than it says, is refused', () => {
    for (let length = 0; length < FILE.length; length += 97) {
      expect(() => decodePack(FILE.subarray(0, length)), String(length)).toThrow(
        expect.objectContaining({ code: 'PACK_CORRUPT' }),
      );
    }
    const longer = new Uint8Array(FILE.length + 1);
    longer.set(FILE);
    expect(() => decodePack(longer)).toThrow(expect.objectContaining({ code: 'PACK_CORRUPT' }));
  });

  const pricesAt = 64 + ITEMS.length * 136;
  const startsAt = pricesAt + ITEMS.length * 8;
  test.each([
    ['another magic', 3, [0x32]],
    ['another header', 4, [65]],
    ['an unknown category', 16, [77]],
    ['more products than there are', 20, [0xff, 0xff, 0xff, 0xff]],
    ['another dimension', 24, [64]],
    ['a dictionary beyond the end', 28, [0xff, 0xff, 0xff, 0x7f]],
    ['a price that is no number', pricesAt, [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]],
    ['a price below nothing', pricesAt, [0, 0, 0, 0, 0, 0, 0, 0xc0]],
    ['texts that begin elsewhere', startsAt, [1]],
    ['texts that go backwards', startsAt + 4, [0xff, 0xff, 0xff, 0xff]],
    ['a dictionary that is no JSON', startsAt + (ITEMS.length + 1) * 4, [0]],
  ])('with %s is refused', (_, at, bytes) => {
    const bad = FILE.slice();
    bad.set(bytes, at);
    expect(() => decodePack(bad)).toThrow(expect.objectContaining({ code: 'PACK_CORRUPT' }));
  });

  test('never gives out a product that is not whole, whichever byte is wrong', () => {
    const random = seeded(3);
    for (let i = 0; i < 400; i++) {
      const bad = FILE.slice();
      bad[startsAt + Math.floor(random() * (FILE.length - startsAt))] = Math.floor(random() * 256);
      try {
        const pack = decodePack(bad);
        for (let at = 0; at < pack.count; at++) {
          const { id, title, price, seller } = pack.product(at);
          for (const text of [id, title.zh, title.en, price ? price.currency : '', seller])
            expect(text).toBeTypeOf('string');
        }
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'PACK_CORRUPT' });
      }
    }
  });
});

describe('pictures', () => {
  const pictures = [new Uint8Array([1, 2, 3]), new Uint8Array(), new Uint8Array([9])];
  const file = encodePictures(A, pictures);

  test('are found by the table, missing ones are empty', () => {
    const { starts, start, version, count } = decodePictureTable(file, file.length);
    expect({ version, count }).toEqual({ version: A, count: 3 });
    const read = (at: number) => file.subarray(start + (starts[at] ?? 0), start + (starts[at + 1] ?? 0));
    expect([0, 1, 2].map(read)).toEqual(pictures);
    expect(pictureCount(file.subarray(0, 32))).toBe(3);
  });

  test('are refused when they are cut off or their table lies', () => {
    for (const length of [0, 31, 40, file.length - 1]) {
      expect(() => decodePictureTable(file.subarray(0, length), length)).toThrow(
        expect.objectContaining({ code: 'PACK_CORRUPT' }),
      );
    }
    const bad = file.slice();
    bad[36] = 200;
    expect(() => decodePictureTable(bad, bad.length)).toThrow(expect.objectContaining({ code: 'PACK_CORRUPT' }));
  });
});

describe('a difference', () => {
  const changed = { ...itemOf(documentOf(3, vectorNear(9, seeded(8))), 2) };
  const added = itemOf(documentOf(500, vectorNear(2, seeded(4))), 3);
  const kept = ITEMS.filter(({ product }) => ![changed.product.id, '商品/7', '商品/8'].includes(product.id));
  const after = encodePack(HEAD, sorted([...kept, changed, added]));
  const difference = {
    from: A,
    to: B,
    deleted: ['商品/7', '商品/8', 'never there'],
    pack: encodePack(HEAD, sorted([changed, added])),
    pictures: new Uint8Array([5]),
  };

  test('comes back as it was', () => {
    expect(decodeDifference(encodeDifference(difference))).toEqual(difference);
  });

  test('makes the new version to the byte, and tells where the pictures are', () => {
    const old = decodePack(FILE);
    const updated = applyDifference(old, decodeDifference(encodeDifference(difference)));
    expect(updated.file).toEqual(after);
    expect(updated).toMatchObject({ added: 1, changed: 1, deleted: 2 });
    const fresh = decodePack(difference.pack);
    const pack = decodePack(after);
    const idAt = (source: number) => (source < 0 ? fresh.product(-1 - source) : old.product(source)).id;
    expect([...updated.sources].map(idAt)).toEqual(Array.from({ length: pack.count }, (_, at) => pack.product(at).id));
  });

  test('that is cut off, or of another model or category, is refused', () => {
    const bytes = encodeDifference(difference);
    for (const length of [0, 63, 70, bytes.length - 1]) {
      expect(() => decodeDifference(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'PACK_CORRUPT' }),
      );
    }
    for (const head of [
      { ...HEAD, category: 3 },
      { ...HEAD, modelKey: 'fedcba9876543210' },
    ]) {
      const foreign = { ...difference, pack: encodePack(head, [changed]) };
      expect(() => applyDifference(decodePack(FILE), foreign)).toThrow(
        expect.objectContaining({ code: 'PACK_CORRUPT' }),
      );
    }
  });
});
