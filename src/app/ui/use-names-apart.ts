import { type RefObject, useEffect, useLayoutEffect } from 'react';

/** The places of a name, the better one first; `Outline.module.css` says where they are. */
const PLACES = ['first', 'second'] as const;
/** A name that is not there yet needs this much room around it, in CSS pixels: things that move a little must not make it flicker. */
const MARGIN = 4;

type Rect = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/**
 * Keeps the names of outlines from lying on one another, on a dot or outside of the frame; `keepApart` says how. Call it where
 * the outlines are drawn: it looks again after every rendering.
 */
export function useNamesApart(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (frame.current) keepApart(frame.current);
  });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(() => keepApart(element));
    watch.observe(element);
    return () => watch.disconnect();
  }, [frame]);
}

/** Gives every name, by rank, the first place that is free; one without is hidden, but never the chosen one's. */
export function keepApart(frame: HTMLElement): void {
  const { top, bottom } = frame.getBoundingClientRect();
  const taken: Rect[] = [...frame.querySelectorAll('[data-dot]')].map((dot) => dot.getBoundingClientRect());
  const rank = (name: HTMLElement) => Number(name.dataset.name);
  const names = [...frame.querySelectorAll<HTMLElement>('[data-name]')].sort((a, b) => rank(a) - rank(b));
  for (const name of names) {
    const before = name.dataset.place;
    const isFree = (place: string) => {
      name.dataset.place = place;
      const rect = name.getBoundingClientRect();
      const margin = place === before ? 0 : MARGIN;
      return rect.top >= top && rect.bottom <= bottom && !taken.some((other) => overlap(rect, other, margin));
    };
    const place = PLACES.find(isFree) ?? (rank(name) === 0 ? 'first' : 'none');
    name.dataset.place = place;
    if (place !== 'none') taken.push(name.getBoundingClientRect());
  }
}

function overlap(a: Rect, b: Rect, margin: number): boolean {
  return (
    a.left < b.right + margin && b.left < a.right + margin && a.top < b.bottom + margin && b.top < a.bottom + margin
  );
}
