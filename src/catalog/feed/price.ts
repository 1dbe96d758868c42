/** Prices in feeds: plain decimals such as `129`, `129.9`, `129.00`; never a float on the way. */
import { TongkuanError } from '#core/errors.ts';
import type { Price } from '#core/product.ts';

export const DEFAULT_CURRENCY = 'CNY';
/** Largest price in minor units: ten billion yuan. Beyond it somebody mistyped. */
export const PRICE_MAX = 1_000_000_000_000;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Digits after the point that a currency has: 2 for CNY, 0 for JPY, 3 for KWD. */
function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Reads `129.00` as 12900 minor units. No signs, no thousands separators. @throws FEED_LINE */
export function parsePrice(text: string, currency: string = DEFAULT_CURRENCY): Price {
  if (!CURRENCIES.has(currency)) throw wrong('currency', `no such ISO 4217 code: ${currency}`);
  const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw wrong('price', `not a plain decimal such as 129.00: ${text.slice(0, 40)}`);
  const digits = minorDigits(currency);
  const fraction = match[2] ?? '';
  if (/[1-9]/.test(fraction.slice(digits))) throw wrong('price', `${currency} has ${digits} digits after the point`);
  const amount = Number(match[1] + fraction.slice(0, digits).padEnd(digits, '0'));
  if (amount > PRICE_MAX) throw wrong('price', `larger than ${PRICE_MAX} minor units: ${text}`);
  return { amount, currency };
}

function wrong(column: string, what: string): TongkuanError {
  return new TongkuanError('FEED_LINE', { column, what });
}
