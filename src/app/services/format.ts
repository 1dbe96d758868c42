import type { Price } from '#core/product.ts';
import { type Language, languageTag } from './language.ts';

/** A price in the user's notation; whole amounts without decimals: ¥129, $12.50. */
export function formatPrice({ amount, currency }: Price, language: Language): string {
  const format = new Intl.NumberFormat(languageTag(language), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** Megabytes with one decimal, without the unit. */
export function formatMegabytes(bytes: number, language: Language): string {
  const format = new Intl.NumberFormat(languageTag(language), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return format.format(bytes / 1_000_000);
}

/** A share of one as whole per cent. */
export function formatPercent(share: number, language: Language): string {
  return new Intl.NumberFormat(languageTag(language), { style: 'percent' }).format(share);
}
