/**
 * Photos of clothes → products to try the search with. Titles come from the labels of the photos; prices and sellers are
 * INVENTED, the same for the same file every time, and every title says so.
 */
import { createHash } from 'node:crypto';
import type { LocalText } from '#core/product.ts';
import { categoryOfLabel, fineLabel } from '#core/taxonomy.ts';
import type { FeedRow, RowValues } from '../feed/rows.ts';
import { slugOf } from '../feed/slug.ts';

/** Raised when the same photos would become other products. */
export const INVENTED_VERSION = '1';

/** Labels that say that a photo shows nothing usable, and labels that say nothing. */
const LEFT_OUT = 'skip';
const SAYS_NOTHING = ['not-sure', 'other', ''];

const SELLERS = ['拾光', '南风', '北岸', '街角', '晴空', '一间', '云上', '梧桐'].map((name) => `示例店·${name}`);
const PHOTO: LocalText = { zh: '实拍商品', en: 'Photographed item' };
const SAID: LocalText = { zh: '（价格和卖家为虚构）', en: ' (price and seller invented)' };

/** Lowest and highest price in yuan by category. */
const PRICES: Readonly<Record<number, readonly [number, number]>> = {
  0: [59, 329],
  1: [129, 499],
  2: [79, 359],
  3: [99, 699],
  4: [129, 799],
  5: [29, 159],
  21: [29, 129],
};
const PRICES_ELSE = [19, 199] as const;

/** Fills in what a photo does not say; columns that the source has are kept. Null leaves the photo out. */
export function inventMissing(row: FeedRow): FeedRow | null {
  if ('error' in row) return row;
  const { values } = row;
  const slug = slugOf(String(values.label ?? ''));
  if (slug === LEFT_OUT) return null;
  const label = SAYS_NOTHING.includes(slug) ? '' : slug;
  return { line: row.line, values: { ...invented(String(values.image ?? ''), label), ...present(values), label } };
}

function invented(image: string, label: string): RowValues {
  const [a, b] = fractions(image);
  const [low, high] = PRICES[categoryOfLabel(label)] ?? PRICES_ELSE;
  const { zh, en } = fineLabel(label) ?? PHOTO;
  return {
    title_zh: zh + SAID.zh,
    title_en: en + SAID.en,
    price: `${Math.floor((low + (high - low) * a ** 1.5) / 10) * 10 + 9}.00`,
    currency: 'CNY',
    seller: SELLERS[Math.floor(b * SELLERS.length)],
  };
}

/** Two numbers in 0–1 that depend on nothing but the text. */
function fractions(text: string): [number, number] {
  const hash = createHash('sha256').update(text).digest();
  return [hash.readUInt32LE(0) / 2 ** 32, hash.readUInt32LE(4) / 2 ** 32];
}

function present(values: RowValues): RowValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null));
}
