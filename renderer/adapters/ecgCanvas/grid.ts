import { FEWEST_FINE_PIXELS, hasLevels, type PaperSheet } from '../../../shared/domain/ecg/paper';
import { FINE_GRID, HEAVY_GRID, PAPER } from './style';

/** Where the sheet lies under the canvas, in device pixels. */
export type DeviceView = {
  readonly pixelsPerMm: number;
  /** Whole pixels: a grid that lands between pixels is a blurred one. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly pixelsPerCssPixel: number;
};

const FULL_FINE_PIXELS = 4;

/**
 * Pink millimetre paper, every fifth line heavy. Each line fills whole pixels at the pixel nearest to its place, so that
 * it is sharp at every zoom and resolution and never more than half a pixel off.
 */
export function drawGrid(
  context: CanvasRenderingContext2D,
  sheet: PaperSheet,
  view: DeviceView,
): void {
  const { widthMm, heightMm } = sheet;
  const isLevel = hasLevels(sheet);
  const { pixelsPerMm: scale, left, top } = view;
  const ends = {
    right: Math.round(widthMm * scale) - left,
    bottom: Math.round(heightMm * scale) - top,
  };
  context.fillStyle = PAPER;
  context.fillRect(-left, -top, Math.round(widthMm * scale), Math.round(heightMm * scale));
  const thick = Math.max(1, Math.floor(view.pixelsPerCssPixel + 0.25));
  const draw = (stepMm: number, skipMm: number, colour: string, alpha: number): void => {
    context.fillStyle = colour;
    context.globalAlpha = alpha;
    const across = lines(left, view.width, widthMm, { stepMm, skipMm, scale });
    for (const x of across) context.fillRect(x, -top, thick, ends.bottom + top);
    // level lines are millivolts; where nothing has any, only time has a grid
    const down = !isLevel ? [] : lines(top, view.height, heightMm, { stepMm, skipMm, scale });
    for (const y of down) context.fillRect(-left, y, ends.right + left, thick);
    context.globalAlpha = 1;
  };
  const finePixels = scale / thick;
  if (finePixels >= FEWEST_FINE_PIXELS) {
    const share = (finePixels - FEWEST_FINE_PIXELS) / (FULL_FINE_PIXELS - FEWEST_FINE_PIXELS);
    draw(1, 5, FINE_GRID, Math.min(1, 0.45 + 0.55 * share));
  }
  draw(5, 0, HEAVY_GRID, 1);
}

type Step = { readonly stepMm: number; readonly skipMm: number; readonly scale: number };

/** Pixels of the lines inside the window. */
function lines(
  offset: number,
  size: number,
  endMm: number,
  { stepMm, skipMm, scale }: Step,
): number[] {
  const first = Math.max(0, Math.floor(offset / scale / stepMm));
  const last = Math.min(
    Math.floor(endMm / stepMm + 1e-9),
    Math.ceil((offset + size) / scale / stepMm),
  );
  const found: number[] = [];
  for (let step = first; step <= last; step++) {
    if (skipMm !== 0 && (step * stepMm) % skipMm === 0) continue;
    found.push(Math.round(step * stepMm * scale) - offset);
  }
  return found;
}
