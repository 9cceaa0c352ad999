import type { EcgAxes, Fiducials, MedianLead } from './analysis';
import { medianOf } from './signal';

type Range = { readonly from: number; readonly to: number };

/** Augmented leads are shorter than bipolar ones by this factor. */
const AUGMENTED = 2 / Math.sqrt(3);
/** Below, in mV, there is no direction to speak of. */
const LEAST_MV = 0.02;

/**
 * Frontal axes from I and aVF (or I and II): of P and QRS from their areas, of T from its height, as most recorders do.
 */
export function axesOf(
  leads: readonly MedianLead[],
  { pOn, pOff, qrsOn, qrsOff, tOff }: Fiducials,
  sampleRateHz: number,
): EcgAxes {
  const one = leads.find(({ lead }) => lead === 'I')?.values;
  const foot = footOf(leads, one);
  if (!one || !foot) return { pDeg: null, qrsDeg: null, tDeg: null };
  const s = (seconds: number): number => Math.round(seconds * sampleRateHz);
  const base: Range = { from: Math.max(0, qrsOn - s(0.012)), to: qrsOn };
  const axis = (range: Range, measure: Measure): number | null =>
    directionOf(measure(one, range, base), measure(foot, range, base));
  return {
    pDeg: pOn !== null && pOff !== null ? axis({ from: pOn, to: pOff }, meanOf) : null,
    qrsDeg: axis({ from: qrsOn, to: qrsOff }, meanOf),
    tDeg: tOff === null ? null : axis({ from: qrsOff + s(0.06), to: tOff }, heightOf),
  };
}

function footOf(leads: readonly MedianLead[], one: Float32Array | undefined): Float32Array | null {
  const foot = leads.find(({ lead }) => lead === 'aVF')?.values;
  const two = leads.find(({ lead }) => lead === 'II')?.values;
  if (foot) return foot;
  return one && two ? two.map((value, at) => value - (one[at] ?? 0) / 2) : null;
}

type Measure = (
  values: Float32Array,
  range: Range,
  base: Range,
) => { readonly value: number; readonly most: number };

const meanOf: Measure = (values, { from, to }, base) => {
  const level = medianOf(values.subarray(base.from, base.to));
  let [sum, most] = [0, 0];
  for (let at = from; at < to; at++) {
    const away = (values[at] ?? 0) - level;
    sum += away;
    most = Math.max(most, Math.abs(away));
  }
  return { value: sum / Math.max(1, to - from), most };
};

const heightOf: Measure = (values, { from, to }, base) => {
  const level = medianOf(values.subarray(base.from, base.to));
  const wave = values.subarray(from, to).map((value) => value - level);
  const [least, most] = [Math.min(0, ...wave), Math.max(0, ...wave)];
  return { value: least + most, most: Math.max(-least, most) };
};

function directionOf(one: ReturnType<Measure>, foot: ReturnType<Measure>): number | null {
  if (Math.max(one.most, foot.most) < LEAST_MV) return null;
  return Math.round((Math.atan2(AUGMENTED * foot.value, one.value) * 180) / Math.PI);
}
