/** Vectors as the body of a request. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { decodeVector, type QuantisedVector, VECTOR_BYTES } from '#core/vector.ts';
import type { Summary } from '../served-catalogue.ts';

export const VECTOR_TYPE = 'application/octet-stream';

/** @throws BODY_TYPE, VECTOR_LENGTH when the body is not 1 to `most` vectors long */
export function vectorsIn(body: unknown, contentType: string | undefined, most: number): Uint8Array[] {
  if (!contentType?.startsWith(VECTOR_TYPE)) throw new TongkuanError('BODY_TYPE', { expected: VECTOR_TYPE });
  const bytes = Buffer.isBuffer(body) ? body : new Uint8Array();
  const count = bytes.length / VECTOR_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new TongkuanError('VECTOR_LENGTH', { length: bytes.length, most: most * VECTOR_BYTES });
  }
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * VECTOR_BYTES, (i + 1) * VECTOR_BYTES));
}

/** A vector that this catalogue can be asked. @throws VECTOR_MAGIC, VECTOR_TYPE, VECTOR_ZERO, MODEL_MISMATCH */
export function vectorFor({ modelKey }: Pick<Summary, 'modelKey'>, bytes: Uint8Array): QuantisedVector {
  const vector = decodeVector(bytes);
  if (vector.modelKey !== modelKey) {
    throw new TongkuanError('MODEL_MISMATCH', { index: modelKey, vector: vector.modelKey });
  }
  return vector;
}

/** The same, or the error that says what is wrong with this one. */
export function vectorOrError(served: Pick<Summary, 'modelKey'>, bytes: Uint8Array): QuantisedVector | TongkuanError {
  try {
    return vectorFor(served, bytes);
  } catch (thrown) {
    return toTongkuanError(thrown);
  }
}
