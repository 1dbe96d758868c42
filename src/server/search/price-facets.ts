/** Prices near a vector, in ranges that hold about equally many products. */
import type { Price } from '#core/product.ts';
import type { PriceFacet, PriceRange } from '#core/search-protocol.ts';

/** Ranges a currency has at most: as many as a phone can show beside each other. */
const RANGES_MAX = 8;

/** Currencies with most prices first; amounts of different ones cannot be compared. */
export function priceFacets(prices: readonly Price[]): PriceFacet[] {
  const byCurrency = new Map<string, number[]>();
  for (const { amount, currency } of prices) {
    const amounts = byCurrency.get(currency);
    if (amounts) amounts.push(amount);
    else byCurrency.set(currency, [amount]);
  }
  const facets = [...byCurrency].map(([currency, amounts]) => ({
    currency,
    count: amounts.length,
    ranges: rangesOf(amounts.sort((a, b) => a - b)),
  }));
  return facets.sort((a, b) => b.count - a.count || a.currency.localeCompare(b.currency));
}

/** Quantiles; equal amounts are never parted, so ranges do not overlap. @param amounts in rising order */
function rangesOf(amounts: readonly number[]): PriceRange[] {
  const size = amounts.length / RANGES_MAX;
  const ranges: PriceRange[] = [];
  for (let from = 0, number = 1; from < amounts.length; number++) {
    let to = Math.max(from + 1, Math.round(number * size));
    while (amounts[to] === amounts[to - 1]) to++;
    const [lowest, highest] = [amounts[from] ?? 0, amounts[to - 1] ?? 0];
    ranges.push({ lowest, highest, count: to - from });
    from = to;
  }
  return ranges;
}
