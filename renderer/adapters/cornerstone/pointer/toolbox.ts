import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import { NAVIGATION_TOOLS, type ViewerTool } from '../../../ports/imageViewer';
import type { DrawingDesk } from '../drawing/drawingDesk';
import type { Hit } from '../drawing/hit';
import type { Gesture, Press } from './pointerDesk';
import { viewGesture, type ViewGesture, type ViewHand } from './viewGestures';

const isNavigation = (tool: ViewerTool): tool is ViewGesture =>
  (NAVIGATION_TOOLS as readonly string[]).includes(tool);

const CURSORS: Partial<Record<ViewerTool, string>> = {
  scroll: 'ns-resize',
  window: 'move',
  zoom: 'zoom-in',
  pan: 'grab',
  lens: 'none',
  text: 'text',
};

/** The chosen tool on the left button, pan on the middle, zoom on the right; drawings come before tools. */
export class Toolbox {
  readonly #element: HTMLElement;
  readonly #desk: DrawingDesk;
  readonly #hand: ViewHand;
  #tool: ViewerTool = 'scroll';

  constructor(element: HTMLElement, desk: DrawingDesk, hand: ViewHand) {
    this.#element = element;
    this.#desk = desk;
    this.#hand = hand;
    this.#point(null);
  }

  choose(tool: ViewerTool): void {
    this.cancel();
    this.#tool = tool;
    this.#point(null);
  }

  /** @returns Whether there was anything to give up. */
  cancel(): boolean {
    return this.#desk.cancel();
  }

  press({ at, button }: Press): Gesture | null {
    if (button === 'middle') return viewGesture('pan', this.#hand, at);
    if (button === 'right') return viewGesture('zoom', this.#hand, at);
    const isDrawing = this.#desk.sketch() !== null;
    const hit = isDrawing ? null : this.#desk.hitAt(at);
    if (hit && this.#takesHold(hit)) return this.#desk.edit(hit, at);
    if (isNavigation(this.#tool)) {
      this.#desk.letGo();
      return viewGesture(this.#tool, this.#hand, at);
    }
    return this.#desk.draw(this.#tool, at);
  }

  hover(at: PixelPoint | null): void {
    this.#desk.hover(at);
    const hit = at && this.#desk.sketch() === null ? this.#desk.hitAt(at) : null;
    this.#point(hit && this.#takesHold(hit) ? hit : null);
  }

  /** With a drawing tool a line of another drawing is a place to begin at, its points and words are not. */
  #takesHold({ part }: Hit): boolean {
    return isNavigation(this.#tool) || part.kind !== 'line';
  }

  #point(hit: Hit | null): void {
    this.#element.style.cursor = hit ? 'pointer' : (CURSORS[this.#tool] ?? 'crosshair');
  }
}
