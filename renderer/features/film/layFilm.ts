import type { FilmOrientation } from '../../../shared/domain/film/film';
import type { Size, Window } from './filmDraft';

/** Canvases larger than this stay empty in some browsers; the picture is then shown smaller, marks stay exact. */
const MOST_PIXELS = 24_000_000;

export type Looks = {
  readonly orientation: FilmOrientation;
  readonly inverted: boolean;
  readonly window: Window;
};

/** Draws the scan as it is laid, in grey values as they will be shown. */
export function layFilm(
  canvas: HTMLCanvasElement,
  scan: ImageBitmap,
  laid: Size,
  { orientation, inverted, window }: Looks,
): void {
  const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (laid.width * laid.height)));
  canvas.width = Math.round(laid.width * shrink);
  canvas.height = Math.round(laid.height * shrink);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.translate(canvas.width / 2, canvas.height / 2);
  if (orientation.mirrored) context.scale(-1, 1);
  context.rotate((orientation.quarterTurns * Math.PI) / 2);
  context.scale(shrink, shrink);
  context.drawImage(scan, -scan.width / 2, -scan.height / 2);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  toGrey(pixels.data, greyTable(inverted, window));
  context.putImageData(pixels, 0, 0);
}

function greyTable(isInverted: boolean, { low, high }: Window): Uint8ClampedArray {
  const span = Math.max(0.004, high - low);
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const grey = isInverted ? 1 - value / 255 : value / 255;
    return ((grey - low) / span) * 255;
  });
}

/** ITU-R BT.709 luma, as the server makes grey of colour. */
function toGrey(data: Uint8ClampedArray, table: Uint8ClampedArray): void {
  for (let at = 0; at < data.length; at += 4) {
    const luma =
      0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
    const shown = table[Math.round(luma)] ?? 0;
    data[at] = shown;
    data[at + 1] = shown;
    data[at + 2] = shown;
  }
}
