/** Which thing the phone is pointed at, and since when it holds still on it. Pure. */
import type { Box } from '#core/boxes.ts';
import type { Size } from '#core/input-size.ts';
import type { Track } from './tracker.ts';

/** Long enough not to search what is only passed by, short enough not to wait. */
const SETTLE_MS = 600;
/** A centre that moves further than this, in parts of the frame's longer side, is not held still. */
const STILL = 0.06;
/** How far the edge of a thing may be from the centre, in the same parts, to be in the centre. */
const REACH = 0.12;
/** Another thing must be this much nearer to the centre to take over: two at the same distance would swap all the time. */
const CLEARLY_NEARER = 0.8;

interface Held {
  readonly id: number;
  readonly since: number;
  /** Centre of the box when it came to rest. */
  readonly x: number;
  readonly y: number;
}

export class Settler {
  #held: Held | null = null;

  /** @returns the track that has been in the centre and still for long enough, or null */
  update(tracks: readonly Track[], frame: Size, now: number): Track | null {
    const nearest = nearestToCentre(tracks, frame, this.#held?.id);
    if (!nearest) {
      this.#held = null;
      return null;
    }
    const { x, y } = centreOf(nearest.box);
    const held = this.#held;
    const limit = STILL * Math.max(frame.width, frame.height);
    if (held?.id !== nearest.id || Math.hypot(x - held.x, y - held.y) > limit) {
      this.#held = { id: nearest.id, since: now, x, y };
      return null;
    }
    return now - held.since >= SETTLE_MS ? nearest : null;
  }
}

/**
 * Of the tracks that reach the middle of the frame, or nearly, the one whose own middle is nearest to it; `present` stays
 * unless another is clearly nearer.
 */
export function nearestToCentre(tracks: readonly Track[], { width, height }: Size, present?: number): Track | null {
  let best: Track | null = null;
  let least = Number.POSITIVE_INFINITY;
  const middle = { x: width / 2, y: height / 2 };
  const reach = REACH * Math.max(width, height);
  for (const track of tracks) {
    if (distanceTo(track.box, middle) > reach) continue;
    const { x, y } = centreOf(track.box);
    const distance = Math.hypot(x - middle.x, y - middle.y) * (track.id === present ? CLEARLY_NEARER : 1);
    if (distance < least) [best, least] = [track, distance];
  }
  return best;
}

/** From a point to the nearest edge of a box; 0 inside it. */
function distanceTo({ x, y, width, height }: Box, point: { x: number; y: number }): number {
  const dx = Math.max(x - point.x, point.x - x - width, 0);
  const dy = Math.max(y - point.y, point.y - y - height, 0);
  return Math.hypot(dx, dy);
}

function centreOf({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
