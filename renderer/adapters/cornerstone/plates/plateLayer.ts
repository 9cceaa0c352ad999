import type { Shutter } from '../../../../shared/domain/imaging/shutter';
import type { ScreenMap } from '../drawing/affine';

/** A picture over the picture, its top left pixel at this column and row of it. */
export type Plate = {
  readonly bitmap: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
};

export type PlateScene = {
  readonly map: ScreenMap;
  readonly plates: readonly Plate[];
  readonly shutters: readonly Shutter[];
  /** Of what a shutter covers. */
  readonly shutterColour: string;
};

/** Bit planes, label maps and shutters over one picture area, on a canvas of their own. */
export class PlateLayer {
  readonly #element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  #isEmpty = true;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.canvas = document.createElement('canvas');
    this.canvas.style.cssText =
      'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    element.append(this.canvas);
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  draw(scene: PlateScene | null): void {
    const isEmpty = !scene || (scene.plates.length === 0 && scene.shutters.length === 0);
    if (isEmpty && this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    const { clientWidth, clientHeight } = this.#element;
    const density = window.devicePixelRatio;
    const { canvas } = this;
    // also clears it
    canvas.width = isEmpty ? 1 : Math.max(1, Math.round(clientWidth * density));
    canvas.height = isEmpty ? 1 : Math.max(1, Math.round(clientHeight * density));
    const context = canvas.getContext('2d');
    if (!context || !scene || isEmpty) return;
    const [a, b, c, d, e, f] = scene.map.matrix.map((number) => number * density);
    context.setTransform(a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0);
    context.imageSmoothingEnabled = false;
    for (const { bitmap, left, top } of scene.plates)
      context.drawImage(bitmap, left - 0.5, top - 0.5);
    context.fillStyle = scene.shutterColour;
    for (const shutter of scene.shutters) cover(context, shutter);
  }

  dispose(): void {
    this.canvas.width = 0;
    this.canvas.remove();
  }
}

/** Larger than any picture, in its pixels. */
const FAR = 100_000;

/** Fills all that the shutter does not leave open. */
function cover(context: CanvasRenderingContext2D, shutter: Shutter): void {
  context.beginPath();
  context.rect(-FAR, -FAR, 2 * FAR, 2 * FAR);
  switch (shutter.kind) {
    case 'rectangle': {
      const { left, top, right, bottom } = shutter;
      context.rect(left, top, right - left, bottom - top);
      break;
    }
    case 'circle':
      context.moveTo(shutter.centre[0] + shutter.radius, shutter.centre[1]);
      context.arc(shutter.centre[0], shutter.centre[1], shutter.radius, 0, 2 * Math.PI);
      break;
    case 'polygon':
      shutter.corners.forEach(([x, y], i) =>
        i === 0 ? context.moveTo(x, y) : context.lineTo(x, y),
      );
      context.closePath();
      break;
  }
  context.fill('evenodd');
}
