import type { Caliper } from '../../ports/ecgViewer';

const LINE = '#1a56c4';
const FILL = 'rgba(26, 86, 196, 0.10)';

/** Two upright lines over the height of the strip, and the two voltages between them where there is a scale. */
export function drawCaliper(context: CanvasRenderingContext2D, { strip, from, to }: Caliper): void {
  const top = strip.baselineMm - strip.heightMm / 2;
  const left = Math.min(from.xMm, to.xMm);
  context.fillStyle = FILL;
  context.fillRect(left, top, Math.abs(to.xMm - from.xMm), strip.heightMm);
  context.beginPath();
  for (const { xMm } of [from, to]) {
    context.moveTo(xMm, top);
    context.lineTo(xMm, top + strip.heightMm);
  }
  if (strip.trace.unscaled === null) {
    for (const { yMm } of [from, to]) {
      context.moveTo(left - 1.5, yMm);
      context.lineTo(Math.max(from.xMm, to.xMm) + 1.5, yMm);
    }
  }
  context.lineWidth = 0.25;
  context.strokeStyle = LINE;
  context.stroke();
}
