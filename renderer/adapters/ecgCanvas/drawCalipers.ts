import type { CaliperMark } from '../../ports/ecgViewer';
import type { DeviceView } from './grid';
import { CALIPER, CALIPER_FILL, CALIPER_QUIET, FONT, PAPER } from './style';

const TEXT_PX = 13;

/** Calipers are drawn in device pixels: their lines stay thin and their numbers readable at every zoom. */
export function drawCalipers(
  context: CanvasRenderingContext2D,
  marks: readonly CaliperMark[],
  view: DeviceView,
): void {
  context.clearRect(0, 0, view.width, view.height);
  // the selected one last, over the others
  for (const mark of [...marks].sort((a, b) => Number(a.isSelected) - Number(b.isSelected)))
    drawCaliper(context, mark, view);
}

function drawCaliper(context: CanvasRenderingContext2D, mark: CaliperMark, view: DeviceView): void {
  const ratio = view.pixelsPerCssPixel;
  const x = (mm: number): number => mm * view.pixelsPerMm - view.left;
  const y = (mm: number): number => mm * view.pixelsPerMm - view.top;
  const { strip, levels, isSelected } = mark;
  const [top, bottom] = [
    y(strip.baselineMm - strip.heightMm / 2),
    y(strip.baselineMm + strip.heightMm / 2),
  ];
  const [from, to] = [x(mark.fromXMm), x(mark.toXMm)];
  context.strokeStyle = isSelected ? CALIPER : CALIPER_QUIET;
  if (isSelected) {
    context.fillStyle = CALIPER_FILL;
    context.fillRect(Math.min(from, to), top, Math.abs(to - from), bottom - top);
  }
  const stroke = (widthPx: number, dash: number[], walk: () => void): void => {
    context.lineWidth = widthPx * ratio;
    context.setLineDash(dash.map((length) => length * ratio));
    context.beginPath();
    walk();
    context.stroke();
  };
  const upright = (at: number): void => {
    context.moveTo(at, top);
    context.lineTo(at, bottom);
  };
  const isActive = (part: 'from' | 'to'): boolean => mark.active === part || mark.active === 'both';
  stroke(isSelected && isActive('from') ? 2 : 1, [], () => upright(from));
  stroke(isSelected && isActive('to') ? 2 : 1, [], () => upright(to));
  stroke(1, [3, 3], () => mark.marchXMm.forEach((mm) => upright(x(mm))));
  if (levels) {
    stroke(1, [], () => {
      for (const level of [levels.fromYMm, levels.toYMm]) {
        context.moveTo(Math.min(from, to) - 5 * ratio, y(level));
        context.lineTo(Math.max(from, to) + 5 * ratio, y(level));
      }
    });
  }
  context.setLineDash([]);
  drawReading(context, mark, { left: Math.min(from, to), top, ratio, width: view.width });
}

type Spot = {
  readonly left: number;
  readonly top: number;
  readonly ratio: number;
  readonly width: number;
};

function drawReading(
  context: CanvasRenderingContext2D,
  { text, isSelected }: CaliperMark,
  { left, top, ratio, width }: Spot,
): void {
  context.font = `${isSelected ? '600 ' : ''}${TEXT_PX * ratio}px ${FONT}`;
  const wide = context.measureText(text).width;
  const at = Math.max(2 * ratio, Math.min(left, width - wide - 6 * ratio));
  const high = (TEXT_PX + 4) * ratio;
  const above = Math.max(0, top - high);
  context.fillStyle = PAPER;
  context.globalAlpha = 0.9;
  context.fillRect(at - 2 * ratio, above, wide + 4 * ratio, high);
  context.globalAlpha = 1;
  context.fillStyle = isSelected ? CALIPER : CALIPER_QUIET;
  context.fillText(text, at, above + (TEXT_PX + 1) * ratio);
}
