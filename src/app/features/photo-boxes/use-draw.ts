import { type PointerEvent, useRef } from 'react';
import type { PhotoView } from '#app/flow.ts';
import type { Box } from '#core/boxes.ts';
import { between } from './area.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Props of the photo on which a mouse or a pen draws a new area. A finger does not: it scrolls the page, and has the
 * button "Mark an area".
 * @param onPreview the area so far; null: none (any more)
 */
export function useDraw(photo: PhotoView | null, onPreview: (box: Box | null) => void, onDrawn: (box: Box) => void) {
  const from = useRef<Point | null>(null);

  function areaTo(event: PointerEvent<HTMLElement>): Box | null {
    return from.current && photo ? between(from.current, pointOf(event, photo), photo) : null;
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (!photo || event.pointerType === 'touch' || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = pointOf(event, photo);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (from.current) onPreview(areaTo(event));
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const area = areaTo(event);
      from.current = null;
      onPreview(null);
      if (area) onDrawn(area);
    },
    onPointerCancel() {
      from.current = null;
      onPreview(null);
    },
  };
}

/** Where in the photo, in its pixels. */
function pointOf(event: PointerEvent<HTMLElement>, photo: PhotoView): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return {
    x: ((event.clientX - left) / width) * photo.width,
    y: ((event.clientY - top) / height) * photo.height,
  };
}
