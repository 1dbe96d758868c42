/**
 * Boxes of successive frames made into things that stay: after SORT (Bewley et al., "Simple Online and Realtime Tracking",
 * ICIP 2016), with greedy matching for the Hungarian method and a smoothed velocity for the Kalman filter; a dozen boxes
 * at a few frames a second need no more. Pure.
 */
import { type Box, iou } from '#core/boxes.ts';
import { CATEGORY_OF_KIND } from '#core/taxonomy.ts';
import type { DetectedItem, Kind } from '#core/vision-api.ts';

/** One thing followed through the frames. Boxes are in pixels of the frame. */
export interface Track {
  readonly id: number;
  /** What the detector calls it most, not what it called it last. */
  readonly kind: Kind;
  /** Smoothed: what is drawn. */
  readonly box: Box;
  /** Of the last frame that had it: what is described. */
  readonly seen: Box;
  /** Frames in a row without it; 0: it is in the last one. */
  readonly missed: number;
}

interface Followed extends Track {
  readonly hits: number;
  /** Movement of the centre from frame to frame, smoothed. */
  readonly velocity: { readonly x: number; readonly y: number };
  readonly votes: Readonly<Partial<Record<Kind, number>>>;
}

/** SORT's bound: a detection that overlaps less is another thing. */
const LEAST_IOU = 0.3;
/** Of two detections that overlap alike, the one that keeps its name. */
const SAME_KIND_BONUS = 0.3;
/** A thing is believed after this many frames: a false alarm lasts one. */
const SHOWN_AFTER = 2;
/** Frames a believed thing may be missing, a hand in front of it or a blur, before it is gone. */
const MISSES_ALLOWED = 3;
/** How much of the way to a new detection a box goes: little while the phone is still, most of it when it moves. */
const SLOWEST = 0.35;
const FASTEST = 0.9;
/** Votes fade, so that a name can be corrected. */
const VOTE_FADE = 0.8;
const VELOCITY_SHARE = 0.5;

export class Tracker {
  #followed: readonly Followed[] = [];
  #lastId = 0;

  /** Takes the detections of the next frame. @returns the things to show, oldest first */
  update(items: readonly DetectedItem[]): readonly Track[] {
    const pairs = matched(this.#followed, items);
    const taken = new Set(pairs.values());
    const kept = this.#followed.flatMap((track) => {
      const item = pairs.get(track);
      if (item) return [hit(track, item)];
      return track.hits >= SHOWN_AFTER && track.missed < MISSES_ALLOWED ? [missed(track)] : [];
    });
    const fresh = items.filter((item) => !taken.has(item)).map((item) => this.#begin(item));
    this.#followed = [...kept, ...fresh];
    return this.#followed.filter(({ hits }) => hits >= SHOWN_AFTER);
  }

  #begin({ box, kind, score }: DetectedItem): Followed {
    this.#lastId += 1;
    const velocity = { x: 0, y: 0 };
    return { id: this.#lastId, kind, box, seen: box, missed: 0, hits: 1, velocity, votes: { [kind]: score } };
  }
}

/** Greedy: the pair that fits best first, each track and each detection once. */
function matched(tracks: readonly Followed[], items: readonly DetectedItem[]): Map<Followed, DetectedItem> {
  const candidates = tracks
    .flatMap((track) => items.map((item) => ({ track, item, fit: fitOf(track, item) })))
    .filter(({ fit }) => fit >= LEAST_IOU)
    .sort((a, b) => b.fit - a.fit);
  const pairs = new Map<Followed, DetectedItem>();
  const taken = new Set<DetectedItem>();
  for (const { track, item } of candidates) {
    if (pairs.has(track) || taken.has(item)) continue;
    pairs.set(track, item);
    taken.add(item);
  }
  return pairs;
}

/** Overlap where the thing is or where it was going; 0 for things that have nothing in common. */
function fitOf(track: Followed, { box, kind, category }: DetectedItem): number {
  if (CATEGORY_OF_KIND[track.kind] !== category) return 0;
  const frames = track.missed + 1;
  const ahead = {
    ...track.box,
    x: track.box.x + track.velocity.x * frames,
    y: track.box.y + track.velocity.y * frames,
  };
  const overlap = Math.max(iou(track.box, box), iou(ahead, box));
  return overlap < LEAST_IOU ? 0 : overlap + (track.kind === kind ? SAME_KIND_BONUS : 0);
}

function hit(track: Followed, { box: seen, kind, score }: DetectedItem): Followed {
  const box = smoothed(track.box, seen);
  const votes = { ...fadedVotes(track.votes), [kind]: (track.votes[kind] ?? 0) * VOTE_FADE + score };
  const step = (from: number, to: number, before: number) =>
    before + VELOCITY_SHARE * ((to - from) / (track.missed + 1) - before);
  return {
    ...track,
    kind: winner(votes, track.kind),
    box,
    seen,
    missed: 0,
    hits: track.hits + 1,
    velocity: {
      x: step(centre(track.seen).x, centre(seen).x, track.velocity.x),
      y: step(centre(track.seen).y, centre(seen).y, track.velocity.y),
    },
    votes,
  };
}

function missed(track: Followed): Followed {
  return { ...track, missed: track.missed + 1 };
}

/** Exponential smoothing whose share grows with the distance, so that stillness is still and movement does not lag. */
function smoothed(from: Box, to: Box): Box {
  const share = Math.min(FASTEST, Math.max(SLOWEST, 1 - iou(from, to)));
  const mix = (a: number, b: number) => a + share * (b - a);
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}

function fadedVotes(votes: Followed['votes']): Followed['votes'] {
  return Object.fromEntries(Object.entries(votes).map(([kind, vote]) => [kind, vote * VOTE_FADE]));
}

/** The kind with most votes; the present one where they tie. */
function winner(votes: Followed['votes'], present: Kind): Kind {
  let best = present;
  for (const [kind, vote] of Object.entries(votes) as [Kind, number][]) if (vote > (votes[best] ?? 0)) best = kind;
  return best;
}

function centre({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
