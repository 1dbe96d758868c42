/** How often the live camera looks: as often as this device can and still be cool and answer taps. Pure. */

/** More a second is wasted: outlines glide in between. */
const MOST_PER_SECOND = 10;
/** Rest after a look, as a share of the look: a third of the time the worker and its cores are free. */
const IDLE_SHARE = 0.5;
/** On the slowest device a look may take seconds; what moved since is looked at without a longer wait. */
const LONGEST_REST_MS = 1_000;
/** Share of the newest look in the average: one slow look, while the phone did something else, changes little. */
const NEWEST_SHARE = 0.3;

/** Average milliseconds of a look. */
export function averageLook(before: number | null, lookMs: number): number {
  return before === null ? lookMs : before + NEWEST_SHARE * (lookMs - before);
}

/**
 * Milliseconds to wait after a look.
 * @param lookMs what the look took
 * @param averageMs what looks take lately
 */
export function restAfter(lookMs: number, averageMs: number): number {
  const untilNext = 1000 / MOST_PER_SECOND - lookMs;
  return Math.min(LONGEST_REST_MS, Math.max(untilNext, IDLE_SHARE * averageMs));
}
