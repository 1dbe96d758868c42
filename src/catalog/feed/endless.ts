/** Made-up feeds of any size that lie nowhere: for the tests of memory and `npm run bench:feed`. */
import type { FeedFormat } from './format.ts';

export type EndlessFormat = FeedFormat;

interface Shape {
  readonly head: string;
  /** A product; all have the same length. */
  readonly row: (number: string) => string;
  readonly between: string;
  readonly foot: string;
}

const WORDS = '白色圆领 T 恤, "经典" white crew neck shirt';
const DESCRIPTION = 'Soft combed cotton, washed before it is sewn; keeps its shape for years. '.repeat(4);
const picture = (number: string) => `https://shop.example/pictures/${number}.jpg`;

const SHAPES: Readonly<Record<EndlessFormat, Shape>> = {
  csv: {
    head: 'id,title,price,image,url,brand,description\n',
    row: (n) =>
      `${n},"${WORDS.replaceAll('"', '""')}",129.00,${picture(n)},https://shop.example/p/${n},Nanfeng,"${DESCRIPTION}"`,
    between: '\n',
    foot: '\n',
  },
  'shopify-csv': {
    head: 'Handle,Title,Body (HTML),Vendor,Variant Price,Image Src\n',
    row: (n) => `p${n},Shirt,"<p>${DESCRIPTION}</p>",Nanfeng,129.00,${picture(n)}`,
    between: '\n',
    foot: '\n',
  },
  jsonl: { head: '', row: jsonProduct, between: '\n', foot: '\n' },
  json: { head: '{"products":[', row: jsonProduct, between: ',', foot: ']}' },
  'shopify-json': {
    head: '{"products":[',
    row: (n) =>
      JSON.stringify({
        handle: `p${n}`,
        title: WORDS,
        body_html: DESCRIPTION,
        images: [{ src: picture(n) }],
        variants: [{ id: n, price: '129.00' }],
      }),
    between: ',\n',
    foot: ']}',
  },
  xml: {
    head: '<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel>\n',
    row: (n) =>
      `<item><g:id>${n}</g:id><title>${WORDS} &amp; more</title><g:description>${DESCRIPTION}</g:description><g:price>129.00 CNY</g:price><g:image_link>${picture(n)}</g:image_link><g:availability>in_stock</g:availability></item>`,
    between: '\n',
    foot: '\n</channel></rss>\n',
  },
};

function jsonProduct(number: string): string {
  const urls = { image: picture(number), url: `https://shop.example/p/${number}` };
  return JSON.stringify({ id: number, title: WORDS, price: '129.00', ...urls, description: DESCRIPTION });
}

/** A feed of about `total` bytes in chunks of `chunk`, made while it is read. */
export function endless(format: EndlessFormat, total: number, chunk: number) {
  const { head, row, between, foot } = SHAPES[format];
  const rowAt = (i: number) => row(String(i).padStart(9, '0'));
  const bytesPerRow = Buffer.byteLength(rowAt(0) + between);
  const rows = Math.ceil(total / bytesPerRow);
  let pulled = 0;
  let isClosed = false;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      let text = head;
      for (let i = 0; i < rows; i++) {
        text += rowAt(i) + (i < rows - 1 ? between : foot);
        if (text.length < chunk && i < rows - 1) continue;
        const made = Buffer.from(text);
        text = '';
        pulled += made.length;
        yield made;
      }
    } finally {
      isClosed = true;
    }
  }
  return { bytes: bytes(), rows, bytesPerRow, pulled: () => pulled, isClosed: () => isClosed };
}
