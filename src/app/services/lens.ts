/** What a camera's lens can do beside looking: torch and zoom (W3C MediaStream Image Capture). Not every device has them. */

/** The part that TypeScript's DOM library does not know. */
interface LensCapabilities {
  readonly torch?: boolean;
  readonly zoom?: { readonly min: number; readonly max: number; readonly step?: number };
}

interface LensSettings {
  readonly torch?: boolean;
  readonly zoom?: number;
}

/** Finest step of the slider where a device names none, as a part of its range. */
const STEP_PARTS = 100;

export interface ZoomRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export interface LensState {
  /** Null: there is no torch. */
  readonly torch: boolean | null;
  /** Null: there is no zoom. In units of the device; `zoomFactor` makes a magnification of it. */
  readonly zoom: number | null;
  readonly range: ZoomRange | null;
}

export const NO_LENS: LensState = { torch: null, zoom: null, range: null };

/** What the lens of a track that already plays can do, and how it is set. */
export function lensOf(track: MediaStreamTrack): LensState {
  const { torch, zoom } = (track.getCapabilities?.() ?? {}) as LensCapabilities;
  const settings = track.getSettings() as LensSettings;
  const range = zoom && zoom.max > zoom.min ? zoomRange(zoom) : null;
  return {
    torch: torch ? (settings.torch ?? false) : null,
    zoom: range ? (settings.zoom ?? range.min) : null,
    range,
  };
}

function zoomRange({ min, max, step }: NonNullable<LensCapabilities['zoom']>): ZoomRange {
  return { min, max, step: step && step > 0 ? step : (max - min) / STEP_PARTS };
}

/** Magnification against the widest view, for people: some devices count in percent. */
export function zoomFactor(zoom: number, { min }: ZoomRange): string {
  return (min > 0 ? zoom / min : zoom).toFixed(1);
}

/** @returns whether the device did it; what it said it can do it may still refuse */
export async function setLens(track: MediaStreamTrack, wanted: LensSettings): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wanted as MediaTrackConstraintSet] });
    return true;
  } catch {
    return false;
  }
}

/** Sets values one after the other; while one is being set, of those that follow only the last counts. */
export function latestOnly<T>(set: (value: T) => Promise<void>): (value: T) => void {
  let next: { value: T } | null = null;
  let busy = false;
  return async (value) => {
    next = { value };
    if (busy) return;
    busy = true;
    try {
      while (next) {
        const now: { value: T } = next;
        next = null;
        await set(now.value);
      }
    } finally {
      busy = false;
    }
  };
}
