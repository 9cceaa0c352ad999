import { dodgeMap, INK_CURVE, PAPER_MAP_PIXELS } from '../../../shared/domain/paper/clean';
import { cropBox, turnedSize, type Size } from '../../../shared/domain/paper/geometry';
import type { PaperSteps } from '../../../shared/domain/paper/paper';
import type { PaperView } from '../../ports/paperImaging';

const contextOf = (width: number, height: number): OffscreenCanvasRenderingContext2D => {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
};

/** Draws the page turned and straightened within the frame it has after its quarter turns; corners beyond are cut. */
export function drawFrame(
  picture: ImageBitmap,
  { quarterTurns, skewDegrees }: Pick<PaperSteps, 'quarterTurns' | 'skewDegrees'>,
  longest: number,
): OffscreenCanvasRenderingContext2D {
  const full = turnedSize(picture, quarterTurns);
  const scale = Math.min(1, longest / Math.max(full.width, full.height));
  const [width, height] = [Math.round(full.width * scale), Math.round(full.height * scale)];
  const context = contextOf(width, height);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.translate(width / 2, height / 2);
  context.rotate((quarterTurns * 90 + skewDegrees) * (Math.PI / 180));
  context.scale(scale, scale);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  context.setTransform(1, 0, 0, 1, 0, 0);
  return context;
}

/** The page as it will be kept, or its frame, cleaned where that is wanted. */
export function drawView(picture: ImageBitmap, { steps, longest, extent }: PaperView): ImageBitmap {
  const share = extent === 'crop' ? Math.max(steps.crop.width, steps.crop.height) : 1;
  const context = drawFrame(picture, steps, longest / share);
  const kept = extent === 'crop' ? cut(context, steps) : context;
  if (steps.cleaned) clean(kept);
  return kept.canvas.transferToImageBitmap();
}

function cut(
  context: OffscreenCanvasRenderingContext2D,
  { crop }: PaperSteps,
): OffscreenCanvasRenderingContext2D {
  const frame: Size = context.canvas;
  const { left, top, width, height } = cropBox(frame, frame, crop);
  const kept = contextOf(width, height);
  kept.drawImage(context.canvas, left, top, width, height, 0, 0, width, height);
  return kept;
}

/** As the server does it: paper is divided out, then the ink's curve. */
function clean(context: OffscreenCanvasRenderingContext2D): void {
  const { canvas } = context;
  const scale = PAPER_MAP_PIXELS / Math.max(canvas.width, canvas.height);
  const width = Math.max(1, Math.round(canvas.width * scale));
  const height = Math.max(1, Math.round(canvas.height * scale));
  const small = contextOf(width, height);
  small.imageSmoothingQuality = 'high';
  small.drawImage(canvas, 0, 0, width, height);
  const { data } = small.getImageData(0, 0, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      rgb[pixel * 3 + channel] = data[pixel * 4 + channel] ?? 0;
  }
  const map = dodgeMap({ width, height, values: rgb });
  const image = small.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      image.data[pixel * 4 + channel] = map.values[pixel * 3 + channel] ?? 0;
    image.data[pixel * 4 + 3] = 255;
  }
  small.putImageData(image, 0, 0);
  context.globalCompositeOperation = 'color-dodge';
  context.imageSmoothingQuality = 'high';
  context.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'source-over';
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const { factor, offset } = INK_CURVE;
  pixels.data.forEach((value, at) => {
    if (at % 4 !== 3) pixels.data[at] = value * factor + offset;
  });
  context.putImageData(pixels, 0, 0);
}
