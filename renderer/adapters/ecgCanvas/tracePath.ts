import { xOf, yOf, type Strip } from '../../../shared/domain/ecg/paper';

/** What a line is drawn with: a canvas path, or the text of an SVG path. */
export type Pen = {
  moveTo(xMm: number, yMm: number): void;
  lineTo(xMm: number, yMm: number): void;
};

/**
 * Walks the curve of one strip in millimetres of paper. Every sample in the window is a point: thinning would cut off the
 * tips of narrow complexes, and pacing spikes with them. The line begins anew after samples that were not recorded.
 */
export function walkTrace(
  strip: Strip,
  sheet: { readonly speedMmPerS: number; readonly sampleRateHz: number },
  pen: Pen,
): void {
  const { values, skewS } = strip.trace;
  const { speedMmPerS } = sheet;
  const sampleRateHz = strip.sampleRateHz ?? sheet.sampleRateHz;
  const first = Math.max(0, Math.ceil((strip.fromS - skewS) * sampleRateHz - 1e-6));
  const last = Math.min(values.length - 1, Math.floor((strip.toS - skewS) * sampleRateHz + 1e-6));
  let isDown = false;
  for (let index = first; index <= last; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const x = xOf(strip, index / sampleRateHz + skewS, speedMmPerS);
    const y = yOf(strip, value);
    if (isDown) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    isDown = true;
  }
}

/** Micrometres are finer than any printer. */
const round = (mm: number): string => mm.toFixed(3);

/** A pen that writes an SVG path. */
export function svgPen(): Pen & { readonly text: () => string } {
  const parts: string[] = [];
  return {
    moveTo: (x, y) => void parts.push(`M${round(x)} ${round(y)}`),
    lineTo: (x, y) => void parts.push(`L${round(x)} ${round(y)}`),
    text: () => parts.join(''),
  };
}
