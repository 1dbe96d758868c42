/** A product as a shop sends it → the record a feed would give. */
import { TongkuanError } from '#core/errors.ts';
import { gtin14 } from '#core/gtin.ts';
import type { ProductInput, PutOperation } from '#core/management.ts';
import type { LocalText, Price } from '#core/product.ts';
import { fineLabel, isCategory } from '#core/taxonomy.ts';
import { PRICE_MAX } from '../feed/price.ts';
import type { FeedRecord } from '../feed/record.ts';
import { ID_PATTERN } from '../feed/schema.ts';

const ID = new RegExp(ID_PATTERN);
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** @throws PRODUCT_INVALID with the field and what is wrong */
export function recordOf({ id, product }: PutOperation): FeedRecord {
  if (!ID.test(id)) throw wrong('id', 'up to 128 letters, digits, dots, colons, hyphens and underscores');
  const price = priceOf('price', product.price);
  return {
    id,
    title: titleOf(product.title),
    price,
    listPrice: listPriceOf(price, product),
    availability: product.availability ?? null,
    gtin: gtinOf(product.gtin),
    seller: clean(product.seller ?? ''),
    group: clean(product.group ?? '') || null,
    category: categoryOf(product.category),
    label: labelOf(product.label),
    image: '',
    pageUrl: product.pageUrl ?? null,
    attributes: attributesOf(product.attributes),
  };
}

/** Trimmed, in one Unicode form: as feeds are read. */
function clean(text: string): string {
  return text.normalize('NFC').trim();
}

function titleOf(title: ProductInput['title']): LocalText {
  const { zh, en } = typeof title === 'string' ? { zh: title, en: title } : title;
  const texts = { zh: clean(zh), en: clean(en) };
  if (texts.zh === '' || texts.en === '') throw wrong('title', 'empty');
  return texts;
}

function priceOf(field: string, price: Price | null | undefined): Price | null {
  if (!price) return null;
  if (!CURRENCIES.has(price.currency)) throw wrong(field, `no such ISO 4217 code: ${price.currency}`);
  if (price.amount > PRICE_MAX) throw wrong(field, `larger than ${PRICE_MAX} minor units`);
  return price;
}

function listPriceOf(price: Price | null, product: ProductInput): Price | null {
  const listPrice = priceOf('listPrice', product.listPrice);
  if (listPrice === null) return null;
  if (!price || price.currency !== listPrice.currency) throw wrong('listPrice', 'needs a price in its currency');
  if (listPrice.amount <= price.amount) throw wrong('listPrice', 'not more than the price');
  return listPrice;
}

function gtinOf(text: string | null | undefined): string | null {
  if (!text) return null;
  return gtin14(text) ?? fail('gtin', 'wrong length or check digit');
}

function categoryOf(id: number | null | undefined): number | null {
  if (id === null || id === undefined) return null;
  return isCategory(id) ? id : fail('category', `no such category: ${id}`);
}

function labelOf(slug: string | null | undefined): string | null {
  if (!slug) return null;
  return fineLabel(slug) ? slug : fail('label', `not in the taxonomy: ${slug}`);
}

function attributesOf(attributes: ProductInput['attributes'] = {}): Record<string, string> {
  const cleaned = Object.entries(attributes).map(([name, value]) => [clean(name), clean(value)] as const);
  return Object.fromEntries(cleaned.filter(([name, value]) => name !== '' && value !== ''));
}

function fail(field: string, what: string): never {
  throw wrong(field, what);
}

function wrong(field: string, what: string): TongkuanError {
  return new TongkuanError('PRODUCT_INVALID', { field, what });
}
