import { describe, expect, test } from 'vitest';
import { rowsOf, told } from '../testing.ts';

const rss = (...items: string[]) =>
  `<?xml version="1.0"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n<title>Shop</title>\n${items.join('\n')}\n</channel>\n</rss>\n`;
const item = (id: string, more = '') => `<item><g:id>${id}</g:id>${more}</item>`;

describe('Google Merchant', () => {
  test('RSS 2.0 with everything we read', async () => {
    const rows = await rowsOf(
      'xml',
      rss(`<item>
        <title>wrong one</title><g:title><![CDATA[Dress & more]]></g:title>
        <link>https://shop.example/p/1?a=1&amp;b=2</link>
        <g:id>A-1</g:id><g:price>129.00 CNY</g:price><g:sale_price>99.00 CNY</g:sale_price>
        <g:availability>in stock</g:availability><g:gtin>4006381333931</g:gtin><g:item_group_id>A</g:item_group_id>
        <g:image_link>https://shop.example/1.jpg</g:image_link>
        <g:additional_image_link>https://shop.example/2.jpg</g:additional_image_link>
        <g:additional_image_link>https://shop.example/3.jpg</g:additional_image_link>
        <g:brand>Nanfeng</g:brand><g:color>red</g:color>
        <g:google_product_category>2271</g:google_product_category>
        <g:product_detail><g:attribute_name>Lining</g:attribute_name><g:attribute_value>silk</g:attribute_value></g:product_detail>
        <g:shipping><g:country>CN</g:country><g:price>0 CNY</g:price></g:shipping>
      </item>`),
    );
    expect(rows).toEqual([
      {
        line: 5,
        values: {
          id: 'A-1',
          title: 'Dress & more',
          url: 'https://shop.example/p/1?a=1&b=2',
          price: '129.00 CNY',
          sale_price: '99.00 CNY',
          availability: 'in stock',
          gtin: '4006381333931',
          group: 'A',
          image: 'https://shop.example/1.jpg',
          images: ['https://shop.example/2.jpg', 'https://shop.example/3.jpg'],
          attr_brand: 'Nanfeng',
          attr_color: 'red',
          category: 1,
          attr_Lining: 'silk',
          shipping: { 'g:country': 'CN', 'g:price': '0 CNY' },
        },
      },
    ]);
  });

  test('Atom, with another prefix for Google’s names', async () => {
    const rows = await rowsOf(
      'xml',
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://base.google.com/ns/1.0">
       <link rel="self" href="https://shop.example/feed"/>
       <entry><m:id>1</m:id><title>Bag</title><link rel="edit" href="https://no.example"/><link href="https://shop.example/1"/>
       <m:image_link>a.jpg</m:image_link><m:price>5 USD</m:price></entry></feed>`,
    );
    expect(rows).toEqual([
      { line: 3, values: { id: '1', title: 'Bag', url: 'https://shop.example/1', image: 'a.jpg', price: '5 USD' } },
    ]);
  });

  test('products with attributes', async () => {
    const rows = await rowsOf('xml', '<list><product id="7" image="a.jpg"><title>x</title></product></list>');
    expect(rows).toEqual([{ line: 1, values: { id: '7', image: 'a.jpg', title: 'x' } }]);
  });
});

describe('a broken item costs itself', () => {
  test.each([
    ['a tag that is closed by another name', '<item><g:id>2</g:ident></item>'],
    ['an ampersand', '<item><g:id>2 & 3</g:id></item>'],
    ['an ampersand in an address', '<item><g:id>2</g:id><link>https://x.example/?a=1&b=2</link></item>'],
    ['an entity nobody knows', '<item><g:id>2&nbsp;</g:id></item>'],
    ['an attribute without quotes', '<item a=b><g:id>2</g:id></item>'],
    ['an item that is not closed', '<item><g:id>2</g:id>'],
    ['deep nesting', `<item>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</item>`],
    ['a long text', `<item><g:id>${'x'.repeat(1_000_001)}</g:id></item>`],
  ])('%s', async (_, broken) => {
    const rows = await rowsOf('xml', rss(item('1'), broken, item('3'), item('4')), {}, 4096);
    expect(told(rows)).toEqual([
      [5, '1'],
      [6, expect.any(String)],
      [7, '3'],
      [8, '4'],
    ]);
    expect(rows.map((row) => 'error' in row)).toEqual([false, true, false, false]);
  });

  test('an ampersand in CDATA is right', async () => {
    const xml = rss(
      item('1', '<link><![CDATA[https://x.example/?a=1&b=2]]></link><title>a &lt;b&gt; &#x26; c</title>'),
    );
    for (const size of [1, 7, 4096]) {
      expect(await rowsOf('xml', xml, {}, size)).toEqual([
        { line: 5, values: { id: '1', url: 'https://x.example/?a=1&b=2', title: 'a <b> & c' } },
      ]);
    }
  });

  test('items in comments are none', async () => {
    expect(told(await rowsOf('xml', rss(item('1'), `<!-- ${item('2')} -->`, item('3'))))).toEqual([
      [5, '1'],
      [7, '3'],
    ]);
  });

  test('text that is not of the encoding', async () => {
    const bytes = Buffer.from(rss(item('1'), item('2#'), item('3')));
    bytes[bytes.indexOf('#')] = 0xff;
    expect(told(await rowsOf('xml', bytes))).toEqual([
      [5, '1'],
      [6, expect.stringContaining('--encoding')],
      [7, '3'],
    ]);
  });
});

describe('refused as a whole', () => {
  const lol = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  test.each([
    ['declared entities', lol + rss(item('&b;')), 'declares entities'],
    ['nesting without end', rss('<a>'.repeat(5000)), 'nested deeper'],
    ['a file that was cut off', rss(item('1')).slice(0, -20), 'ends in the middle'],
    ['a file that was cut off in an item', rss(item('1'), '<item><g:id>').slice(0, -25), 'ends in the middle'],
    ['nothing', '', 'ends in the middle'],
    ['a comment without end', rss('<!--', 'x'.repeat(9_000_000)), 'does not end'],
  ])('%s', async (_, xml, what) => {
    await expect(rowsOf('xml', xml, {}, 65_536)).rejects.toMatchObject({
      code: 'FEED_UNREADABLE',
      details: { what: expect.stringContaining(what) },
    });
  });

  test('a plain DOCTYPE is none of these', async () => {
    expect(await rowsOf('xml', `<!DOCTYPE rss>${rss(item('1'))}`)).toHaveLength(1);
  });
});
