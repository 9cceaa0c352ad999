/** One notch of a mouse wheel in CSS pixels, as Chromium reports it; touch pads send many small amounts instead. */
const NOTCH = 100;
const LINE = 33;

/** Turns wheel movement over an element into whole picture steps and keeps the page from scrolling. */
export class WheelSteps {
  readonly #element: HTMLElement;
  readonly #onSteps: (steps: number) => void;
  #rest = 0;

  constructor(element: HTMLElement, onSteps: (steps: number) => void) {
    this.#element = element;
    this.#onSteps = onSteps;
    element.addEventListener('wheel', this.#turn, { passive: false });
  }

  dispose(): void {
    this.#element.removeEventListener('wheel', this.#turn);
  }

  readonly #turn = (event: WheelEvent): void => {
    if (event.ctrlKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pixels =
      event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE;
    if (Math.sign(pixels) !== Math.sign(this.#rest)) this.#rest = 0;
    this.#rest += pixels / NOTCH;
    // A mouse's notch is a step at once, however small the system makes it.
    const steps =
      Math.abs(pixels) >= NOTCH / 2
        ? Math.sign(pixels) * Math.max(1, Math.round(Math.abs(this.#rest)))
        : Math.trunc(this.#rest);
    if (steps === 0) return;
    this.#rest = 0;
    this.#onSteps(steps);
  };
}
