import type { EcgAnnotation } from '../../../../shared/domain/ecg/recording';
import type { LaneMark, LanePicture, LaneSize } from '../../../ports/ecgLanes';
import type { DayView } from './dayView';
import { AXIS_PX } from './laneScene';

type Span = { readonly fromS: number; readonly toS: number };

/** Events in the window as marks; those that fall on the same pixels become one. `events` are in order of time. */
export function eventMarks(
  events: readonly Span[],
  { startS, spanS }: DayView,
  size: LaneSize,
): LaneMark[] {
  const marks: { fromPx: number; toPx: number }[] = [];
  const toPx = (atS: number): number => ((atS - startS) / spanS) * size.width;
  for (const { fromS, toS } of events) {
    if (toS < startS) continue;
    if (fromS > startS + spanS) break;
    const [from, to] = [Math.max(0, toPx(fromS)), Math.min(size.width, toPx(toS))];
    const last = marks.at(-1);
    if (last && from <= last.toPx + 1) last.toPx = Math.max(last.toPx, to);
    else marks.push({ fromPx: from, toPx: to });
  }
  const topPx = AXIS_PX * size.pixelsPerCssPixel;
  return marks.map((mark) => ({ ...mark, kind: 'event', topPx, bottomPx: size.height }));
}

/** The moment somebody pointed at. */
export function cursorMark(
  cursorS: number | null,
  { startS, spanS }: DayView,
  size: LaneSize,
): LaneMark[] {
  if (cursorS === null || cursorS < startS || cursorS > startS + spanS) return [];
  const atPx = ((cursorS - startS) / spanS) * size.width;
  const half = 2 * size.pixelsPerCssPixel;
  const topPx = AXIS_PX * size.pixelsPerCssPixel;
  return [{ kind: 'chosen', fromPx: atPx - half, toPx: atPx + half, topPx, bottomPx: size.height }];
}

/** Closer than this the words of neighbouring marks would run into each other. */
const NOTE_PX = 14;

/** Marks of the file where there is room for their words. */
export function notesIn(
  annotations: readonly EcgAnnotation[],
  { startS, spanS }: DayView,
  size: LaneSize,
): LanePicture['notes'] {
  const seen = annotations.filter(({ atS }) => atS >= startS && atS <= startS + spanS);
  const cssWidth = size.width / size.pixelsPerCssPixel;
  if (seen.length * NOTE_PX > cssWidth) return [];
  return seen.map(({ atS, code, text }) => ({
    atPx: ((atS - startS) / spanS) * size.width,
    text: [code, text].filter((part) => part !== '').join(' '),
  }));
}
