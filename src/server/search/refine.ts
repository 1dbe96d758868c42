/** Puts products in the order of picture and words together. */
import type { IndexHit } from '#search/vector-index.ts';
import { holds, textOf, type Word } from './words.ts';

/**
 * Reciprocal rank fusion: a product scores 1 / (60 + rank) in each ranking it is in. Cormack, Clarke and Büttcher,
 * "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009, which also found 60.
 */
const RANK_CONSTANT = 60;
const reciprocal = (rank: number) => 1 / (RANK_CONSTANT + rank);

export interface Refined {
  /** All hits: those with every word, nearest first; then the others, by picture and words. */
  readonly ordered: readonly IndexHit[];
  /** Those with every word; where there is none, those with any. */
  readonly holding: readonly IndexHit[];
}

interface Scored {
  readonly hit: IndexHit;
  /** Rank by the picture, from 1. */
  readonly near: number;
  /** Sum over the words found, rare ones among these hits counting more. */
  readonly score: number;
  readonly every: boolean;
}

function score(hits: readonly IndexHit[], words: readonly Word[]): Scored[] {
  const texts = hits.map(({ document }) => textOf(document.product));
  const found = words.map((word) => texts.map((text) => holds(text, word)));
  const weights = found.map((row) => Math.log(1 + hits.length / Math.max(1, row.filter(Boolean).length)));
  return hits.map((hit, i) => {
    const held = found.map((row) => row[i] === true);
    const sum = held.reduce((total, is, w) => total + (is ? (weights[w] ?? 0) : 0), 0);
    return { hit, near: i + 1, score: sum, every: held.every(Boolean) };
  });
}

/** Rank by words, from 1; equal scores share the best rank. */
function ranksOf(scored: readonly Scored[]): Map<number, number> {
  const ranks = new Map<number, number>();
  for (const [i, { score }] of scored.toSorted((a, b) => b.score - a.score).entries()) {
    if (score > 0 && !ranks.has(score)) ranks.set(score, i + 1);
  }
  return ranks;
}

/** @param hits nearest first @param words at least one */
export function refine(hits: readonly IndexHit[], words: readonly Word[]): Refined {
  const scored = score(hits, words);
  const ranks = ranksOf(scored);
  const fused = ({ near, score }: Scored) => {
    const rank = ranks.get(score);
    return reciprocal(near) + (rank === undefined ? 0 : reciprocal(rank));
  };
  const ordered = scored.toSorted(
    (a, b) => Number(b.every) - Number(a.every) || fused(b) - fused(a) || a.near - b.near,
  );
  const every = ordered.filter((each) => each.every);
  const holding = every.length > 0 ? every : ordered.filter((each) => each.score > 0);
  return { ordered: ordered.map(({ hit }) => hit), holding: holding.map(({ hit }) => hit) };
}
