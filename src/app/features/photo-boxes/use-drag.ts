import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { PINCHING } from './zoom-gestures.ts';

/** Part of the photo's displayed size that an arrow key moves by; with Shift a quarter of it. */
const STEP = 0.02;
const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface Drag {
  /** So far, as parts of the photo's width and height. */
  readonly onMove: (x: number, y: number) => void;
  /** The finger is lifted or the key released: what is shown counts. */
  readonly onEnd: () => void;
  /** It was not meant: all stays as it was. */
  readonly onDrop: () => void;
}

/** CSS pixels a finger may move and still mean to tap. */
const TWITCH = 4;

/** A handle may lie over the box of another item: a tap is meant for that. */
function boxBelow(x: number, y: number): HTMLElement | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const box = element.closest<HTMLElement>('[data-box]');
    if (box) return box;
  }
  return null;
}

/** Props of a handle that moves with a finger, a mouse or the arrow keys, within the photo's frame. */
export function useDrag({ onMove, onEnd, onDrop }: Drag) {
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const isMoved = useRef(false);
  const byKey = useRef<[number, number] | null>(null);
  const sizeOf = (element: Element) => (element.closest('[data-frame]') ?? element).getBoundingClientRect();
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (!event.isPrimary || event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY };
      isMoved.current = false;
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!from.current) return;
      if (event.currentTarget.closest(`[${PINCHING}]`)) {
        from.current = null;
        onDrop();
        return;
      }
      isMoved.current ||= Math.hypot(event.clientX - from.current.x, event.clientY - from.current.y) > TWITCH;
      if (!isMoved.current) return;
      const { width, height } = sizeOf(event.currentTarget);
      onMove((event.clientX - from.current.x) / width, (event.clientY - from.current.y) / height);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (!from.current) return;
      from.current = null;
      if (event.currentTarget.closest(`[${PINCHING}]`)) onDrop();
      else if (isMoved.current) onEnd();
      else boxBelow(event.clientX, event.clientY)?.click();
    },
    onPointerCancel() {
      if (!from.current) return;
      from.current = null;
      onEnd();
    },
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const direction = DIRECTIONS[event.key];
      if (!direction) return;
      event.preventDefault();
      const step = event.shiftKey ? STEP / 4 : STEP;
      const [x, y] = byKey.current ?? [0, 0];
      byKey.current = [x + direction[0] * step, y + direction[1] * step];
      onMove(...byKey.current);
    },
    onKeyUp() {
      if (!byKey.current) return;
      byKey.current = null;
      onEnd();
    },
  };
}
