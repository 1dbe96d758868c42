/** How sure the detector and the embedder are together; the twin of training/second_look.py. */
import type { SecondLook } from '#core/manifest.ts';
import type { DetectedItem } from '#core/vision-api.ts';

/** The embedder's chances are told apart from here to 1 − here. */
const MOST_CERTAIN = 0.01;
/** And the detector's scores. */
const KNOWN_FROM = 1e-6;

function logOdds(chance: number, least: number): number {
  const p = Math.min(1 - least, Math.max(least, chance));
  return Math.log(p / (1 - p));
}

/**
 * The chance, 0–1, that a found item is right, after the embedder looked at its box: logistic regression on the score and on
 * what all labels of its kind have together.
 * @param probabilities of the embedder's labels
 */
export function surer(
  { kind, score }: Pick<DetectedItem, 'kind' | 'score'>,
  probabilities: Float32Array,
  { slope, weight, shift, kinds }: SecondLook,
): number {
  const chance = probabilities.reduce((sum, p, label) => (kinds[label] === kind ? sum + p : sum), 0);
  const sum = slope * logOdds(score, KNOWN_FROM) + weight * logOdds(chance, MOST_CERTAIN) + shift;
  return 1 / (1 + Math.exp(-sum));
}
