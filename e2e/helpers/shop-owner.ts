/** The owner of the shop, who changes the catalogue that the endpoint serves, by the command line. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Price } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import { tsx } from '../../scripts/lib/steps.mjs';
import { ROOT, SCRATCH } from './data.ts';

/** As e2e/serve.mjs has it. */
const CATALOGUE = join(SCRATCH, 'catalogue');
const FEED = join(SCRATCH, 'feed');

export class ShopOwner {
  readonly #shop: string;

  /** @param shop address of the endpoint */
  constructor(shop: string) {
    this.#shop = shop;
  }

  /** Takes a product off the shelf. @returns what puts it back as it was */
  async deletes(id: string): Promise<() => void> {
    const { product, picture } = (await (await this.#get(`/v1/products/${id}`)).json()) as ProductResponse;
    const image = Buffer.from(await (await this.#get(`${picture}?width=640`)).arrayBuffer());
    mkdirSync(FEED, { recursive: true });
    writeFileSync(join(FEED, 'picture.webp'), image);
    const { title, price, listPrice, pageUrl: url, ...same } = product;
    const inWords = (money: Price | null) => (money ? (money.amount / 100).toFixed(2) : undefined);
    const row = {
      ...same,
      ...{ title: title.zh, title_zh: title.zh, title_en: title.en, url, image: 'picture.webp' },
      ...{ price: inWords(listPrice ?? price), currency: price?.currency },
      ...(listPrice ? { sale_price: inWords(price) } : {}),
    };
    writeFileSync(join(FEED, 'feed.jsonl'), `${JSON.stringify(row)}\n`);
    this.#tongkuan('delete', id);
    return () => this.#tongkuan('import', '--partial', join(FEED, 'feed.jsonl'));
  }

  async #get(path: string): Promise<Response> {
    const response = await fetch(new URL(path, this.#shop));
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    return response;
  }

  #tongkuan(...args: string[]): void {
    const env = { ...process.env, TONGKUAN_CATALOGUE: CATALOGUE };
    execFileSync(process.execPath, tsx('src/catalog/cli.ts', ...args), { cwd: ROOT, env, stdio: 'pipe' });
  }
}
