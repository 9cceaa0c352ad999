import { highPass, lowPass, notch, type Biquad, type PadOptions } from './biquad';
import type { EcgFilter } from './names';

/** A step of a filter, and how long its answer to what lies beyond an edge is. */
export type FilterStage = {
  readonly sections: readonly Biquad[];
  readonly settleS: number;
  readonly pad: PadOptions;
  /** Goes behind those that cut high frequencies, so that hum at an edge does not reach it. */
  readonly isHighPass: boolean;
};

const NOTCH_HALF_WIDTH_HZ = 1;
/** Corners must stay clear of half the sampling rate, where the transform bends the response. */
const HIGHEST_PART = 0.45;

type Band = { readonly highPassHz?: number; readonly lowPassHz?: number };
const BANDS: Readonly<Record<Exclude<EcgFilter, 'notch50' | 'notch60'>, Band>> = {
  diagnostic: { highPassHz: 0.05, lowPassHz: 150 },
  monitor: { highPassHz: 0.5, lowPassHz: 40 },
  lowPass40: { lowPassHz: 40 },
  baseline: { highPassHz: 0.5 },
};

/** How long the level at an end is looked for: longer than a complex is wide. */
const LEVEL_S = 0.25;

const stage = (
  section: Biquad,
  rateHz: number,
  settleS: number,
  pad:
    | { readonly pad: 'value' }
    | { readonly pad: 'level'; readonly levelSamples: number }
    | { readonly pad: 'period'; readonly periodSamples: number },
): FilterStage => ({
  sections: [section],
  settleS,
  pad: { padSamples: settleS * rateHz, ...pad },
  isHighPass: pad.pad === 'level',
});

/**
 * @returns Empty when the sampling rate cannot hold the filter. A low-pass corner beyond the reach of the rate is left out of
 *   a band with a high-pass: the recorder has cut there already.
 */
export function designFilter(filter: EcgFilter, rateHz: number): FilterStage[] {
  const reach = rateHz * HIGHEST_PART;
  if (filter === 'notch50' || filter === 'notch60') {
    const hz = filter === 'notch50' ? 50 : 60;
    if (hz + NOTCH_HALF_WIDTH_HZ >= reach) return [];
    const section = notch(hz, NOTCH_HALF_WIDTH_HZ, rateHz);
    return [stage(section, rateHz, 1, { pad: 'period', periodSamples: wholePeriods(hz, rateHz) })];
  }
  const { highPassHz, lowPassHz } = BANDS[filter];
  const stages: FilterStage[] = [];
  if (lowPassHz !== undefined && lowPassHz < reach) {
    stages.push(stage(lowPass(lowPassHz, rateHz), rateHz, 0.25, { pad: 'value' }));
  }
  if (highPassHz !== undefined) {
    const levelSamples = Math.max(1, Math.round(LEVEL_S * rateHz));
    stages.push(
      stage(highPass(highPassHz, rateHz), rateHz, 1 / highPassHz, { pad: 'level', levelSamples }),
    );
  }
  return stages;
}

/** Samples of the number of periods, up to twelve, that comes nearest to a whole number of samples. */
function wholePeriods(hz: number, rateHz: number): number {
  const lengths = Array.from({ length: 12 }, (_, index) => ((index + 1) * rateHz) / hz);
  const off = (length: number): number => Math.abs(length - Math.round(length));
  return Math.round(
    lengths.reduce((best, length) => (off(length) < off(best) - 1e-9 ? length : best)),
  );
}

/** Seconds beside a window that have to be filtered with it, so that the window does not show their edge. */
export const filterMarginS = (filters: readonly EcgFilter[]): number =>
  Math.max(
    0,
    ...filters.flatMap((filter) => designFilter(filter, 1000).map(({ settleS }) => settleS)),
  );
