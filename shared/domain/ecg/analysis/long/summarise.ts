import { NORMAL, OTHER } from '../detect/shapes';
import { ANALYSIS_METHOD } from '../analysis';
import { MAX_EVENTS, type EcgLongAnalysis } from '../../longAnalysis';
import { eventsOf } from './events';
import { deviation, intervalsOf, RATE_BEATS, runningMean, type LongBeats } from './rhythm';

const TREND_STEP_S = 60;
const BIN_MS = 20;
const BINS = 150;
const SEGMENT_S = 300;
/** Fewer beats of one segment say nothing about its mean. */
const LEAST_SEGMENT_BEATS = 60;
/** Intervals of a heart, for its variability; what lies outside is a pause, a fault or an overlooked beat. */
const VARIABLE = { leastMs: 300, mostMs: 2000 };

export type LongFindings = {
  readonly beats: LongBeats;
  /** Stretches without a usable lead, in samples. */
  readonly lost: readonly (readonly [from: number, to: number])[];
  readonly durationS: number;
  readonly channels: readonly string[];
};

/** Everything that is told of a long recording, from its beats. */
export function summarise({ beats, lost, durationS, channels }: LongFindings): EcgLongAnalysis {
  const intervals = intervalsOf(beats);
  const means = runningMean(intervals, RATE_BEATS);
  const lostS = lost.reduce((sum, [from, to]) => sum + (to - from) / beats.sampleRateHz, 0);
  const events = eventsOf(beats, lost);
  const segments = segmentMeans(beats, intervals);
  return {
    method: ANALYSIS_METHOD,
    channels: [...channels],
    beatCount: beats.samples.length,
    otherCount: beats.kinds.reduce((sum, kind) => sum + Number(kind === OTHER), 0),
    analysedS: Math.max(0, durationS - lostS),
    meanRate: rateOf(meanOf(intervals)),
    slowest: extremeRate(beats, means, (a, b) => a > b),
    fastest: extremeRate(beats, means, (a, b) => a < b),
    longestRr: longest(beats, intervals),
    trend: trendOf(beats, intervals, means, durationS),
    rrHistogram: { binMs: BIN_MS, counts: histogramOf(intervals) },
    sdnnMs: deviation(normalIntervals(beats, intervals).map(({ ms }) => ms)),
    sdannMs: deviation(segments),
    events: events.slice(0, MAX_EVENTS),
    eventCount: events.length,
  };
}

const secondsAt = ({ samples, sampleRateHz }: LongBeats, at: number): number =>
  (samples[at] ?? 0) / sampleRateHz;

function meanOf(values: Iterable<number>): number | null {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

const rateOf = (ms: number | null): number | null => (ms === null ? null : rounded(60_000 / ms));
const rounded = (value: number): number => Math.round(value * 10) / 10;

function extremeRate(
  beats: LongBeats,
  means: Float64Array,
  isMore: (a: number, b: number) => boolean,
): { rate: number; atS: number } | null {
  let best = -1;
  means.forEach((mean, at) => {
    if (!Number.isNaN(mean) && (best < 0 || isMore(mean, means[best] ?? 0))) best = at;
  });
  if (best < 0) return null;
  return { rate: rounded(60_000 / (means[best] ?? 1)), atS: secondsAt(beats, best - RATE_BEATS) };
}

function longest(beats: LongBeats, intervals: Float64Array): { ms: number; atS: number } | null {
  let best = -1;
  intervals.forEach((value, at) => {
    if (!Number.isNaN(value) && (best < 0 || value > (intervals[best] ?? 0))) best = at;
  });
  return best < 0
    ? null
    : { ms: Math.round(intervals[best] ?? 0), atS: secondsAt(beats, best - 1) };
}

function trendOf(
  beats: LongBeats,
  intervals: Float64Array,
  means: Float64Array,
  durationS: number,
): EcgLongAnalysis['trend'] {
  const steps = Math.ceil(durationS / TREND_STEP_S);
  const sums = new Float64Array(steps);
  const counts = new Int32Array(steps);
  const longestMean = new Float64Array(steps).fill(-Infinity);
  const shortestMean = new Float64Array(steps).fill(Infinity);
  const other = new Int32Array(steps);
  intervals.forEach((value, at) => {
    const step = Math.floor(secondsAt(beats, at) / TREND_STEP_S);
    if (step >= steps) return;
    if (beats.kinds[at] === OTHER) other[step] = (other[step] ?? 0) + 1;
    if (Number.isNaN(value)) return;
    sums[step] = (sums[step] ?? 0) + value;
    counts[step] = (counts[step] ?? 0) + 1;
    const mean = means[at] ?? Number.NaN;
    if (Number.isNaN(mean)) return;
    longestMean[step] = Math.max(longestMean[step] ?? 0, mean);
    shortestMean[step] = Math.min(shortestMean[step] ?? 0, mean);
  });
  const rates = (ms: (step: number) => number): (number | null)[] =>
    Array.from({ length: steps }, (_, step) => {
      const value = ms(step);
      return Number.isFinite(value) && value > 0 ? rounded(60_000 / value) : null;
    });
  return {
    stepS: TREND_STEP_S,
    mean: rates((step) => (sums[step] ?? 0) / (counts[step] ?? 0)),
    min: rates((step) => longestMean[step] ?? Number.NaN),
    max: rates((step) => shortestMean[step] ?? Number.NaN),
    other: Array.from(other),
  };
}

function histogramOf(intervals: Float64Array): number[] {
  const counts = new Int32Array(BINS);
  for (const value of intervals) {
    if (Number.isNaN(value)) continue;
    const bin = Math.min(BINS - 1, Math.floor(value / BIN_MS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return Array.from(counts);
}

/** Intervals between neighbouring beats of the dominant shape. */
function normalIntervals(
  { kinds }: LongBeats,
  intervals: Float64Array,
): { readonly at: number; readonly ms: number }[] {
  const found: { at: number; ms: number }[] = [];
  intervals.forEach((ms, at) => {
    const isNormal = kinds[at] === NORMAL && kinds[at - 1] === NORMAL;
    if (isNormal && ms >= VARIABLE.leastMs && ms <= VARIABLE.mostMs) found.push({ at, ms });
  });
  return found;
}

function segmentMeans(beats: LongBeats, intervals: Float64Array): number[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { at, ms } of normalIntervals(beats, intervals)) {
    const segment = Math.floor(secondsAt(beats, at) / SEGMENT_S);
    const { sum, count } = sums.get(segment) ?? { sum: 0, count: 0 };
    sums.set(segment, { sum: sum + ms, count: count + 1 });
  }
  return [...sums.values()]
    .filter(({ count }) => count >= LEAST_SEGMENT_BEATS)
    .map(({ sum, count }) => sum / count);
}
