import { OTHER } from '../detect/shapes';
import type { EcgEvent } from '../../longAnalysis';
import { intervalsOf, RATE_BEATS, runningMean, type LongBeats } from './rhythm';

const PAUSE_MS = 2000;
const SLOW_MS = 60_000 / 50;
const FAST_MS = 60_000 / 100;
const LEAST_RATE_BEATS = 15;
const LEAST_RUN = 3;
/** Mean change from interval to interval, in parts of the interval: fibrillation keeps above, breathing far below. */
const IRREGULAR = { begins: 0.12, ends: 0.08, beats: 24, leastS: 30 };
const LEAST_LOST_S = 2;

/** Stretches worth a look, see `EVENT_KINDS`; in order of time. */
export function eventsOf(
  beats: LongBeats,
  lost: readonly (readonly [from: number, to: number])[],
): EcgEvent[] {
  const intervals = intervalsOf(beats);
  const events = [
    ...pauses(beats, intervals),
    ...rateEvents(beats, intervals, 'bradycardia', (mean) => mean > SLOW_MS),
    ...rateEvents(beats, intervals, 'tachycardia', (mean) => mean < FAST_MS),
    ...runs(beats),
    ...irregular(beats, intervals),
    ...lost.flatMap(([from, to]): EcgEvent[] => {
      const [fromS, toS] = [from / beats.sampleRateHz, to / beats.sampleRateHz];
      return toS - fromS < LEAST_LOST_S
        ? []
        : [{ kind: 'noSignal', fromS, toS, value: toS - fromS }];
    }),
  ];
  return events.sort((a, b) => a.fromS - b.fromS);
}

const secondsAt = ({ samples, sampleRateHz }: LongBeats, at: number): number =>
  (samples[at] ?? 0) / sampleRateHz;

function pauses(beats: LongBeats, intervals: Float64Array): EcgEvent[] {
  const found: EcgEvent[] = [];
  intervals.forEach((value, at) => {
    if (!(value > PAUSE_MS)) return;
    found.push({
      kind: 'pause',
      fromS: secondsAt(beats, at - 1),
      toS: secondsAt(beats, at),
      value: Math.round(value),
    });
  });
  return found;
}

function rateEvents(
  beats: LongBeats,
  intervals: Float64Array,
  kind: 'bradycardia' | 'tachycardia',
  isOut: (meanMs: number) => boolean,
): EcgEvent[] {
  const means = runningMean(intervals, RATE_BEATS);
  const isIn = (at: number): boolean => isOut(means[at] ?? Number.NaN);
  return stretches(intervals.length, isIn).flatMap(([first, end]): EcgEvent[] => {
    // the mean speaks of the beats before it as well, and lags behind where the rate changes back
    let [from, last] = [first - RATE_BEATS, end];
    while (from < last && !isOut(intervals[from + 1] ?? Number.NaN)) from += 1;
    while (last > from && !isOut(intervals[last] ?? Number.NaN)) last -= 1;
    if (last - from < LEAST_RATE_BEATS) return [];
    const [fromS, toS] = [secondsAt(beats, from), secondsAt(beats, last)];
    return [{ kind, fromS, toS, value: Math.round(((last - from) * 60) / (toS - fromS)) }];
  });
}

function runs(beats: LongBeats): EcgEvent[] {
  const { kinds, gaps } = beats;
  const isOther = (at: number): boolean => kinds[at] === OTHER;
  return stretches(kinds.length, isOther, (at) => gaps[at] === 1).flatMap(
    ([first, last]): EcgEvent[] => {
      const count = last - first + 1;
      return count < LEAST_RUN
        ? []
        : [
            {
              kind: 'otherRun',
              fromS: secondsAt(beats, first),
              toS: secondsAt(beats, last),
              value: count,
            },
          ];
    },
  );
}

/** Beats of the dominant shape whose intervals change all the time. */
function irregular(beats: LongBeats, intervals: Float64Array): EcgEvent[] {
  const { kinds } = beats;
  const changes = Float64Array.from(intervals, (value, at) => {
    const before = intervals[at - 1] ?? Number.NaN;
    const isPlain = kinds[at] !== OTHER && kinds[at - 1] !== OTHER && kinds[at - 2] !== OTHER;
    return isPlain ? Math.min(1, (2 * Math.abs(value - before)) / (value + before)) : 0;
  });
  const means = runningMean(changes, IRREGULAR.beats);
  let isInside = false;
  const isIn = (at: number): boolean => {
    const mean = means[at] ?? Number.NaN;
    isInside = mean > (isInside ? IRREGULAR.ends : IRREGULAR.begins);
    return isInside;
  };
  return stretches(intervals.length, isIn).flatMap(([first, last]): EcgEvent[] => {
    const from = Math.max(0, first - IRREGULAR.beats);
    const [fromS, toS] = [secondsAt(beats, from), secondsAt(beats, last)];
    return toS - fromS < IRREGULAR.leastS
      ? []
      : [
          {
            kind: 'irregular',
            fromS,
            toS,
            value: Math.round(((last - from) * 60) / (toS - fromS)),
          },
        ];
  });
}

/** Longest stretches of indices for which something holds, both ends inclusive; a new one begins where `isCut`. */
function stretches(
  length: number,
  holds: (at: number) => boolean,
  isCut: (at: number) => boolean = () => false,
): (readonly [first: number, last: number])[] {
  const found: (readonly [number, number])[] = [];
  let first = -1;
  for (let at = 0; at < length; at++) {
    const isIn = holds(at);
    if (first >= 0 && (!isIn || isCut(at))) {
      found.push([first, at - 1]);
      first = -1;
    }
    if (isIn && first < 0) first = at;
  }
  if (first >= 0) found.push([first, length - 1]);
  return found;
}
