import type { VolumeDrag } from '../../../ports/volumeViewer';

export type VolumeHand = {
  /** Shares of the area's height. */
  readonly rotate: (right: number, down: number) => void;
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (factor: number) => void;
  readonly shift: (share: number) => void;
  readonly drag: () => VolumeDrag;
  /** While the hand is at it a coarser picture will do. */
  readonly onHeld: (isHeld: boolean) => void;
};

const WHEEL_ZOOM = 1.1;
/** The height of the area doubles the magnification twice. */
const DRAG_ZOOM = 4;

/** Left turns (or moves the preset), middle moves, right and the wheel magnify. @returns How to stop listening. */
export function listenToPointer(element: HTMLElement, hand: VolumeHand): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let held: { readonly button: number; x: number; y: number } | null = null;
  const end = (): void => {
    if (held) hand.onHeld(false);
    held = null;
  };
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener(
    'pointerdown',
    ({ button, pointerId, clientX: x, clientY: y }) => {
      if (held) return;
      held = { button, x, y };
      element.setPointerCapture(pointerId);
      hand.onHeld(true);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    ({ clientX, clientY, shiftKey }) => {
      if (!held) return;
      const [dx, dy] = [clientX - held.x, clientY - held.y];
      [held.x, held.y] = [clientX, clientY];
      const height = Math.max(1, element.clientHeight);
      const isShift = shiftKey || hand.drag() === 'shift';
      if (held.button === 1) hand.pan(dx, dy);
      else if (held.button === 2) hand.zoom(DRAG_ZOOM ** (-dy / height));
      else if (isShift) hand.shift(dy / height);
      else hand.rotate(dx / height, dy / height);
    },
    { signal },
  );
  for (const event of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    element.addEventListener(event, end, { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      hand.zoom(event.deltaY < 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM);
    },
    { signal, passive: false },
  );
  return () => stop.abort();
}
