import type { DeviceView } from './grid';
import { reaches, spanOf, type SheetMark, type TextRun } from './sheetMarks';
import { FONT, LEAST_TEXT_PX, LEAST_TRACE_PX, MOST_TEXT_PX, MOST_TRACE_PX, PAPER } from './style';

/** Paths already built for a mark: scrolling and zooming stroke them again without walking the samples. */
const PATHS = new WeakMap<SheetMark, Path2D>();

/** Draws the sheet's lines and texts that may show in the window. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly SheetMark[],
  view: DeviceView,
  speedMmPerS: number,
): void {
  const { pixelsPerMm: scale, left, top, width, height } = view;
  context.setTransform(scale, 0, 0, scale, -left, -top);
  context.lineJoin = 'round';
  for (const mark of marks) {
    if (mark.kind === 'text') {
      drawText(context, mark, view.pixelsPerCssPixel / scale);
      continue;
    }
    if (mark.strip) {
      const [from, to] = spanOf(mark.strip, speedMmPerS);
      const isBeside = to * scale < left || from * scale > left + width;
      if (isBeside || !reaches(mark.strip, top / scale, (top + height) / scale)) continue;
    }
    const px = view.pixelsPerCssPixel / scale;
    context.lineWidth = Math.min(MOST_TRACE_PX * px, Math.max(mark.widthMm, LEAST_TRACE_PX * px));
    context.strokeStyle = mark.colour;
    context.stroke(pathOf(mark));
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function pathOf(mark: SheetMark & { kind: 'line' }): Path2D {
  const known = PATHS.get(mark);
  if (known) return known;
  const path = new Path2D();
  mark.walk(path);
  PATHS.set(mark, path);
  return path;
}

/** Texts stand on a rim of paper: a trace that runs through a lead's name must not make it another lead. */
function drawText(
  context: CanvasRenderingContext2D,
  mark: SheetMark & { kind: 'text' },
  mmPerPx: number,
): void {
  const sizeOf = ({ sizeMm }: TextRun): number =>
    Math.min(MOST_TEXT_PX * mmPerPx, Math.max(sizeMm, LEAST_TEXT_PX * mmPerPx));
  // print that is enlarged to be readable does not leave the paper at its upper edge
  const yMm = Math.max(mark.yMm, ...mark.runs.map(sizeOf));
  let x = mark.xMm;
  for (const run of mark.runs) {
    const sizeMm = sizeOf(run);
    context.font = fontOf(run, sizeMm);
    context.lineWidth = 0.25 * sizeMm;
    context.strokeStyle = PAPER;
    context.strokeText(run.text, x, yMm);
    context.fillStyle = run.colour;
    context.fillText(run.text, x, yMm);
    x += context.measureText(run.text).width;
  }
}

const fontOf = ({ isStrong }: TextRun, sizeMm: number): string =>
  `${isStrong ? '600 ' : ''}${sizeMm}px ${FONT}`;
