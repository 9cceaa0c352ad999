import type { Types } from '@cornerstonejs/core';
import type { PixelPoint } from '../../../shared/domain/imaging/vector';
import type { ScreenMap } from './drawing/affine';

/** CSS pixels across. */
const SIZE = 220;
/** How much larger than on screen; and no picture pixel smaller than this many screen pixels. */
const MAGNIFICATION = 2.5;
const LEAST_PIXEL_PX = 2;

export type LensPorts = {
  readonly element: HTMLElement;
  readonly map: () => ScreenMap | null;
  readonly image: () => Types.IImage | null;
  /** Grey of a value as on screen; `null` for colour. */
  readonly greys: () => ((value: number) => number) | null;
};

/**
 * A magnifier drawn from the picture's own values, so that it shows more than the screen does where a large picture is shown
 * small, on either drawing path.
 */
export class Lens {
  readonly #ports: LensPorts;
  #canvas: HTMLCanvasElement | null = null;

  constructor(ports: LensPorts) {
    this.#ports = ports;
  }

  /** `null` puts it away. */
  show(at: PixelPoint | null): void {
    const [map, image] = [this.#ports.map(), this.#ports.image()];
    if (!at || !map || !image) {
      this.#canvas?.remove();
      this.#canvas = null;
      return;
    }
    const canvas = (this.#canvas ??= this.#newCanvas());
    canvas.style.left = `${at[0] - SIZE / 2}px`;
    canvas.style.top = `${at[1] - SIZE / 2}px`;
    const context = canvas.getContext('2d');
    if (!context) return;
    const size = canvas.width;
    const data = context.createImageData(size, size);
    paint(data, { image, map, at, greys: this.#ports.greys() });
    context.putImageData(data, 0, 0);
  }

  #newCanvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.round(SIZE * window.devicePixelRatio);
    canvas.style.cssText = `position:absolute;z-index:3;width:${SIZE}px;height:${SIZE}px;border-radius:50%;border:1px solid rgb(200,200,200);box-shadow:0 0 0 1px #000;pointer-events:none`;
    canvas.dataset['testid'] = 'lens';
    this.#ports.element.append(canvas);
    return canvas;
  }
}

type LensView = {
  readonly image: Types.IImage;
  readonly map: ScreenMap;
  readonly at: PixelPoint;
  readonly greys: ((value: number) => number) | null;
};

/** The middle of the lens is the point under the pointer. */
export function paint(out: ImageData, { image, map, at, greys }: LensView): void {
  const [a, b] = map.matrix;
  const onScreen = Math.hypot(a, b);
  const factor = Math.max(MAGNIFICATION, LEAST_PIXEL_PX / onScreen);
  const { width: size, data } = out;
  const step = SIZE / size / factor;
  const [startX, startY] = map.toPixel([at[0] - (step * size) / 2, at[1] - (step * size) / 2]);
  const [acrossX, acrossY] = difference(map, [step, 0]);
  const [downX, downY] = difference(map, [0, step]);
  const { columns, rows } = image;
  const values = image.getPixelData() as ArrayLike<number>;
  const channels = greys ? 1 : Math.round(values.length / Math.max(1, columns * rows));
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i += 4) {
      const column = Math.round(startX + acrossX * (x + 0.5) + downX * (y + 0.5));
      const row = Math.round(startY + acrossY * (x + 0.5) + downY * (y + 0.5));
      data[i + 3] = 255;
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
      const from = (row * columns + column) * channels;
      for (let channel = 0; channel < 3; channel++) {
        const value = values[from + (greys ? 0 : channel)] ?? 0;
        data[i + channel] = greys ? greys(value) : value;
      }
    }
  }
}

function difference(map: ScreenMap, [x, y]: PixelPoint): PixelPoint {
  const [fromX, fromY] = map.toPixel([0, 0]);
  const [toX, toY] = map.toPixel([x, y]);
  return [toX - fromX, toY - fromY];
}
