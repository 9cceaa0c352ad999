import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import { NAVIGATION_TOOLS, type GripHeld, type ViewerTool } from '../../../ports/imageViewer';
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

/** Places of guides to take hold of. */
export type Grips = {
  readonly at: (at: PixelPoint) => string | null;
  readonly held: (id: string, at: PixelPoint, phase: GripHeld['phase']) => void;
};

/** The chosen tool on the left button, pan on the middle, zoom on the right; drawings come before tools. */
export class Toolbox {
  readonly #element: HTMLElement;
  readonly #desk: DrawingDesk;
  readonly #hand: ViewHand;
  readonly #grips: Grips;
  #tool: ViewerTool = 'scroll';

  constructor(element: HTMLElement, desk: DrawingDesk, hand: ViewHand, grips: Grips) {
    this.#grips = grips;
    this.#element = element;
    this.#desk = desk;
    this.#hand = hand;
    this.#point(false);
  }

  choose(tool: ViewerTool): void {
    this.cancel();
    this.#tool = tool;
    this.#point(false);
  }

  /** @returns Whether there was anything to give up. */
  cancel(): boolean {
    return this.#desk.cancel();
  }

  press({ at, button }: Press): Gesture | null {
    if (button === 'middle') return viewGesture('pan', this.#hand, at);
    if (button === 'right') return viewGesture('zoom', this.#hand, at);
    const grip = this.#grips.at(at);
    if (grip !== null) return this.#hold(grip, at);
    const isDrawing = this.#desk.sketch() !== null;
    const hit = isDrawing ? null : this.#desk.hitAt(at);
    if (hit && this.#takesHold(hit)) return this.#desk.edit(hit, at);
    if (isNavigation(this.#tool)) {
      this.#desk.letGo();
      return viewGesture(this.#tool, this.#hand, at);
    }
    return this.#desk.draw(this.#tool, at);
  }

  #hold(id: string, start: PixelPoint): Gesture {
    this.#grips.held(id, start, 'start');
    return {
      move: (at) => this.#grips.held(id, at, 'move'),
      end: (at) => this.#grips.held(id, at, 'end'),
      cancel: () => this.#grips.held(id, start, 'end'),
    };
  }

  hover(at: PixelPoint | null): void {
    this.#desk.hover(at);
    const hit = at && this.#desk.sketch() === null ? this.#desk.hitAt(at) : null;
    const isHeld = (hit && this.#takesHold(hit)) || (at && this.#grips.at(at) !== null);
    this.#point(isHeld === true);
  }

  /** With a drawing tool a line of another drawing is a place to begin at, its points and words are not. */
  #takesHold({ part }: Hit): boolean {
    return isNavigation(this.#tool) || part.kind !== 'line';
  }

  #point(isHolding: boolean): void {
    this.#element.style.cursor = isHolding ? 'pointer' : (CURSORS[this.#tool] ?? 'crosshair');
  }
}
