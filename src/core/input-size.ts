/** Which of a model's input sizes a picture is fitted into. */

/** Width and height in whole pixels, at least one each. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size in which a picture of `width` × `height` pixels is scaled largest when letterboxed; the first of equals.
 * @param sizes at least one
 */
export function chooseSize(sizes: readonly Size[], { width, height }: Size): Size {
  const scaleIn = (size: Size) => Math.min(size.width / width, size.height / height);
  return sizes.reduce((best, size) => (scaleIn(size) > scaleIn(best) ? size : best));
}
