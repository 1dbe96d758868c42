/**
 * A million vectors from some thousand real ones. The recipe, seeded, so that every run compares the same:
 *
 *   product = unit( (1 − t)·a + t·b + d )      a: a picture; b: one of its 10 nearest; t: 0 to ½, even
 *   query   = unit( (1 − t)·a′ + t·b′ + d )    a′, b′: the same pictures seen closer, of pictures and mixes of their own
 *
 * and d: how far the second view of some other picture lies from its first, forwards or backwards. So products lie on the lines
 * between things that look alike, as far from their picture as a second photo of it would, in the directions in which photos
 * really differ: not in those of random noise, where nothing real lies. Rounded to int8 as everything the models see is.
 */
import { normalise, quantise, VECTOR_DIM } from '#core/vector.ts';
import { seeded } from '#search/testing.ts';
import type { Base } from './base.ts';

const NEIGHBOURS = 10;
const MIX_MAX = 0.5;

/** Shares of the products that filters leave, in the order of codes; what remains has the codes after them. */
export const SHARES = [0.5, 0.1, 0.01, 0.001] as const;
/** Codes of what no filter of the bench asks for. */
const OTHERS = 4;

export interface Made {
  /** products × 128 */
  readonly vectors: Int8Array;
  /** Code of each product's category: of its picture, so that a category's products look alike. */
  readonly categories: Uint8Array;
  /** Code of each product's seller: whatever it looks like. */
  readonly sellers: Uint8Array;
  /** queries × 128 */
  readonly queries: Int8Array;
}

type Random = () => number;

/** View number `i` as a unit vector. */
function unitAt(views: Int8Array, i: number): Float32Array {
  return normalise(views.subarray(i * VECTOR_DIM, (i + 1) * VECTOR_DIM));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < VECTOR_DIM; c++) sum += (a[c] as number) * (b[c] as number);
  return sum;
}

/** The nearest other pictures of each. */
function neighbours(units: readonly Float32Array[]): Uint16Array[] {
  return units.map((unit, i) => {
    const near: { j: number; similarity: number }[] = [];
    let least = -1;
    for (const [j, other] of units.entries()) {
      const similarity = dot(unit, other);
      if (j === i || (near.length === NEIGHBOURS && similarity <= least)) continue;
      near.push({ j, similarity });
      near.sort((a, b) => b.similarity - a.similarity).splice(NEIGHBOURS);
      least = near.at(-1)?.similarity ?? -1;
    }
    return Uint16Array.from(near, ({ j }) => j);
  });
}

/** Exactly these shares of `count` codes, shuffled. */
function codes(count: number, random: Random): Uint8Array {
  const made = new Uint8Array(count);
  let at = 0;
  for (const [code, share] of SHARES.entries()) {
    const end = at + Math.max(1, Math.round(share * count));
    made.fill(code, at, end);
    at = end;
  }
  for (let i = at; i < count; i++) made[i] = SHARES.length + (i % OTHERS);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [made[i], made[j]] = [made[j] as number, made[i] as number];
  }
  return made;
}

/** Makes mixes of pictures; tells of which each is. */
function mixer(views: readonly Float32Array[], base: Base, near: readonly Uint16Array[], random: Random) {
  const below = (end: number) => Math.floor(random() * end);
  const mixed = new Float32Array(VECTOR_DIM);
  return (): { of: number; vector: Int8Array } => {
    const of = below(base.pictures);
    const a = views[of] as Float32Array;
    const b = views[near[of]?.[below(NEIGHBOURS)] ?? of] as Float32Array;
    const other = below(base.pictures);
    const [first, second] = [unitAt(base.whole, other), unitAt(base.closer, other)];
    const sign = random() < 0.5 ? -1 : 1;
    const t = MIX_MAX * random();
    for (let c = 0; c < VECTOR_DIM; c++) {
      const differs = (second[c] as number) - (first[c] as number);
      mixed[c] = (1 - t) * (a[c] as number) + t * (b[c] as number) + sign * differs;
    }
    return { of, vector: quantise(normalise(mixed), base.scale) };
  };
}

/** Products and queries by the recipe above. */
export function multiply(base: Base, products: number, queries: number): Made {
  const whole = Array.from({ length: base.pictures }, (_, i) => unitAt(base.whole, i));
  const closer = Array.from({ length: base.pictures }, (_, i) => unitAt(base.closer, i));
  const near = neighbours(whole);
  const random = seeded(2026);
  const categoryOfPicture = codes(base.pictures, random);
  const made: Made = {
    vectors: new Int8Array(products * VECTOR_DIM),
    categories: new Uint8Array(products),
    sellers: codes(products, random),
    queries: new Int8Array(queries * VECTOR_DIM),
  };
  const nextProduct = mixer(whole, base, near, random);
  for (let i = 0; i < products; i++) {
    const { of, vector } = nextProduct();
    made.vectors.set(vector, i * VECTOR_DIM);
    made.categories[i] = categoryOfPicture[of] as number;
  }
  const nextQuery = mixer(closer, base, near, random);
  for (let i = 0; i < queries; i++) made.queries.set(nextQuery().vector, i * VECTOR_DIM);
  return made;
}
