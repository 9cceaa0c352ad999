import type {
  CaliperMark,
  EcgCanvases,
  EcgPicture,
  EcgSurface,
  EcgViewer,
  SheetView,
} from '../../ports/ecgViewer';
import { drawCalipers } from './drawCalipers';
import { drawMarks } from './drawMarks';
import { drawGrid, type DeviceView } from './grid';
import { watchPixelSize, type PixelSize } from '../canvas/pixelSize';
import { sheetMarks, type SheetMark } from './sheetMarks';
import { fillSvg } from './svgSheet';

/** ECG paper on a 2D canvas; needs no WebGL, so it is the same on every machine. */
export const ecgCanvas: EcgViewer = { mount, fillSvg };

/** The canvases cover the window, not the sheet: memory and time do not grow with the zoom. */
function mount({ paper, overlay }: EcgCanvases): EcgSurface {
  let picture: EcgPicture | null = null;
  let view: SheetView | null = null;
  let marks: readonly SheetMark[] = [];
  let calipers: readonly CaliperMark[] = [];
  let size: PixelSize | null = null;

  const redraw = (): void => {
    if (!picture || !view || !size) return;
    const device = deviceView(view, size);
    const context = contextOf(paper);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    drawGrid(context, picture.sheet, device);
    drawMarks(context, marks, device, picture.sheet.speedMmPerS);
    drawCalipers(contextOf(overlay), calipers, device);
  };
  const unwatch = watchPixelSize(paper, (next) => {
    size = next;
    for (const canvas of [paper, overlay]) {
      if (canvas.width !== next.width) canvas.width = next.width;
      if (canvas.height !== next.height) canvas.height = next.height;
    }
    redraw();
  });
  return {
    draw(nextPicture, nextView) {
      if (picture !== nextPicture) marks = sheetMarks(nextPicture);
      picture = nextPicture;
      view = nextView;
      redraw();
    },
    mark(next) {
      calipers = next;
      if (view && size) drawCalipers(contextOf(overlay), calipers, deviceView(view, size));
    },
    dispose() {
      unwatch();
      // a canvas without size frees its memory at once, not when the collector comes by
      for (const canvas of [paper, overlay]) canvas.width = canvas.height = 0;
    },
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no 2D canvas');
  return context;
}

const deviceView = (
  { pxPerMm, leftPx, topPx }: SheetView,
  { width, height, pixelsPerCssPixel }: PixelSize,
): DeviceView => ({
  pixelsPerMm: pxPerMm * pixelsPerCssPixel,
  left: Math.round(leftPx * pixelsPerCssPixel),
  top: Math.round(topPx * pixelsPerCssPixel),
  width,
  height,
  pixelsPerCssPixel,
});
