/** Filters as zvec's expression language. Only checked whole numbers and hashes go in, so nothing can be injected. */
import { TongkuanError } from '#core/errors.ts';
import type { Product } from '#core/product.ts';
import { keyOf } from './record.ts';
import type { IndexFilter } from './vector-index.ts';

function whole(parameter: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TongkuanError('QUERY_INVALID', { parameter });
  return value;
}

/** The filter expression, or undefined when everything passes. @throws QUERY_INVALID with the parameter's name */
export function filterExpression({
  categories = [],
  minPrice,
  maxPrice,
  sellers = [],
  inStock,
}: IndexFilter): string | undefined {
  const clauses: string[] = [];
  const ids = [...new Set(categories)].map((id) => whole('category', id));
  if (ids.length > 0) clauses.push(`category in (${ids.join(', ')})`);
  if (minPrice !== undefined) clauses.push(`price >= ${whole('minPrice', minPrice)}`);
  else if (maxPrice !== undefined) clauses.push('price >= 0');
  if (maxPrice !== undefined) clauses.push(`price <= ${whole('maxPrice', maxPrice)}`);
  const keys = [...new Set(sellers)].map((name) => `'${keyOf(name)}'`);
  if (keys.length > 0) clauses.push(`seller in (${keys.join(', ')})`);
  if (inStock) clauses.push('stock = 1');
  return clauses.length > 0 ? clauses.join(' and ') : undefined;
}

/** The filter without what needs a field that the index lacks: one made before there was the field. */
export function withoutLacking(
  { sellers, inStock, ...filter }: IndexFilter,
  has: (field: string) => boolean,
): IndexFilter {
  return {
    ...filter,
    ...(sellers && has('seller') ? { sellers } : {}),
    ...(inStock && has('stock') ? { inStock } : {}),
  };
}

/** Whether a product passes what `withoutLacking` takes away. */
export function passesSellerAndStock(
  { seller, availability }: Product,
  { sellers = [], inStock }: IndexFilter,
): boolean {
  if (sellers.length > 0 && !sellers.includes(seller)) return false;
  return !inStock || availability === null || availability === 'in_stock';
}

/** What passes every one of these; undefined ones let everything pass. */
export function allOf(expressions: readonly (string | undefined)[]): string {
  return expressions
    .filter((each) => each !== undefined)
    .map((each) => `(${each})`)
    .join(' and ');
}
