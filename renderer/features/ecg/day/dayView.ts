/** The part of a long recording in the window. */
export type DayView = {
  /** Seconds from the start of the recording. */
  readonly startS: number;
  readonly spanS: number;
};

/** Shorter than a beat nothing is left to see. */
export const SHORTEST_S = 1;
export const ZOOM_FACTOR = 2;
/** Spans to choose from; the whole recording comes on top. */
export const SPANS_S = [1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600] as const;

/** Keeps the window inside the recording. */
export function clampView({ startS, spanS }: DayView, totalS: number): DayView {
  const span = Math.min(totalS, Math.max(Math.min(SHORTEST_S, totalS), spanS));
  return { spanS: span, startS: Math.min(totalS - span, Math.max(0, startS)) };
}

/** Changes the span and keeps one moment where it is in the window. */
export function zoomAt(view: DayView, spanS: number, atS: number, totalS: number): DayView {
  const wanted = clampView({ startS: 0, spanS }, totalS).spanS;
  const share = (atS - view.startS) / view.spanS;
  return clampView({ startS: atS - share * wanted, spanS: wanted }, totalS);
}

export const scrollBy = (view: DayView, byS: number, totalS: number): DayView =>
  clampView({ ...view, startS: view.startS + byS }, totalS);

/** Puts a moment into the middle; a window wider than `mostS` closes in on it. */
export function centreOn(view: DayView, atS: number, totalS: number, mostS = Infinity): DayView {
  const spanS = Math.min(view.spanS, mostS);
  return clampView({ startS: atS - spanS / 2, spanS }, totalS);
}

const STEPS_S = [
  0.04,
  0.2,
  1,
  2,
  5,
  10,
  30,
  60,
  120,
  300,
  600,
  1800,
  3600,
  7200,
  4 * 3600,
] as const;

/** Step of the time axis whose lines stand at least `leastPx` apart. */
export const axisStepS = (spanS: number, widthPx: number, leastPx: number): number =>
  STEPS_S.find((step) => (step / spanS) * widthPx >= leastPx) ?? 6 * 3600;
