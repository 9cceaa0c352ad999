import type { ErrorCode } from '../errorCodes';
import { toMillivolts } from './amplitude';
import type { EcgFilter } from './filter/names';
import { OTHER_LEADS, STANDARD_LEADS, type LeadName } from './leads';
import type { EcgChannel, EcgGroup } from './recording';

/** One curve ready to be drawn and, if calibrated, measured. */
export type EcgTrace = {
  readonly lead: LeadName | null;
  readonly label: string;
  /** mV when `unscaled` is `null`, else raw sample values; `NaN` where nothing was recorded. */
  readonly values: Float32Array;
  /** Why there is no millivolt scale, or `null`. */
  readonly unscaled: ErrorCode | null;
  /**
   * Value drawn on the baseline, in the unit of `values`: 0, unless the recording lies so far from 0 that it would leave
   * its row. A shifted trace is marked as such; differences along it stay true.
   */
  readonly shift: number;
  /** True for a limb lead computed from two recorded ones; it is marked as such. */
  readonly derived: boolean;
  readonly skewS: number;
  /** Filters applied to `values`, shown wherever the trace is; empty: as recorded. */
  readonly filters: readonly EcgFilter[];
};

/**
 * The traces of a group in printing order. Recorders that store only I, II and V1 to V6 leave the other limb leads to
 * arithmetic; those are added, but only from calibrated leads that were sampled at the same moments.
 *
 * @see Einthoven's law III = II - I; Goldberger's aVR = -(I + II) / 2, aVL = I - II / 2, aVF = II - I / 2.
 */
export function tracesOf({ channels }: EcgGroup): EcgTrace[] {
  const recorded = channels.map(traceOf);
  const traces = [...recorded, ...missingLimbLeads(recorded)];
  return traces.sort((a, b) => position(a) - position(b));
}

const ORDER: readonly (LeadName | null)[] = [...STANDARD_LEADS, ...OTHER_LEADS];
const position = ({ lead }: EcgTrace): number =>
  lead === null ? ORDER.length : ORDER.indexOf(lead);

function traceOf(channel: EcgChannel): EcgTrace {
  const { lead, label, samples, skewS } = channel;
  const millivolts = toMillivolts(channel);
  return millivolts.ok
    ? {
        lead,
        label,
        values: millivolts.value,
        unscaled: null,
        shift: shiftOf(millivolts.value),
        derived: false,
        skewS,
        filters: [],
      }
    : {
        lead,
        label,
        values: Float32Array.from(samples),
        unscaled: millivolts.error.code,
        shift: median(Float32Array.from(samples)),
        derived: false,
        skewS,
        filters: [],
      };
}

const FORMULAS: readonly (readonly [lead: LeadName, fromI: number, fromII: number])[] = [
  ['III', -1, 1],
  ['aVR', -0.5, -0.5],
  ['aVL', 1, -0.5],
  ['aVF', -0.5, 1],
];

function missingLimbLeads(traces: readonly EcgTrace[]): EcgTrace[] {
  const find = (lead: LeadName): EcgTrace | undefined =>
    traces.find((trace) => trace.lead === lead);
  const [one, two] = [find('I'), find('II')];
  if (!one || !two || one.unscaled !== null || two.unscaled !== null) return [];
  if (one.skewS !== two.skewS || one.values.length !== two.values.length) return [];
  return FORMULAS.filter(([lead]) => !find(lead)).map(([lead, fromI, fromII]) => {
    const values = one.values.map(
      (value, index) => fromI * value + fromII * (two.values[index] ?? Number.NaN),
    );
    const shift = shiftOf(values);
    return {
      lead,
      label: lead,
      values,
      unscaled: null,
      shift,
      derived: true,
      skewS: one.skewS,
      filters: [],
    };
  });
}

/** Electrode offsets of DC-coupled recorders reach hundreds of mV; a filtered ECG stays within one. */
const LARGEST_UNSHIFTED_MV = 1;

function shiftOf(millivolts: Float32Array): number {
  const middle = median(millivolts);
  return Math.abs(middle) > LARGEST_UNSHIFTED_MV ? middle : 0;
}

/** Enough to tell where a trace lies; a long one need not be sorted for that. */
const LOOKED_AT = 4000;

function median(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some = Float32Array.from(
    { length: Math.ceil(values.length / step) },
    (_, at) => values[at * step] ?? Number.NaN,
  );
  const sorted = some.filter((value) => !Number.isNaN(value)).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
