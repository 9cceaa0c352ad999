import type { SlideManifest } from './manifest';

type Scaled = Pick<SlideManifest, 'micronsPerPixel' | 'objectivePower'>;

/**
 * Magnification on screen as pathologists say it: the objective's power where one image pixel is one CSS pixel.
 *
 * @param zoom - CSS pixels per pixel of the finest level.
 * @returns `null` when the file does not name the objective: the resolution alone does not say what was scanned with.
 */
export const magnificationOf = ({ objectivePower }: Scaled, zoom: number): number | null =>
  objectivePower === null ? null : objectivePower * zoom;

export type ScaleBar = {
  readonly microns: number;
  /** Screen pixels. */
  readonly pixels: number;
};

const STEPS = [1, 2, 5];

/**
 * Longest bar of a round length (1, 2, 5 times a power of ten, µm) that fits.
 *
 * @param zoom - Screen pixels per pixel of the finest level.
 * @param room - Screen pixels there are for the bar.
 * @returns `null` without resolution: a bar would be a guess.
 */
export function slideScaleBar(
  { micronsPerPixel }: Scaled,
  zoom: number,
  room: number,
): ScaleBar | null {
  if (!micronsPerPixel || zoom <= 0) return null;
  const pixelsPerMicron = zoom / micronsPerPixel.x;
  const most = room / pixelsPerMicron;
  const power = 10 ** Math.floor(Math.log10(most));
  const microns = (STEPS.findLast((step) => step * power <= most) ?? 1) * power;
  return { microns, pixels: microns * pixelsPerMicron };
}

/** A length in the unit it is read in: µm below one millimetre, mm from there. */
export function lengthText(microns: number): {
  readonly value: string;
  readonly unit: 'µm' | 'mm';
} {
  return microns < 1000
    ? { value: digits(microns), unit: 'µm' }
    : { value: digits(microns / 1000), unit: 'mm' };
}

/** As `lengthText`, for µm². */
export function areaText(squareMicrons: number): {
  readonly value: string;
  readonly unit: 'µm²' | 'mm²';
} {
  return squareMicrons < 100_000
    ? { value: digits(squareMicrons), unit: 'µm²' }
    : { value: digits(squareMicrons / 1e6), unit: 'mm²' };
}

/** Three significant digits; no more than the tracing of an outline by hand can mean. */
const digits = (value: number): string => String(Number(value.toPrecision(3)));
