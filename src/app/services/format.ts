import type { Price } from '#core/product.ts';
import { type Language, languageTag } from './language.ts';
import type { Words } from './words.ts';

/** Making a formatter takes tens of milliseconds the first time; using one takes none. */
const formats = new Map<string, Intl.NumberFormat>();

function priceFormat(currency: string, language: Language): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(languageTag(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  formats.set(key, format);
  return format;
}

/** Digits after the point in a currency: 2 for CNY, 0 for JPY. */
export function fractionDigits(currency: string): number {
  return priceFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2;
}

/** A price in the user's notation; whole amounts without decimals: ¥129, $12.50. */
export function formatPrice({ amount, currency }: Price, language: Language): string {
  const format = priceFormat(currency, language);
  return format.format(amount / 10 ** fractionDigits(currency));
}

/** The same for a product, whose shop may not say its price. */
export function priceText(price: Price | null, words: Words, language: Language): string {
  return price ? formatPrice(price, language) : words.priceUnknown;
}

/** Day and time, short. */
export function formatTime(milliseconds: number, language: Language): string {
  return new Date(milliseconds).toLocaleString(languageTag(language), { dateStyle: 'medium', timeStyle: 'short' });
}

const dates = new Map<Language, Intl.DateTimeFormat>();

/** Day, short. */
export function formatDate(milliseconds: number, language: Language): string {
  const format = dates.get(language) ?? new Intl.DateTimeFormat(languageTag(language), { dateStyle: 'medium' });
  dates.set(language, format);
  return format.format(milliseconds);
}

/** Day and month, short. */
export function formatDay(milliseconds: number, language: Language): string {
  return new Date(milliseconds).toLocaleDateString(languageTag(language), { day: 'numeric', month: 'short' });
}

/** Megabytes with one decimal, without the unit. Both languages write 6.2; Intl would cost a slow phone a frame. */
export function formatMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
