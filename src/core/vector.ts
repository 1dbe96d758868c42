/**
 * The vector codec. Layout on the wire and on disk, 144 bytes:
 *
 *   offset 0   4 bytes  magic "TKV1" (ASCII; the digit is the version)
 *   offset 4   1 byte   dtype, 1 = int8
 *   offset 5   1 byte   reserved, 0
 *   offset 6   2 bytes  dimension, little-endian uint16, 128
 *   offset 8   8 bytes  the first 8 bytes of the embedder's sha256
 *   offset 16  128 bytes  int8 components
 */
import { TongkuanError } from './errors.ts';

export const VECTOR_DIM = 128;
export const VECTOR_HEADER_BYTES = 16;
export const VECTOR_BYTES = VECTOR_HEADER_BYTES + VECTOR_DIM;
const MAGIC = 'TKV1';
const DTYPE_INT8 = 1;

declare const unit: unique symbol;
/** 128 float components of length 1. */
export type UnitVector = Float32Array & { readonly [unit]: true };

/** An int8 vector and the model it belongs to (`modelKey`: 16 hex digits, the first 8 bytes of the model's sha256). */
export interface QuantisedVector {
  readonly modelKey: string;
  readonly components: Int8Array;
}

/** The key that ties vectors to a model: the first 16 hex digits of the model file's sha256. */
export function modelKeyOf(sha256: string): string {
  return sha256.slice(0, 16);
}

/** Scales a vector to length 1. @throws VECTOR_ZERO */
export function normalise(values: ArrayLike<number>): UnitVector {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) ** 2;
  if (sum === 0) throw new TongkuanError('VECTOR_ZERO');
  const factor = 1 / Math.sqrt(sum);
  return Float32Array.from({ length: values.length }, (_, i) => (values[i] ?? 0) * factor) as UnitVector;
}

/** Rounds to int8: `clamp(round(x · scale), −127, 127)`, halves away from zero. `scale` comes from the manifest. */
export function quantise(vector: UnitVector, scale: number): Int8Array {
  return Int8Array.from(vector, (x) => {
    const scaled = Math.sign(x) * Math.floor(Math.abs(x) * scale + 0.5);
    return Math.max(-127, Math.min(127, scaled));
  });
}

/** Back to a unit vector: int8 components point the same way, so their scale does not matter. */
export function dequantise(components: Int8Array): UnitVector {
  return normalise(components);
}

/** Writes the 144 bytes. @throws VECTOR_TYPE when the vector has not 128 components */
export function encodeVector({ modelKey, components }: QuantisedVector): Uint8Array<ArrayBuffer> {
  if (components.length !== VECTOR_DIM) throw new TongkuanError('VECTOR_TYPE', { dim: components.length });
  const bytes = new Uint8Array(VECTOR_BYTES);
  for (let i = 0; i < 4; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes[4] = DTYPE_INT8;
  new DataView(bytes.buffer).setUint16(6, VECTOR_DIM, true);
  for (let i = 0; i < 8; i++) bytes[8 + i] = Number.parseInt(modelKey.slice(2 * i, 2 * i + 2), 16);
  bytes.set(new Uint8Array(components.buffer, components.byteOffset, VECTOR_DIM), VECTOR_HEADER_BYTES);
  return bytes;
}

/** Reads the 144 bytes. @throws VECTOR_LENGTH, VECTOR_MAGIC, VECTOR_TYPE, VECTOR_ZERO */
export function decodeVector(bytes: Uint8Array): QuantisedVector {
  if (bytes.length !== VECTOR_BYTES) throw new TongkuanError('VECTOR_LENGTH', { length: bytes.length });
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic !== MAGIC) throw new TongkuanError('VECTOR_MAGIC');
  const dim = new DataView(bytes.buffer, bytes.byteOffset).getUint16(6, true);
  if (bytes[4] !== DTYPE_INT8 || dim !== VECTOR_DIM) throw new TongkuanError('VECTOR_TYPE', { dtype: bytes[4], dim });
  const modelKey = Array.from(bytes.subarray(8, 16), (b) => b.toString(16).padStart(2, '0')).join('');
  // A copy by value: `slice().buffer` of a Node Buffer would be its whole pool.
  const components = new Int8Array(bytes.subarray(VECTOR_HEADER_BYTES));
  if (components.every((c) => c === 0)) throw new TongkuanError('VECTOR_ZERO');
  return { modelKey, components };
}

/** Cosine similarity of two vectors of equal length, −1 to 1. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}
