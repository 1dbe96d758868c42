/** Tells from tiny grey pictures whether anybody still points the camera at something. Pure. */

/** Mean difference of a pixel (0–255) that counts as motion: above the noise of a sensor, below a hand's tremor. */
const MOTION = 3;

/** Mean absolute difference of two grey pictures of the same size, 0–255. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return a.length === 0 ? 0 : sum / a.length;
}

/** Luma (ITU-R BT.601) of RGBA pixels. */
export function greyOf(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let i = 0, p = 0; i < grey.length; i++, p += 4)
    grey[i] = 0.299 * (rgba[p] as number) + 0.587 * (rgba[p + 1] as number) + 0.114 * (rgba[p + 2] as number);
  return grey;
}

export class MotionWatch {
  #reference: Uint8Array | null = null;
  #movedAt = 0;

  /**
   * Compares with the picture of the last motion, not with the one before: a slow pan is motion, too.
   * @returns milliseconds since something moved
   */
  stillFor(grey: Uint8Array, now: number): number {
    if (!this.#reference || meanDifference(this.#reference, grey) > MOTION) {
      this.#reference = grey;
      this.#movedAt = now;
    }
    return now - this.#movedAt;
  }
}
