import type { Wanted } from '#app/flow.ts';
import type { Size } from '#core/input-size.ts';
import type { Track } from './tracker.ts';

/** One thing in a frame of the live picture. */
export interface Aim {
  readonly track: Track;
  /** Pixels that its box is in. */
  readonly frame: Size;
}

/** The same thing in the full picture of the same moment. */
export function inPhoto({ track: { box, kind }, frame }: Aim, photo: Size): Wanted {
  const scaleX = photo.width / frame.width;
  const scaleY = photo.height / frame.height;
  const scaled = { x: box.x * scaleX, y: box.y * scaleY, width: box.width * scaleX, height: box.height * scaleY };
  return { box: scaled, kind };
}
