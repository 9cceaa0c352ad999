import { ECG_FILTERS, type EcgFilter } from '../../../../shared/domain/ecg/filter/names';
import { filterTrace } from '../../../../shared/domain/ecg/filter/filterTrace';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';

/** Pass bands exclude each other; so do the two mains frequencies. */
export const BANDS = ['diagnostic', 'monitor', 'lowPass40'] as const satisfies EcgFilter[];
export const NOTCHES = ['notch50', 'notch60'] as const satisfies EcgFilter[];
export type Band = (typeof BANDS)[number];
export type Notch = (typeof NOTCHES)[number];

export type FilterChoice = {
  readonly band: Band | null;
  readonly baseline: boolean;
  readonly notch: Notch | null;
};

/** As recorded: no filter is ever on by itself. */
export const NO_FILTER: FilterChoice = { band: null, baseline: false, notch: null };

/** In the order they are applied and named. */
export function filtersOf({ band, baseline, notch }: FilterChoice): readonly EcgFilter[] {
  const chosen = new Set<EcgFilter | null>([band, notch, baseline ? 'baseline' : null]);
  return ECG_FILTERS.filter((filter) => chosen.has(filter));
}

/** Traces through the chosen filters; the same traces, untouched, when there is none. */
export const filtered = (
  traces: readonly EcgTrace[],
  sampleRateHz: number,
  filters: readonly EcgFilter[],
): readonly EcgTrace[] =>
  filters.length === 0 ? traces : traces.map((trace) => filterTrace(trace, sampleRateHz, filters));

/** What was really done to the traces on a sheet: a recording too slow for a filter is left without it. */
export function appliedFilters(traces: readonly EcgTrace[]): readonly EcgFilter[] {
  const applied = new Set(traces.flatMap(({ filters }) => filters));
  return ECG_FILTERS.filter((filter) => applied.has(filter));
}
