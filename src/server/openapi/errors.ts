/** The errors a route may answer with, as OpenAPI tells them: by status, with every code. */
import { ERRORS, type ErrorCode, TongkuanError } from '#core/errors.ts';
import { ErrorAnswer } from '../schemas.ts';

/** What goes wrong anywhere. */
const ANYWHERE: readonly ErrorCode[] = ['INTERNAL'];

/** Codes that are met wherever the catalogue is read. */
export const CATALOGUE_ERRORS = ['INDEX_MISSING', 'INDEX_BROKEN'] as const satisfies readonly ErrorCode[];

/** Codes of what a search may ask for. */
export const SEARCH_ERRORS = [
  'QUERY_INVALID',
  'CATEGORY_UNKNOWN',
  'CURSOR_EXPIRED',
  'RATE_LIMITED',
  ...CATALOGUE_ERRORS,
] as const satisfies readonly ErrorCode[];

/** Codes of what is wrong with a vector. */
export const VECTOR_ERRORS = [
  'VECTOR_LENGTH',
  'VECTOR_MAGIC',
  'VECTOR_TYPE',
  'VECTOR_ZERO',
  'MODEL_MISMATCH',
] as const satisfies readonly ErrorCode[];

/** Response schemas by status. */
export function errorAnswers(...codes: readonly ErrorCode[]): Record<number, typeof ErrorAnswer> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...codes, ...ANYWHERE]) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, some]) => [status, answerFor(some)]));
}

function answerFor(codes: readonly ErrorCode[]): typeof ErrorAnswer {
  const description = codes.map((code) => `${code}: ${ERRORS[code].message}`).join(' · ');
  const examples = codes.slice(0, 1).map((code) => ({ error: new TongkuanError(code).toJSON() }));
  return { ...ErrorAnswer, description, examples } as typeof ErrorAnswer;
}
