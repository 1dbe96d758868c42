/** How a photo is looked at, as numbers: no elements, no events. */

/** The photo in its frame. At scale 1 it fills the frame; larger, it covers it and can be moved. */
export interface Zoom {
  /** 1 to `SCALE_MOST`. */
  readonly scale: number;
  /** Left edge of the photo as a part of the frame's width: 1 − scale to 0. */
  readonly x: number;
  /** Top edge, of its height. */
  readonly y: number;
}

/** Parts of a width and a height, 0–1 inside. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Place {
  readonly width: number;
  readonly height: number;
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
/** A photo of 12 MP then shows its own pixels on a phone. */
export const SCALE_MOST = 6;
/** Nearer to 1 than this is meant as 1. */
const NEARLY_FITTED = 1.05;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

function covering(scale: number, x: number, y: number): Zoom {
  return { scale, x: clamp(x, 1 - scale, 0), y: clamp(y, 1 - scale, 0) };
}

/** Another scale; what lies at a place of the frame goes to another, or stays there. */
export function zoomedAt(zoom: Zoom, scale: number, from: Place, to: Place = from): Zoom {
  const next = clamp(scale, 1, SCALE_MOST);
  const factor = next / zoom.scale;
  return covering(next, to.x - (from.x - zoom.x) * factor, to.y - (from.y - zoom.y) * factor);
}

/** Moved by parts of the frame. */
export function panned(zoom: Zoom, dx: number, dy: number): Zoom {
  return covering(zoom.scale, zoom.x + dx, zoom.y + dy);
}

/** After the fingers are lifted: hardly larger than the frame is as large as the frame. */
export function settled(zoom: Zoom): Zoom {
  return zoom.scale < NEARLY_FITTED ? FITTED : zoom;
}

/** Moved as little as it takes to see an area of the frame; of one that is too large, its middle. */
export function revealing(zoom: Zoom, area: Area): Zoom {
  return panned(zoom, shift(area.x, area.width), shift(area.y, area.height));
}

function shift(start: number, length: number): number {
  if (length > 1) return 0.5 - (start + length / 2);
  return clamp(start, 0, 1 - length) - start;
}
