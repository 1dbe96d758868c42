import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mapped, parseMapping, readMapping } from './mapping.ts';
import { withOurNames } from './names.ts';
import { unknownColumns } from './record.ts';
import { rowsOf } from './testing.ts';

const applied = (mapping: unknown, values: Record<string, unknown>) =>
  withOurNames(mapped(parseMapping(mapping), { line: 1, values }));

describe('a mapping', () => {
  test('fills our columns from those of the feed, whatever their case', () => {
    const values = applied(
      {
        $schema: 'any',
        id: 'Artikel',
        title_zh: { from: ['Name lang', 'Name'] },
        price: { template: '{Preis} EUR' },
        currency: { template: 'EUR' },
        category: { from: 'Gruppe', values: { Kleider: 1, Schuhe: '4' } },
        availability: { from: 'Bestand', values: { '0': 'out_of_stock', '*': 'in_stock' } },
        images: { from: 'Bilder', split: ';' },
        attr_material: 'stoff.oben',
        url: { template: 'https://shop.example/{Slug}' },
      },
      {
        artikel: '1',
        'name lang': '',
        Name: '裙子',
        preis: '5.00',
        gruppe: 'Kleider',
        bestand: '7',
        bilder: 'a.jpg;b.jpg',
        stoff: [{ oben: 'Wolle' }],
        slug: '',
        rest: 'x',
      },
    );
    expect(values).toEqual({
      id: '1',
      title_zh: '裙子',
      price: '5.00 EUR',
      currency: 'EUR',
      category: 1,
      availability: 'in_stock',
      images: ['a.jpg', 'b.jpg'],
      attr_material: 'Wolle',
      url: null,
      rest: 'x',
    });
    expect(unknownColumns(values)).toEqual(['rest']);
  });

  test('a word that is not in the table is left out; the mapping wins over the feed’s own column', () => {
    expect(applied({ category: { from: 'g', values: { a: 1 } } }, { g: 'b', category: '3' })).toEqual({
      category: null,
    });
    expect(applied({ product_type: 'g' }, { g: 'Shoes' })).toEqual({ category: 4 });
  });

  test.each([
    [{ name: 'Titel' }, 'name'],
    [{ title: {} }, 'title'],
    [{ title: { from: 'a', template: '{b}' } }, 'title'],
    [{ title: { from: 'a', split: ',' } }, 'title'],
    [{ title: { from: 'a', extra: 1 } }, 'title'],
    [{ title: 5 }, 'title'],
    [[], ''],
    ['text', ''],
  ])('%j is refused by name', (json, column) => {
    expect(() => parseMapping(json)).toThrow(
      expect.objectContaining({ code: 'FEED_MAP', details: expect.objectContaining({ column }) }),
    );
  });

  test('a file that is not there, or no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tongkuan-map-'));
    await writeFile(join(folder, 'map.json'), '{"title": }');
    await writeFile(join(folder, 'good.json'), '\uFEFF{"title":"Titel"}');
    await expect(readMapping(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'FEED_MAP' });
    await expect(readMapping(join(folder, 'map.json'))).rejects.toMatchObject({ code: 'FEED_MAP' });
    expect(await readMapping(join(folder, 'good.json'))).toEqual(new Map([['title', { from: 'Titel' }]]));
    await rm(folder, { recursive: true });
  });

  test('a CSV lacks what neither header nor mapping has', async () => {
    const mapping = parseMapping({ id: 'Nr', image: 'Bild', price: 'Preis' });
    const header = 'Nr,Bild,Preis,Title\n1,a.jpg,5,x\n';
    expect(await rowsOf('csv', header, { mapping })).toEqual([
      { line: 2, values: { id: '1', image: 'a.jpg', price: '5', title: 'x' } },
    ]);
    await expect(rowsOf('csv', 'Nr,Bild,Title\n', { mapping })).rejects.toMatchObject({
      code: 'FEED_COLUMN',
      details: { column: 'Preis' },
    });
  });
});
