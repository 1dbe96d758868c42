import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type DemoProduct, demoProducts } from './catalogue.ts';
import { toJpeg, toRgb, toWebp } from './raster.ts';
import { looseVariant, PICTURE_SIDE, renderProduct } from './render.ts';
import { STYLES } from './styles/all.ts';

const products = demoProducts();
const oneOfEach = STYLES.map((style) => products.find((product) => product.style === style.id) as DemoProduct);

/** Share of pixels that differ from the paper's corner by more than a shade. */
async function inkShare(svg: string): Promise<number> {
  const { data } = await toRgb(svg.replace(/width="\d+" height="\d+"/, 'width="96" height="96"'));
  let ink = 0;
  for (let at = 0; at < data.length; at += 3)
    if ((data[at] ?? 255) + (data[at + 1] ?? 255) + (data[at + 2] ?? 255) < 690) ink += 1;
  return ink / (data.length / 3);
}

/** Names of the elements that are open at the end, or closed wrongly. */
function unbalanced(svg: string): string[] {
  const open: string[] = [];
  for (const [, close, name = '', selfClosed] of svg.matchAll(/<(\/?)([\w]+)[^<>]*?(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return [name];
    } else if (!selfClosed) open.push(name);
  }
  return open;
}

describe('product pictures', () => {
  it('are the same text each time', () => {
    for (const product of oneOfEach.slice(0, 20)) expect(renderProduct(product)).toBe(renderProduct(product));
  });

  it.each(oneOfEach.map((product) => [product.style, product] as const))('%s is well formed', (_, product) => {
    const svg = renderProduct(product);
    expect(unbalanced(svg)).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    for (const [, id = ''] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`);
  });

  it('show something of a reasonable size', async () => {
    for (const product of oneOfEach.filter((_, i) => i % 6 === 0)) {
      const share = await inkShare(renderProduct(product));
      expect(share, product.style).toBeGreaterThan(0.04);
      expect(share, product.style).toBeLessThan(0.85);
    }
  });

  it('are pictures of the promised size', async () => {
    const product = oneOfEach[0] as DemoProduct;
    const webp = await sharp(await toWebp(renderProduct(product))).metadata();
    expect([webp.format, webp.width, webp.height]).toEqual(['webp', PICTURE_SIDE, PICTURE_SIDE]);
    const jpeg = await sharp(await toJpeg(renderProduct(product, looseVariant(3)), 88, 256)).metadata();
    expect([jpeg.format, jpeg.width, jpeg.height]).toEqual(['jpeg', 256, 256]);
  });

  it('differ between sellers of one item', () => {
    const offers = products.filter((product) => product.group !== null && product.group === products[0]?.group);
    expect(new Set(offers.map((offer) => renderProduct(offer))).size).toBe(offers.length);
  });
});
