import type { PaperSheet, Strip } from '../../../shared/domain/ecg/paper';
import type { EcgPicture } from '../../ports/ecgViewer';
import { stripPath, unscaledGain } from './stripPath';

const INK = '#101418';
/** Traces without a millivolt scale do not look like those that have one. */
const UNSCALED_INK = '#3f5f8a';
const LEAD_CHANGE = '#6b7686';
const LABEL_MM = 3.6;
const REMARK_MM = 2.6;
const LABEL_ABOVE_MM = 10;
const FONT = "'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

/** Calibration pulse in front of every row: 1 mV high and 0.2 s wide at the chosen gain and speed. */
export function drawPulses(
  context: CanvasRenderingContext2D,
  { sheet, settings }: EcgPicture,
): void {
  const heightMm = settings.gainMmPerMv;
  const widthMm = 0.2 * settings.speedMmPerS;
  context.beginPath();
  for (const { leftMm, baselineMm } of sheet.pulses) {
    context.moveTo(leftMm - 2, baselineMm);
    context.lineTo(leftMm, baselineMm);
    context.lineTo(leftMm, baselineMm - heightMm);
    context.lineTo(leftMm + widthMm, baselineMm - heightMm);
    context.lineTo(leftMm + widthMm, baselineMm);
  }
  context.lineWidth = 0.3;
  context.strokeStyle = INK;
  context.stroke();
}

export function drawStrips(
  context: CanvasRenderingContext2D,
  picture: EcgPicture,
  pixelMm: number,
): void {
  for (const strip of picture.sheet.strips) {
    drawTrace(context, strip, picture, pixelMm);
    drawLeadChange(context, strip, picture.sheet);
    drawLabel(context, strip, picture);
  }
}

function drawTrace(
  context: CanvasRenderingContext2D,
  strip: Strip,
  { settings, sampleRateHz }: EcgPicture,
  pixelMm: number,
): void {
  const { trace } = strip;
  const gain =
    trace.unscaled === null ? settings.gainMmPerMv : unscaledGain(trace.values, strip.heightMm);
  context.beginPath();
  for (const run of stripPath(strip, { speedMmPerS: settings.speedMmPerS, gain, sampleRateHz })) {
    run.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  }
  context.lineWidth = Math.max(0.25, 1.1 * pixelMm);
  context.lineJoin = 'round';
  context.strokeStyle = trace.unscaled === null ? INK : UNSCALED_INK;
  context.stroke();
}

/** Where one lead follows another in a row, a mark keeps the step between them from looking like a complex. */
function drawLeadChange(
  context: CanvasRenderingContext2D,
  { leftMm, baselineMm }: Strip,
  { strips }: PaperSheet,
): void {
  const isFirst = !strips.some((one) => one.baselineMm === baselineMm && one.leftMm < leftMm);
  if (isFirst) return;
  context.beginPath();
  for (const side of [-1, 1]) {
    context.moveTo(leftMm, baselineMm + 5 * side);
    context.lineTo(leftMm, baselineMm + 9 * side);
  }
  context.lineWidth = 0.35;
  context.strokeStyle = LEAD_CHANGE;
  context.stroke();
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { trace, leftMm, baselineMm, heightMm }: Strip,
  { remarks }: EcgPicture,
): void {
  const y = baselineMm - Math.min(LABEL_ABOVE_MM, heightMm / 2 - 1);
  context.fillStyle = INK;
  context.font = `600 ${LABEL_MM}px ${FONT}`;
  context.fillText(trace.label, leftMm + 1, y);
  const remark = [
    trace.derived ? remarks.derived : null,
    trace.unscaled === null ? null : remarks.unscaled,
    trace.unscaled === null && trace.shift !== 0 ? remarks.shifted : null,
  ].filter((text) => text !== null);
  if (remark.length === 0) return;
  const after = leftMm + 2.5 + context.measureText(trace.label).width;
  context.fillStyle = UNSCALED_INK;
  context.font = `${REMARK_MM}px ${FONT}`;
  context.fillText(remark.join(' · '), after, y);
}
