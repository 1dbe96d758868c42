/** Filters as zvec's expression language. Only checked whole numbers go in, so nothing can be injected. */
import { TongkuanError } from '#core/errors.ts';
import type { IndexFilter } from './vector-index.ts';

function whole(parameter: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TongkuanError('QUERY_INVALID', { parameter });
  return value;
}

/** The filter expression, or undefined when everything passes. @throws QUERY_INVALID with the parameter's name */
export function filterExpression({ categories = [], minPrice, maxPrice }: IndexFilter): string | undefined {
  const clauses: string[] = [];
  const ids = [...new Set(categories)].map((id) => whole('category', id));
  if (ids.length > 0) clauses.push(`category in (${ids.join(', ')})`);
  if (minPrice !== undefined) clauses.push(`price >= ${whole('minPrice', minPrice)}`);
  if (maxPrice !== undefined) clauses.push(`price <= ${whole('maxPrice', maxPrice)}`);
  return clauses.length > 0 ? clauses.join(' and ') : undefined;
}

/** What passes every one of these; undefined ones let everything pass. */
export function allOf(expressions: readonly (string | undefined)[]): string {
  return expressions
    .filter((each) => each !== undefined)
    .map((each) => `(${each})`)
    .join(' and ');
}
