import type { PixelPoint } from '../../../shared/domain/imaging/vector';

/** One notch of a mouse wheel in CSS pixels, as Chromium reports it; touch pads send many small amounts instead. */
const NOTCH = 100;
const LINE = 33;
/** Magnification of one notch. */
const ZOOM_PER_NOTCH = 1.2;

export type WheelPorts = {
  readonly onSteps: (steps: number) => void;
  /** With Ctrl held, and for spread fingers on a touch pad. */
  readonly onZoom: (factor: number, at: PixelPoint) => void;
};

/** Turns wheel movement over an element into whole picture steps and keeps the page from scrolling. */
export class WheelSteps {
  readonly #element: HTMLElement;
  readonly #ports: WheelPorts;
  #rest = 0;

  constructor(element: HTMLElement, ports: WheelPorts) {
    this.#element = element;
    this.#ports = ports;
    element.addEventListener('wheel', this.#turn, { passive: false });
  }

  dispose(): void {
    this.#element.removeEventListener('wheel', this.#turn);
  }

  readonly #turn = (event: WheelEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const pixels =
      event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
    if (event.ctrlKey) {
      const { left, top } = this.#element.getBoundingClientRect();
      const at: PixelPoint = [event.clientX - left, event.clientY - top];
      this.#ports.onZoom(ZOOM_PER_NOTCH ** (-pixels / NOTCH), at);
      return;
    }
    if (Math.sign(pixels) !== Math.sign(this.#rest)) this.#rest = 0;
    this.#rest += pixels / NOTCH;
    // A mouse's notch is a step at once, however small the system makes it.
    const steps =
      Math.abs(pixels) >= NOTCH / 2
        ? Math.sign(pixels) * Math.max(1, Math.round(Math.abs(this.#rest)))
        : Math.trunc(this.#rest);
    if (steps === 0) return;
    this.#rest = 0;
    this.#ports.onSteps(steps);
  };
}
