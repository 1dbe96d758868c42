/** From the detector's numbers to items in pixels of the picture. */
import { type Box, nms, type ScoredBox, votedBox } from '#core/boxes.ts';
import { type Fit, fromModelPixels } from '#core/image.ts';
import type { DetectorManifest } from '#core/manifest.ts';

/** Items that a listing has at most. */
const LISTED_MOST = 100;

function cornersToBox(corners: Float32Array, at: number): Box {
  const x = corners[at] as number;
  const y = corners[at + 1] as number;
  return { x, y, width: (corners[at + 2] as number) - x, height: (corners[at + 3] as number) - y };
}

/** Thresholds that list everything from one score on, weak guesses too, instead of what is worth showing a shopper. */
export function listingFrom(
  minScore: number,
  { nmsIou, voteIou, votesFrom }: DetectorManifest['thresholds'],
): DetectorManifest['thresholds'] {
  return { score: minScore, scoreByClass: {}, nmsIou, voteIou, votesFrom, maxItems: LISTED_MOST };
}

/**
 * Every class of every candidate that reaches its threshold, thinned by class-wise NMS, placed by box voting, best first.
 * @param boxes [N, 4] xyxy in pixels of the model input; N depends on its size
 * @param scores [N, classes] probabilities
 * @returns boxes in pixels of the letterboxed picture; they may leave it
 */
export function pickItems(
  boxes: Float32Array,
  scores: Float32Array,
  fit: Fit,
  { classes, thresholds }: Pick<DetectorManifest, 'classes' | 'thresholds'>,
): ScoredBox[] {
  const least = classes.map((kind) => thresholds.scoreByClass[kind] ?? thresholds.score);
  const votesFrom = least.map((score) => Math.min(thresholds.votesFrom, score));
  const lowest = Math.min(...votesFrom);
  const voters: ScoredBox[] = [];
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number;
    if (!(score >= lowest)) continue; // nearly all
    const classIndex = at % classes.length;
    if (score < (votesFrom[classIndex] as number)) continue;
    voters.push({ box: cornersToBox(boxes, 4 * ((at - classIndex) / classes.length)), classIndex, score });
  }
  const candidates = voters.filter(({ classIndex, score }) => score >= (least[classIndex] as number));
  return nms(candidates, thresholds.nmsIou, thresholds.maxItems).map((item) => {
    const { x, y, width, height } = votedBox(item, voters, thresholds.voteIou);
    return { ...item, box: fromModelPixels(x, y, x + width, y + height, fit) };
  });
}
