import type { EcgPicture, EcgViewer } from '../../ports/ecgViewer';
import { drawCaliper } from './caliper';
import { drawGrid } from './grid';
import { drawPulses, drawStrips } from './strips';

/** Browsers refuse larger canvases and leave them empty. */
const MAX_CANVAS_PIXELS = 32_000_000;

/** ECG paper on a 2D canvas; needs no WebGL, so it is the same on every machine. */
export const ecgCanvas: EcgViewer = {
  mount: (canvas) => ({
    draw: (picture) => drawPicture(canvas, picture),
    dispose: () => {
      // A canvas without size frees its memory at once, not when the collector comes by.
      canvas.width = 0;
      canvas.height = 0;
    },
  }),
};

function drawPicture(canvas: HTMLCanvasElement, picture: EcgPicture): void {
  const { sheet, pxPerMm } = picture;
  const width = sheet.widthMm * pxPerMm;
  const height = sheet.heightMm * pxPerMm;
  const most = Math.sqrt(MAX_CANVAS_PIXELS / (width * height));
  const ratio = Math.min(globalThis.devicePixelRatio || 1, most);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  // From here on everything is drawn in millimetres of paper.
  context.setTransform(ratio * pxPerMm, 0, 0, ratio * pxPerMm, 0, 0);
  const pixelMm = 1 / (ratio * pxPerMm);
  drawGrid(context, sheet, pixelMm);
  drawPulses(context, picture);
  drawStrips(context, picture, pixelMm);
  if (picture.caliper) drawCaliper(context, picture.caliper);
}
