/** When a sale price holds. */
import { TongkuanError } from '#core/errors.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * True when `now` lies within Google's `sale_price_effective_date`, such as `2026-11-01T00:00+0800/2026-11-12T00:00+0800`.
 * @throws FEED_LINE
 */
export function isOnSale(interval: string, now: Date): boolean {
  const [start, end, ...more] = interval.split('/').map((part) => instantOf(part.trim()));
  if (start === undefined || end === undefined || more.length > 0) throw wrong(interval);
  return start <= now.getTime() && now.getTime() < end;
}

function instantOf(text: string): number {
  // `+0800` is ISO 8601, too, but JavaScript reads `+08:00` only
  const instant = INSTANT.test(text) ? Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
  if (Number.isNaN(instant)) throw wrong(text);
  return instant;
}

function wrong(text: string): TongkuanError {
  const what = `not two times with a stroke between them: ${text.slice(0, 80)}`;
  return new TongkuanError('FEED_LINE', { column: 'sale_price_effective_date', what });
}
