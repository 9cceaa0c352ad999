import type { Point } from '../../../shared/domain/slide/view';

export type Gestures = {
  readonly onPan: (by: Point) => void;
  readonly onZoom: (factor: number, anchor: Point) => void;
  /** A drag has ended, a wheel has come to rest. */
  readonly onRest: () => void;
  readonly mayPan: () => boolean;
};

const ZOOM_PER_PIXEL = 0.0022;
/** One line of a wheel that counts in lines. */
const LINE_PIXELS = 36;
const LARGEST_STEP = 400;

/** Mouse, pen and fingers on the slide: drag moves, wheel and pinch zoom at the pointer, double click zooms in. */
export function listenToPointer(element: HTMLElement, gestures: Gestures): () => void {
  const fingers = new Map<number, Point>();
  const at = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const down = (event: PointerEvent): void => {
    const isPanButton = event.button === 1 || (event.button === 0 && gestures.mayPan());
    if (event.pointerType === 'mouse' && !isPanButton) return;
    if (event.button === 1) event.preventDefault(); // the middle button would start the browser's own scrolling
    if (!gestures.mayPan() && event.button !== 1) return;
    fingers.set(event.pointerId, at(event));
    element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    fingers.set(event.pointerId, now);
    const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (!other) {
      gestures.onPan({ x: now.x - before.x, y: now.y - before.y });
      return;
    }
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const spread = distance(now, other) / Math.max(1, distance(before, other));
    gestures.onPan({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
    gestures.onZoom(spread, middle);
  };
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size === 0) gestures.onRest();
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1);
    // a pinch on a touch pad arrives as a wheel with Ctrl and small steps
    const step = Math.max(
      -LARGEST_STEP,
      Math.min(LARGEST_STEP, event.ctrlKey ? pixels * 4 : pixels),
    );
    gestures.onZoom(Math.exp(-step * ZOOM_PER_PIXEL), at(event));
  };
  const twice = (event: MouseEvent): void => {
    if (gestures.mayPan()) gestures.onZoom(event.shiftKey ? 0.5 : 2, at(event));
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('dblclick', twice);
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('dblclick', twice);
  };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
