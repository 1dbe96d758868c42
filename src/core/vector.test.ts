import { describe, expect, test } from 'vitest';
import { cosine, decodeVector, dequantise, encodeVector, modelKeyOf, normalise, quantise } from './vector.ts';

const modelKey = '0123456789abcdef';
const components = Int8Array.from({ length: 128 }, (_, i) => (i % 255) - 127);
const code = (name: string) => expect.objectContaining({ code: name });

describe('the 144 bytes', () => {
  test('have the documented layout', () => {
    const bytes = encodeVector({ modelKey, components });
    expect(bytes).toHaveLength(144);
    expect([...bytes.subarray(0, 16)]).toEqual([
      ...[0x54, 0x4b, 0x56, 0x31], // "TKV1"
      ...[1, 0], // int8, reserved
      ...[128, 0], // dimension, little-endian
      ...[0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef],
    ]);
    expect(bytes[16]).toBe(256 - 127);
  });

  test('come back as they went', () => {
    expect(decodeVector(encodeVector({ modelKey, components }))).toEqual({ modelKey, components });
  });

  test("can be read from the middle of a larger buffer, such as Node's pool", () => {
    const bytes = encodeVector({ modelKey, components });
    const inside = new Uint8Array(300).fill(7);
    inside.set(bytes, 50);
    expect(decodeVector(inside.subarray(50, 194))).toEqual({ modelKey, components });
    expect(decodeVector(Buffer.from(bytes))).toEqual({ modelKey, components });
  });

  test.each([
    ['VECTOR_LENGTH', (b: Uint8Array) => b.subarray(1)],
    ['VECTOR_LENGTH', () => new Uint8Array(0)],
    ['VECTOR_MAGIC', (b: Uint8Array) => b.fill(0x32, 3, 4)],
    ['VECTOR_TYPE', (b: Uint8Array) => b.fill(2, 4, 5)],
    ['VECTOR_TYPE', (b: Uint8Array) => b.fill(64, 6, 7)],
    ['VECTOR_TYPE', (b: Uint8Array) => b.fill(1, 7, 8)],
    ['VECTOR_ZERO', (b: Uint8Array) => b.fill(0, 16)],
  ])('%s is found', (name, spoil) => {
    const bytes = spoil(encodeVector({ modelKey, components }));
    expect(() => decodeVector(bytes)).toThrow(code(name));
  });

  test('a vector of another dimension is not written', () => {
    expect(() => encodeVector({ modelKey, components: new Int8Array(64) })).toThrow(code('VECTOR_TYPE'));
  });
});

describe('quantising', () => {
  test('rounds halves away from zero and clamps to ±127', () => {
    const vector = Float32Array.from([0.5, -0.5, 0.25, -1, 1, 0.004]) as Parameters<typeof quantise>[0];
    expect([...quantise(vector, 127)]).toEqual([64, -64, 32, -127, 127, 1]);
    expect([...quantise(vector, 400)]).toEqual([127, -127, 100, -127, 127, 2]);
  });

  test('hardly turns a vector', () => {
    const vector = normalise(Array.from({ length: 128 }, (_, i) => Math.sin(i * i)));
    expect(cosine(dequantise(quantise(vector, 300)), vector)).toBeGreaterThan(0.999);
  });
});

test('normalise gives length 1 and refuses nothing at all', () => {
  expect([...normalise([3, 4])].map((x) => Number(x.toFixed(6)))).toEqual([0.6, 0.8]);
  expect(() => normalise([0, 0])).toThrow(code('VECTOR_ZERO'));
});

test('cosine knows same, opposite and unrelated', () => {
  expect(cosine([1, 2], [2, 4])).toBeCloseTo(1);
  expect(cosine([1, 2], [-1, -2])).toBeCloseTo(-1);
  expect(cosine([1, 0], [0, 5])).toBe(0);
});

test('the key of a model is the start of its hash', () => {
  expect(modelKeyOf(`${modelKey}${'0'.repeat(48)}`)).toBe(modelKey);
});
