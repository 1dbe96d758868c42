/** Prices in feeds: plain decimals with or without a currency, such as `129.00` and `129.00 CNY`; never a float on the way. */
import { TongkuanError } from '#core/errors.ts';
import type { Price } from '#core/product.ts';

export const DEFAULT_CURRENCY = 'CNY';
/** Largest price in minor units: ten billion yuan. Beyond it somebody mistyped. */
export const PRICE_MAX = 1_000_000_000_000;

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
const digitsOf = new Map<string, number>();

/** Digits after the point that a currency has (ISO 4217): 2 for CNY, 0 for JPY, 3 for KWD. */
function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
}

/**
 * Reads `129.00`, `129.00 CNY` or `CNY 129` as 12900 minor units. No signs, no thousands separators: `1.299` and `1,299` mean
 * different amounts in different countries, and a wrong price is worse than none.
 * @param currency where the text names none
 * @throws FEED_LINE
 */
export function parsePrice(text: string, currency: string = DEFAULT_CURRENCY, column = 'price'): Price {
  const [, before, number = '', after] = /^(?:([A-Z]{3})\s*)?(.*?)(?:\s*([A-Z]{3}))?$/s.exec(text) ?? [];
  if (before && after) throw wrong(column, `two currencies: ${text.slice(0, 40)}`);
  const said = before ?? after ?? currency;
  if (!CURRENCIES.has(said)) throw wrong('currency', `no such ISO 4217 code: ${said}`);
  return { amount: amountOf(number, said, column), currency: said };
}

function amountOf(text: string, currency: string, column: string): number {
  const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) throw wrong(column, `${faultOf(text)}: ${text.slice(0, 40)}`);
  const digits = minorDigits(currency);
  const fraction = match[2] ?? '';
  if (/[1-9]/.test(fraction.slice(digits))) throw wrong(column, `${currency} has ${digits} digits after the point`);
  const amount = Number(match[1] + fraction.slice(0, digits).padEnd(digits, '0'));
  if (amount > PRICE_MAX) throw wrong(column, `larger than ${PRICE_MAX} minor units: ${text}`);
  return amount;
}

function faultOf(text: string): string {
  if (/^-/.test(text)) return 'negative';
  if (/^\d[\d.,'\s]*$/.test(text)) return 'not clear which mark is the decimal point, write 1299.00';
  return 'not a plain decimal such as 129.00';
}

function wrong(column: string, what: string): TongkuanError {
  return new TongkuanError('FEED_LINE', { column, what });
}
