import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FITTED, type Place, revealing, type Zoom, zoomedAt } from './zoom.ts';
import { watchKeys, watchMouse, watchTouches, type ZoomControl } from './zoom-gestures.ts';

/** Of a button or key, and of a double tap. */
const STEP = 1.5;
const TAPPED_SCALE = 2.5;
const CENTRE: Place = { x: 0.5, y: 0.5 };

/**
 * Zoom by two fingers, double tap, mouse wheel and keys.
 * @param stage hears the gestures · @param frame what the photo fills when it is not zoomed
 */
export function useZoom(stage: RefObject<HTMLElement | null>, frame: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(FITTED);
  const latest = useRef(FITTED); // gestures come faster than renderings
  const set = useCallback((next: Zoom) => {
    latest.current = next;
    setZoom(next);
  }, []);
  const control = useMemo((): ZoomControl => {
    const current = () => latest.current;
    const place = (clientX: number, clientY: number): Place => {
      const rect = frame.current?.getBoundingClientRect();
      return rect ? { x: (clientX - rect.left) / rect.width, y: (clientY - rect.top) / rect.height } : CENTRE;
    };
    return {
      current,
      set,
      placeOf: place,
      stepIn: () => set(zoomedAt(current(), current().scale * STEP, CENTRE)),
      stepOut: () => set(zoomedAt(current(), current().scale / STEP, CENTRE)),
      reset: () => set(FITTED),
      toggle: (at) => set(current().scale > 1 ? FITTED : zoomedAt(current(), TAPPED_SCALE, at)),
      reveal(element) {
        if (current().scale === 1) return;
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const [from, to] = [place(left, top), place(right, bottom)];
        set(revealing(current(), { ...from, width: to.x - from.x, height: to.y - from.y }));
      },
    };
  }, [frame, set]);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const stop = new AbortController();
    watchTouches(element, control, stop.signal);
    watchMouse(element, control, stop.signal);
    watchKeys(control, stop.signal);
    return () => stop.abort();
  }, [stage, control]);
  return { zoom, control };
}
