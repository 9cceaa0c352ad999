import type { DrawnLane, LanePicture, LaneSize } from '../../ports/ecgLanes';
import {
  AXIS_PX,
  BEAT,
  FONT,
  GROUND,
  LABEL,
  MARKS,
  NOTE,
  OTHER_BEAT,
  TEXT,
  TIME_LINE,
  TIME_STRONG,
  ZERO_LINE,
} from './style';

/** Everything but the curves: paper, time axis, marks, names. */
export function drawGround(
  context: CanvasRenderingContext2D,
  { lanes, times, marks, beats, notes }: LanePicture,
  { width, height, pixelsPerCssPixel: ratio }: LaneSize,
): void {
  context.fillStyle = GROUND;
  context.fillRect(0, 0, width, height);
  for (const { kind, fromPx, toPx, topPx, bottomPx } of marks) {
    context.fillStyle = MARKS[kind];
    // an event of two seconds is less than a pixel of a day, and must be found there
    context.fillRect(fromPx, topPx, Math.max(ratio, toPx - fromPx), bottomPx - topPx);
  }
  const thin = Math.max(1, Math.round(ratio));
  for (const { atPx, text } of times) {
    context.fillStyle = text === null ? TIME_LINE : TIME_STRONG;
    context.fillRect(Math.round(atPx), text === null ? AXIS_PX * ratio : 0, thin, height);
  }
  context.fillStyle = ZERO_LINE;
  for (const { zeroPx } of lanes) context.fillRect(0, Math.round(zeroPx), width, thin);
  drawBeats(context, beats, ratio);
  context.font = `italic ${11 * ratio}px ${FONT}`;
  context.fillStyle = NOTE;
  for (const { atPx, text } of notes) context.fillText(text, atPx + ratio, (AXIS_PX + 11) * ratio);
  context.font = `${11 * ratio}px ${FONT}`;
  context.fillStyle = TEXT;
  for (const { atPx, text } of times)
    if (text !== null) context.fillText(text, atPx + 3 * ratio, 12 * ratio);
}

function drawBeats(
  context: CanvasRenderingContext2D,
  beats: LanePicture['beats'],
  ratio: number,
): void {
  for (const { atPx, isOther } of beats) {
    context.fillStyle = isOther ? OTHER_BEAT : BEAT;
    const size = (isOther ? 5 : 3) * ratio;
    context.fillRect(atPx - size / 2, AXIS_PX * ratio - size, size, size);
  }
}

/** Names and scale bars lie over the curves: a dense curve must not hide whose it is. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  lanes: readonly DrawnLane[],
  { width, height, pixelsPerCssPixel: ratio }: LaneSize,
): void {
  context.clearRect(0, 0, width, height);
  context.font = `600 ${12 * ratio}px ${FONT}`;
  context.lineWidth = 3 * ratio;
  context.strokeStyle = GROUND;
  context.fillStyle = LABEL;
  for (const { label, topPx, bottomPx, zeroPx, millivoltPx } of lanes) {
    const y = Math.max(topPx, Math.min(zeroPx - 8 * ratio, bottomPx)) + 4 * ratio;
    context.strokeText(label, 14 * ratio, y);
    context.fillText(label, 14 * ratio, y);
    if (millivoltPx === null || millivoltPx < 4 * ratio) continue;
    const bar = Math.min(millivoltPx, bottomPx - topPx);
    // a bar that had to be cut would lie about the scale
    if (bar < millivoltPx) continue;
    context.fillRect(4 * ratio, zeroPx - bar / 2, 2 * ratio, bar);
    context.fillRect(3 * ratio, zeroPx - bar / 2, 5 * ratio, ratio);
    context.fillRect(3 * ratio, zeroPx + bar / 2 - ratio, 5 * ratio, ratio);
  }
}
