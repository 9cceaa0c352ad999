import type { EcgTrace } from '../traces';
import type { EcgBeat, MedianLead } from './analysis';
import { medianOf as medianValue } from './signal';

/** How far a median beat reaches around the complex, in seconds, and in parts of the interval between beats. */
const BEFORE = { s: 0.45, ofInterval: 0.5 };
const BEHIND = { s: 0.75, ofInterval: 0.85 };
/** Where the line is that a beat's wander is measured from: the end of the PR segment as a rule. */
const LEVEL_FROM_S = 0.09;
const LEVEL_TO_S = 0.07;
const SHIFT_S = 0.012;
const SHIFT_STEP_S = 0.002;
/** More beats do not make a better median; a recording of minutes gives some from everywhere. */
const MOST_BEATS = 60;

export type Medians = {
  readonly alignedAt: number;
  readonly beats: number;
  /** Samples of the recording that lie on `alignedAt`, one a beat. */
  readonly places: readonly number[];
  readonly leads: readonly MedianLead[];
};

/**
 * The dominant beat: beats of its shape laid over each other where they fit best, wander taken off each, and the median of
 * every sample.
 *
 * @returns `null` with fewer than two whole beats of the dominant shape.
 */
export function medianBeatOf(
  traces: readonly EcgTrace[],
  beats: readonly EcgBeat[],
  sampleRateHz: number,
  rrMs: number,
): Medians | null {
  const rrS = rrMs / 1000;
  const before = Math.round(Math.min(BEFORE.s, BEFORE.ofInterval * rrS) * sampleRateHz);
  const behind = Math.round(Math.min(BEHIND.s, BEHIND.ofInterval * rrS) * sampleRateHz);
  const length = Math.min(...traces.map(({ values }) => values.length));
  const whole = beats
    .filter(({ kind }) => kind === 'normal')
    .map(({ sample }) => sample)
    .filter((sample) => sample - before >= 0 && sample + behind < length);
  if (whole.length < 2) return null;
  const recorded = traces.filter(({ derived }) => !derived);
  const step = Math.max(1, whole.length / MOST_BEATS);
  const some = whole.filter(
    (_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step),
  );
  const places = aligned(recorded, some, sampleRateHz);
  return {
    alignedAt: before,
    beats: places.length,
    places,
    leads: traces.map((trace) => ({
      lead: trace.lead,
      label: trace.label,
      derived: trace.derived,
      values: medianOf(trace.values, places, { before, behind, sampleRateHz }),
    })),
  };
}

/** Shifts each beat by up to 12 ms to where its complex fits that of the first pass best. */
function aligned(
  traces: readonly EcgTrace[],
  places: readonly number[],
  sampleRateHz: number,
): number[] {
  const reach = Math.round(0.06 * sampleRateHz);
  const options = { before: reach, behind: reach, sampleRateHz };
  const models = traces.map(({ values }) => medianOf(values, places, options));
  const step = Math.max(1, Math.round(SHIFT_STEP_S * sampleRateHz));
  const most = step * Math.round((SHIFT_S * sampleRateHz) / step);
  return places.map((place) => {
    let [best, least] = [place, Infinity];
    for (let shift = -most; shift <= most; shift += step) {
      const distance = traces.reduce(
        (sum, { values }, lead) =>
          sum + distanceOf(values, place + shift - reach, models[lead] ?? new Float32Array()),
        0,
      );
      if (distance < least) [best, least] = [place + shift, distance];
    }
    return best;
  });
}

/** Squared distance of a stretch from a model, both without their means. */
function distanceOf(values: Float32Array, from: number, model: Float32Array): number {
  let [sum, square] = [0, 0];
  for (let at = 0; at < model.length; at++) {
    const difference = (values[from + at] ?? 0) - (model[at] ?? 0);
    if (Number.isNaN(difference)) return 0;
    sum += difference;
    square += difference * difference;
  }
  return square - (sum * sum) / model.length;
}

function medianOf(
  values: Float32Array,
  places: readonly number[],
  {
    before,
    behind,
    sampleRateHz,
  }: { readonly before: number; readonly behind: number; readonly sampleRateHz: number },
): Float32Array {
  const lines = places.map((place, index) =>
    lineOf(values, place, places[index + 1], sampleRateHz),
  );
  const column = new Float32Array(places.length);
  return Float32Array.from({ length: before + behind + 1 }, (_, at) => {
    let count = 0;
    places.forEach((place, beat) => {
      const sample = place - before + at;
      const line = lines[beat];
      const value =
        (values[sample] ?? Number.NaN) - (line ? line.level + line.slope * (sample - place) : 0);
      if (!Number.isNaN(value)) column[count++] = value;
    });
    return count === 0 ? Number.NaN : medianValue(column.subarray(0, count));
  });
}

/** Wander of one beat: from its own level to that of the next beat. */
function lineOf(
  values: Float32Array,
  place: number,
  next: number | undefined,
  sampleRateHz: number,
): { readonly level: number; readonly slope: number } {
  const own = levelBefore(values, place, sampleRateHz);
  const other = next === undefined ? own : levelBefore(values, next, sampleRateHz);
  const slope = next === undefined || !(other - own) ? 0 : (other - own) / (next - place);
  return { level: own + slope * LEVEL_TO_S * sampleRateHz, slope };
}

function levelBefore(values: Float32Array, place: number, sampleRateHz: number): number {
  const from = Math.max(0, Math.round(place - LEVEL_FROM_S * sampleRateHz));
  const to = Math.max(from + 1, Math.round(place - LEVEL_TO_S * sampleRateHz));
  let sum = 0;
  for (let at = from; at < to; at++) sum += values[at] ?? 0;
  const mean = sum / (to - from);
  return Number.isNaN(mean) ? 0 : mean;
}
