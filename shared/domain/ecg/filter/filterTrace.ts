import type { EcgTrace } from '../traces';
import { zeroPhase } from './biquad';
import { designFilter, type FilterStage } from './design';
import { ECG_FILTERS, type EcgFilter } from './names';

/** Those that bring the trace to its own middle. */
const CENTRING: ReadonlySet<EcgFilter> = new Set(['diagnostic', 'monitor', 'baseline']);

/**
 * A trace with filters applied, in the order of `ECG_FILTERS`. The result names in `filters` what was really applied: a
 * filter whose frequency the sampling rate cannot hold is left out. Samples that were not recorded stay `NaN`, and nothing
 * is carried across them.
 *
 * @param trace - With `filterMarginS` seconds beside what is shown, or from the recording's own ends.
 */
export function filterTrace(
  trace: EcgTrace,
  sampleRateHz: number,
  filters: readonly EcgFilter[],
): EcgTrace {
  const chosen = ECG_FILTERS.filter((one) => filters.includes(one))
    .map((name) => ({ name, stages: designFilter(name, sampleRateHz) }))
    .filter(({ stages }) => stages.length > 0);
  if (chosen.length === 0) return trace;
  // stable: those without a high-pass keep their order and go first
  const stages = chosen
    .flatMap((one) => one.stages)
    .sort((a, b) => Number(a.isHighPass) - Number(b.isHighPass));
  const names = chosen.map(({ name }) => name);
  return {
    ...trace,
    values: filtered(trace.values, stages),
    shift: names.some((name) => CENTRING.has(name)) ? 0 : trace.shift,
    filters: [...trace.filters, ...names],
  };
}

/** Values behind some stages; stretches between gaps each by themselves. */
export function filtered(values: Float32Array, stages: readonly FilterStage[]): Float32Array {
  const out = Float32Array.from(values);
  for (const [from, to] of recordedRuns(values)) {
    let run = Float64Array.from(values.subarray(from, to));
    for (const { sections, pad } of stages) run = zeroPhase(run, sections, pad);
    out.set(run, from);
  }
  return out;
}

/** Stretches without `NaN`, end exclusive. */
export function recordedRuns(values: Float32Array): (readonly [from: number, to: number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = -1;
  for (let at = 0; at <= values.length; at++) {
    const isRecorded = at < values.length && !Number.isNaN(values[at] ?? Number.NaN);
    if (isRecorded && from < 0) from = at;
    if (!isRecorded && from >= 0) {
      runs.push([from, at]);
      from = -1;
    }
  }
  return runs;
}
