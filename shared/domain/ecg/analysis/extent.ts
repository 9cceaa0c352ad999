import type { EcgTrace } from '../traces';

/** Leads that agree for so long are not connected to a heart: aVR cannot be what I and II are. */
const LEAST_S = 0.05;
const FEWEST_LEADS = 3;

/**
 * Part of a recording that shows a heart: without the stretch at either end in which all leads hold the same value, where
 * recorders put their calibration mark.
 *
 * @returns First sample and the one behind the last.
 */
export function rhythmExtent(
  traces: readonly EcgTrace[],
  sampleRateHz: number,
): { readonly from: number; readonly to: number } {
  const length = Math.min(...traces.map(({ values }) => values.length));
  if (traces.length < FEWEST_LEADS) return { from: 0, to: length };
  const isSame = (at: number): boolean => {
    const first = traces[0]?.values[at] ?? Number.NaN;
    return traces.every(({ values }) => Math.abs((values[at] ?? 0) - first) < 1e-6);
  };
  let [from, to] = [0, length];
  while (from < to && isSame(from)) from += 1;
  while (to > from && isSame(to - 1)) to -= 1;
  const least = LEAST_S * sampleRateHz;
  return { from: from >= least ? from : 0, to: length - to >= least ? to : length };
}
