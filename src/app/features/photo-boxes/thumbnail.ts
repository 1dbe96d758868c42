import type { PhotoView } from '#app/flow.ts';
import type { Box } from '#core/boxes.ts';

/** Side of a thumbnail in CSS pixels. */
export const THUMBNAIL = 48;

/** Size and place of the photo behind a square window, so that the window shows all of the box. */
export function thumbnail(box: Box | null, photo: PhotoView) {
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: photo.width, height: photo.height };
  // The whole photo fills the window; an item is shown with what surrounds it, never cut.
  const scale = THUMBNAIL / (box ? Math.max(width, height) : Math.min(width, height));
  return {
    width: photo.width * scale,
    height: photo.height * scale,
    left: THUMBNAIL / 2 - (x + width / 2) * scale,
    top: THUMBNAIL / 2 - (y + height / 2) * scale,
  };
}
