import { highPass, lowPass, notch, type Biquad, type Pivot } from './biquad';
import type { EcgFilter } from './names';

/** A step of a filter, and how long its answer to what lies beyond an edge is. */
export type FilterStage = {
  readonly sections: readonly Biquad[];
  readonly settleS: number;
  readonly pivot: Pivot;
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

/**
 * Steps of a filter: what cuts high frequencies first, so that hum at an edge does not reach what cuts the low ones.
 *
 * @returns Empty when the sampling rate cannot hold the filter. A low-pass corner beyond the reach of the rate is left out of
 *   a band with a high-pass: the recorder has cut there already.
 */
export function designFilter(filter: EcgFilter, rateHz: number): FilterStage[] {
  const reach = rateHz * HIGHEST_PART;
  if (filter === 'notch50' || filter === 'notch60') {
    const hz = filter === 'notch50' ? 50 : 60;
    if (hz + NOTCH_HALF_WIDTH_HZ >= reach) return [];
    return [{ sections: [notch(hz, NOTCH_HALF_WIDTH_HZ, rateHz)], settleS: 1, pivot: 'value' }];
  }
  const { highPassHz, lowPassHz } = BANDS[filter];
  const stages: FilterStage[] = [];
  if (lowPassHz !== undefined && lowPassHz < reach) {
    stages.push({ sections: [lowPass(lowPassHz, rateHz)], settleS: 0.25, pivot: 'value' });
  }
  if (highPassHz !== undefined) {
    const settleS = 1 / highPassHz;
    stages.push({ sections: [highPass(highPassHz, rateHz)], settleS, pivot: 'level' });
  }
  return stages;
}

/** Seconds beside a window that have to be filtered with it, so that the window does not show their edge. */
export const filterMarginS = (filters: readonly EcgFilter[]): number =>
  Math.max(
    0,
    ...filters.flatMap((filter) => designFilter(filter, 1000).map(({ settleS }) => settleS)),
  );
