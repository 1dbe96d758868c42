/** From label probabilities to the best labels and one category, and what counts as the same style there. */
import type { MatchThresholds } from '#core/manifest.ts';
import { CATEGORY_OF_KIND, CATEGORY_OTHER, categoryOfLabel } from '#core/taxonomy.ts';
import type { Kind, LabelScore } from '#core/vision-api.ts';

/** How many labels a description holds. */
export const LABELS_KEPT = 20;

/** The `count` most probable labels, best first. */
export function bestLabels(labels: readonly string[], probabilities: Float32Array, count = LABELS_KEPT): LabelScore[] {
  return labels
    .map((label, i) => ({ label, score: probabilities[i] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}

/** The category whose labels are most probable together. */
export function mostProbableCategory(labels: readonly string[], probabilities: Float32Array): number {
  const sums = new Map<number, number>();
  labels.forEach((label, i) => {
    const category = categoryOfLabel(label);
    sums.set(category, (sums.get(category) ?? 0) + (probabilities[i] ?? 0));
  });
  let best: [number, number] = [CATEGORY_OTHER, -1];
  for (const entry of sums) if (entry[1] > best[1]) best = entry;
  return best[0];
}

/** The detector's kind decides where it says something; "product" and no kind leave it to the embedder. */
export function categoryOf(kind: Kind | undefined, labels: readonly string[], probabilities: Float32Array): number {
  return kind === undefined || kind === 'product'
    ? mostProbableCategory(labels, probabilities)
    : CATEGORY_OF_KIND[kind];
}

/** The category's own threshold, or the common one. */
export function matchThresholdOf(category: number, { threshold, thresholdByCategory }: MatchThresholds): number {
  return thresholdByCategory[category] ?? threshold;
}
