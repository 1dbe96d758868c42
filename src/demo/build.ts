/** Writes the demo catalogue: pictures and a feed the importer reads. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DemoProduct, demoProducts } from './catalogue.ts';
import { toWebp } from './raster.ts';
import { renderProduct } from './render.ts';
import { forEachOf, type WorkOptions } from './work.ts';

/** Raise this whenever products or their pictures change: existing catalogues are then drawn anew. */
export const DEMO_VERSION = '4';

const STAMP = 'demo-version.txt';

/** One line of the feed. */
export function feedLine(product: DemoProduct): string {
  const { amount, currency } = product.price;
  return JSON.stringify({
    id: product.id,
    title: product.title.zh,
    title_zh: product.title.zh,
    title_en: product.title.en,
    price: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`,
    currency,
    availability: product.availability,
    gtin: product.gtin,
    seller: product.seller,
    group: product.group,
    category: product.category,
    label: product.label,
    image: `pictures/${product.id}.webp`,
    url: product.pageUrl,
    attributes: product.attributes,
  });
}

/** Writes a file so that it is either whole or not there. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

const isComplete = async (folder: string): Promise<boolean> =>
  (await readFile(join(folder, STAMP), 'utf8').catch(() => '')) === DEMO_VERSION;

/**
 * Draws the demo catalogue into `folder`: `pictures/<id>.webp` and `feed.jsonl`. Does nothing when this version is
 * already there. @throws ABORTED
 * @returns how many offers the feed holds
 */
export async function buildDemoCatalogue(folder: string, options: WorkOptions = {}): Promise<number> {
  const products = demoProducts();
  if (await isComplete(folder)) return products.length;
  await mkdir(join(folder, 'pictures'), { recursive: true });
  await forEachOf(
    products,
    async (product) => writeWhole(join(folder, 'pictures', `${product.id}.webp`), await toWebp(renderProduct(product))),
    options,
  );
  await writeWhole(join(folder, 'feed.jsonl'), `${products.map(feedLine).join('\n')}\n`);
  await writeWhole(join(folder, STAMP), DEMO_VERSION);
  return products.length;
}
