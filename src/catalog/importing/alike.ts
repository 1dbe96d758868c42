/**
 * Whether two products without a common number or key are the same item: pictures and titles must nearly agree. The limits
 * were chosen on one half of a labelled sample (`npm run bench:grouping`); docs/importing.md says what they do on the other, and why
 * this is only done when asked.
 */
import type { LocalText } from '#core/product.ts';

/** Least cosine similarity of the pictures. */
export const PICTURES_ALIKE = 0.96;
/** Least likeness of the titles, 0–1. */
export const TITLES_ALIKE = 0.5;

/** Pairs of neighbouring letters, without case, marks and spaces between words. */
function pairsOf(title: string): Map<string, number> {
  const words =
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = new Map<string, number>();
  for (const word of words) {
    const letters = [...` ${word} `]; // where words begin and end counts, their order does not
    for (let i = 0; i + 1 < letters.length; i++) {
      const pair = `${letters[i]}${letters[i + 1]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return pairs;
}

/** Dice's coefficient of the letter pairs of two texts, 0–1. */
export function textLikeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  let [shared, all] = [0, 0];
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  for (const counts of [left, right]) for (const count of counts.values()) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** The likeness in the language in which they are more alike: shops often leave one of them out. */
export function titleLikeness(a: LocalText, b: LocalText): number {
  return Math.max(textLikeness(a.zh, b.zh), textLikeness(a.en, b.en));
}

/** @param similarity cosine similarity of the pictures */
export function isSameItem(similarity: number, a: LocalText, b: LocalText): boolean {
  return similarity >= PICTURES_ALIKE && titleLikeness(a, b) >= TITLES_ALIKE;
}
