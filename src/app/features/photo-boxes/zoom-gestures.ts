/**
 * Fingers, mouse and keys to zoom. Listeners of the elements' own, because React's are passive and could not keep the browser
 * from zooming the page instead.
 */
import { type Place, panned, settled, type Zoom, zoomedAt } from './zoom.ts';

/** What gestures do to the photo. Places are parts of the frame. */
export interface ZoomControl {
  readonly current: () => Zoom;
  readonly set: (zoom: Zoom) => void;
  readonly placeOf: (clientX: number, clientY: number) => Place;
  readonly stepIn: () => void;
  readonly stepOut: () => void;
  readonly reset: () => void;
  /** Larger, around a place; or back. */
  readonly toggle: (at: Place) => void;
  /** Moves an element of the photo into sight. */
  readonly reveal: (element: Element) => void;
}

/** CSS pixels a finger may move and still mean to tap. */
const TWITCH = 8;
const DOUBLE_TAP_MS = 300;
/** CSS pixels between the taps of a double tap. */
const DOUBLE_TAP_APART = 40;
/** A wheel's notch is 100 or 120 px of delta: a fifth larger. A trackpad sends many small ones. */
const WHEEL_SPEED = 0.0018;
const LINE_PX = 16;

interface Tap {
  readonly x: number;
  readonly y: number;
  readonly time: number;
}

interface Pinch {
  readonly distance: number;
  readonly centre: Place;
  readonly zoom: Zoom;
}

/** Attribute of the stage while two fingers zoom: a handle that one of them has taken lets go (`use-drag.ts`). */
export const PINCHING = 'data-pinching';

/** Handles and buttons of the stage have a meaning of their own; a box is a part of the photo. */
const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button:not([data-box])') !== null;

/** Two fingers zoom; one moves what is zoomed, and scrolls the page while nothing is; a double tap goes in and back. */
export function watchTouches(stage: HTMLElement, control: ZoomControl, signal: AbortSignal): void {
  let pinch: Pinch | null = null;
  let finger: (Tap & { readonly zoom: Zoom; moved: boolean }) | null = null;
  let lastTap: Tap | null = null;

  const pinchOf = ([a, b]: TouchList): Pinch | null => {
    if (!a || !b) return null;
    const centre = control.placeOf((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
    return { distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), centre, zoom: control.current() };
  };

  const onStart = (event: TouchEvent) => {
    const [touch] = event.touches;
    pinch = event.touches.length === 2 ? pinchOf(event.touches) : null;
    finger = null;
    if (pinch) stage.setAttribute(PINCHING, '');
    if (pinch) event.preventDefault();
    else if (touch && event.touches.length === 1 && !isControl(touch.target))
      finger = { x: touch.clientX, y: touch.clientY, time: event.timeStamp, zoom: control.current(), moved: false };
  };

  const onMove = (event: TouchEvent) => {
    const now = pinch && pinchOf(event.touches);
    if (pinch && now) {
      event.preventDefault();
      control.set(zoomedAt(pinch.zoom, (pinch.zoom.scale * now.distance) / pinch.distance, pinch.centre, now.centre));
      return;
    }
    const [touch] = event.touches;
    if (!finger || !touch) return;
    finger.moved ||= Math.hypot(touch.clientX - finger.x, touch.clientY - finger.y) > TWITCH;
    if (!finger.moved || finger.zoom.scale === 1) return;
    event.preventDefault();
    const [from, to] = [control.placeOf(finger.x, finger.y), control.placeOf(touch.clientX, touch.clientY)];
    control.set(panned(finger.zoom, to.x - from.x, to.y - from.y));
  };

  const onEnd = (event: TouchEvent) => {
    if (pinch) control.set(settled(control.current()));
    if (event.touches.length === 0) stage.removeAttribute(PINCHING);
    pinch = null;
    const tap = finger && !finger.moved ? finger : null;
    finger = null;
    if (!tap) return;
    if (!isSecond(lastTap, tap)) {
      lastTap = tap;
      return;
    }
    lastTap = null;
    event.preventDefault(); // neither a click nor the browser's own double tap
    control.toggle(control.placeOf(tap.x, tap.y));
  };

  const onCancel = () => {
    stage.removeAttribute(PINCHING);
    pinch = finger = null;
  };

  stage.addEventListener('touchstart', onStart, { passive: false, signal });
  stage.addEventListener('touchmove', onMove, { passive: false, signal });
  stage.addEventListener('touchend', onEnd, { passive: false, signal });
  stage.addEventListener('touchcancel', onCancel, { signal });
}

function isSecond(first: Tap | null, tap: Tap): boolean {
  if (!first || tap.time - first.time > DOUBLE_TAP_MS) return false;
  return Math.hypot(tap.x - first.x, tap.y - first.y) < DOUBLE_TAP_APART;
}

/** The wheel zooms with Ctrl (as a trackpad's pinch sends it) and moves what is zoomed; a double click goes in and back. */
export function watchMouse(stage: HTMLElement, control: ZoomControl, signal: AbortSignal): void {
  const onWheel = (event: WheelEvent) => {
    const zoom = control.current();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (!event.ctrlKey && zoom.scale === 1) return;
    event.preventDefault();
    if (event.ctrlKey) {
      const next = zoomedAt(
        zoom,
        zoom.scale * Math.exp(-dy * WHEEL_SPEED),
        control.placeOf(event.clientX, event.clientY),
      );
      control.set(dy > 0 ? settled(next) : next); // a trackpad grows in small steps
      return;
    }
    const [from, to] = [control.placeOf(0, 0), control.placeOf(-dx, -dy)];
    control.set(panned(zoom, to.x - from.x, to.y - from.y));
  };
  stage.addEventListener('wheel', onWheel, { passive: false, signal });
  const onDoubleClick = ({ target, clientX, clientY }: MouseEvent) => {
    if (!isControl(target)) control.toggle(control.placeOf(clientX, clientY));
  };
  stage.addEventListener('dblclick', onDoubleClick, { signal });
}

/** + and − zoom, 0 goes back; not while something is typed or a dialog is open. */
export function watchKeys({ stepIn, stepOut, reset }: ZoomControl, signal: AbortSignal): void {
  const actions: Readonly<Record<string, () => void>> = { '+': stepIn, '=': stepIn, '-': stepOut, '0': reset };
  const onKey = (event: KeyboardEvent) => {
    const act = actions[event.key];
    const elsewhere = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (!act || elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', onKey, { signal });
}
