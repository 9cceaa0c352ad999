import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

export type PointerButton = 'left' | 'middle' | 'right';

/** A button or finger that went down, in CSS pixels of the picture area. */
export type Press = {
  readonly at: PixelPoint;
  readonly button: PointerButton;
  readonly shift: boolean;
};

/** What a press leads to until it is let go. */
export type Gesture = {
  readonly move: (at: PixelPoint) => void;
  readonly end: (at: PixelPoint) => void;
  readonly cancel: () => void;
};

export type PointerPorts = {
  /** `null`: nothing follows from it. */
  readonly press: (press: Press) => Gesture | null;
  /** The pointer without a button; `null` when it left. */
  readonly hover: (at: PixelPoint | null) => void;
  readonly doubleClick: (at: PixelPoint) => void;
  /** Two fingers: how far their middle went and by how much they spread since the last call. */
  readonly pinch: (middle: PixelPoint, moved: PixelPoint, factor: number) => void;
};

const BUTTONS: readonly PointerButton[] = ['left', 'middle', 'right'];

/** Mouse, pen and fingers over one picture area, as presses and what follows from them. */
export class PointerDesk {
  readonly #element: HTMLElement;
  readonly #ports: PointerPorts;
  readonly #down = new Map<number, PixelPoint>();
  readonly #unlisten: (() => void)[] = [];
  #gesture: { readonly pointerId: number; readonly gesture: Gesture } | null = null;

  constructor(element: HTMLElement, ports: PointerPorts) {
    this.#element = element;
    this.#ports = ports;
    element.style.touchAction = 'none';
    this.#listen('pointerdown', (event) => this.#pressed(event));
    // a press must not move the focus by itself: it would take it from the field the press has opened
    this.#listen('mousedown', (event) => event.preventDefault());
    this.#listen('pointermove', (event) => this.#moved(event));
    this.#listen('pointerup', (event) => this.#released(event));
    this.#listen('pointercancel', (event) => this.#lost(event));
    this.#listen('pointerleave', () => {
      if (!this.#gesture) ports.hover(null);
    });
    this.#listen('dblclick', (event) => ports.doubleClick(this.#at(event)));
    this.#listen('contextmenu', (event) => event.preventDefault());
  }

  dispose(): void {
    this.#end((gesture) => gesture.cancel());
    for (const unlisten of this.#unlisten) unlisten();
  }

  #pressed(event: PointerEvent): void {
    const at = this.#at(event);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.#down.set(event.pointerId, at);
    this.#element.setPointerCapture(event.pointerId);
    if (this.#down.size > 1) {
      this.#end((gesture) => gesture.cancel());
      return;
    }
    const button = BUTTONS[event.button];
    if (!button) return;
    const gesture = this.#ports.press({ at, button, shift: event.shiftKey });
    this.#gesture = gesture && { pointerId: event.pointerId, gesture };
  }

  #moved(event: PointerEvent): void {
    const at = this.#at(event);
    if (this.#down.size === 2 && this.#down.has(event.pointerId)) {
      this.#pinched(event.pointerId, at);
      return;
    }
    if (this.#gesture?.pointerId === event.pointerId) this.#gesture.gesture.move(at);
    else if (this.#down.size === 0) this.#ports.hover(at);
  }

  #pinched(pointerId: number, at: PixelPoint): void {
    const before = [...this.#down.values()];
    this.#down.set(pointerId, at);
    const after = [...this.#down.values()];
    const [a, b, c, d] = [before[0], before[1], after[0], after[1]];
    if (!a || !b || !c || !d) return;
    const middle = (p: PixelPoint, q: PixelPoint): PixelPoint => [
      (p[0] + q[0]) / 2,
      (p[1] + q[1]) / 2,
    ];
    const spread = (p: PixelPoint, q: PixelPoint) => Math.hypot(p[0] - q[0], p[1] - q[1]);
    const [from, to] = [middle(a, b), middle(c, d)];
    const factor = spread(c, d) / Math.max(1, spread(a, b));
    this.#ports.pinch(to, [to[0] - from[0], to[1] - from[1]], factor);
  }

  #released(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    if (this.#gesture?.pointerId !== event.pointerId) return;
    const at = this.#at(event);
    this.#end((gesture) => gesture.end(at));
  }

  #lost(event: PointerEvent): void {
    this.#down.delete(event.pointerId);
    if (this.#gesture?.pointerId === event.pointerId) this.#end((gesture) => gesture.cancel());
  }

  #end(how: (gesture: Gesture) => void): void {
    const current = this.#gesture;
    this.#gesture = null;
    if (current) how(current.gesture);
  }

  #at(event: MouseEvent): PixelPoint {
    const { left, top } = this.#element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  #listen<E extends keyof HTMLElementEventMap>(
    type: E,
    listener: (event: HTMLElementEventMap[E]) => void,
  ): void {
    this.#element.addEventListener(type, listener as EventListener);
    this.#unlisten.push(() => this.#element.removeEventListener(type, listener as EventListener));
  }
}
