/** Vectors as the body of a request. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { decodeVector, type QuantisedVector, VECTOR_BYTES } from '#core/vector.ts';

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

/** The vector, or the error that says what is wrong with this one. */
export function vectorOrError(bytes: Uint8Array): QuantisedVector | TongkuanError {
  try {
    return decodeVector(bytes);
  } catch (thrown) {
    return toTongkuanError(thrown);
  }
}
