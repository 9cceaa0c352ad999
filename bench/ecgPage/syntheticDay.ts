import { levelWidths } from '../../shared/domain/ecg/buckets';
import { STANDARD_LEADS } from '../../shared/domain/ecg/leads';
import type { EcgLongAnalysis } from '../../shared/domain/ecg/longAnalysis';
import type { EcgManifest } from '../../shared/domain/ecg/manifest';
import type { SampleBlock } from '../../shared/domain/ecg/sampleBlock';
import { ok } from '../../shared/lib/result';
import type { BlockRequest, LongEcg } from '../../renderer/ports/ecgSource';

/**
 * A day of ECG that is computed where it is looked at: beats of one shape, a rate that follows the hour, some pauses and
 * other beats, and spikes of one sample at known places. 2.5 uV for one unit.
 */
export const UV_PER_UNIT = 2.5;
const HEIGHT_UV = [600, 1000, 400, -800, 200, 700, -700, -900, 500, 1100, 1200, 900];
const NOISE = Array.from({ length: 1021 }, (_, at) => ((at * 7919) % 13) - 6);

export type Spike = { readonly sample: number; readonly channel: number; readonly value: number };

export type SyntheticDay = {
  readonly manifest: EcgManifest;
  readonly long: LongEcg;
  /** Samples of one channel. */
  readonly samples: (channel: number, from: number, count: number) => Int16Array;
  readonly requests: BlockRequest[];
};

export type DayOptions = {
  readonly hours: number;
  readonly rateHz?: number;
  readonly leads?: number;
  readonly spikes?: readonly Spike[];
  readonly events?: number;
  /** Before an answer comes. */
  readonly delayMs?: number;
};

export function createSyntheticDay(options: DayOptions): SyntheticDay {
  const { hours, rateHz = 500, leads = 12, spikes = [], events = 40, delayMs = 0 } = options;
  const sampleCount = Math.round(hours * 3600 * rateHz);
  const beats = beatStarts(sampleCount, rateHz);
  const length = Math.round(0.62 * rateHz);
  const shapes = Array.from({ length: leads }, (_, lead) =>
    shapeOf(HEIGHT_UV[lead % HEIGHT_UV.length] ?? 1000, length, rateHz),
  );
  const isOther = (beat: number): boolean => beat % 173 === 17;

  function fill(channel: number, from: number, count: number): Int16Array {
    const out = new Int16Array(Math.max(0, Math.min(count, sampleCount - from)));
    for (let at = 0; at < out.length; at++) out[at] = NOISE[(from + at + channel * 37) % 1021] ?? 0;
    const shape = shapes[channel] ?? new Float64Array();
    let beat = Math.max(0, lowerBound(beats, from - length));
    for (; beat < beats.length && (beats[beat] ?? 0) < from + out.length; beat++) {
      const start = (beats[beat] ?? 0) - from;
      const factor = isOther(beat) ? -1.3 : 1 + 0.06 * Math.sin(beat * 0.7);
      for (let at = Math.max(0, -start); at < length && start + at < out.length; at++)
        out[start + at] = Math.round((out[start + at] ?? 0) + factor * (shape[at] ?? 0));
    }
    for (const spike of spikes)
      if (spike.channel === channel && spike.sample >= from && spike.sample < from + out.length)
        out[spike.sample - from] = spike.value;
    return out;
  }

  /** Wide buckets hold whole beats: their extremes are those of the beats, and nobody has to make the samples. */
  function extremes(channel: number, from: number, width: number, count: number): Int16Array {
    const out = new Int16Array(2 * count);
    if (width < 4096) {
      const values = fill(channel, from, width * count);
      for (let bucket = 0; bucket < count; bucket++) {
        let [low, high] = [Infinity, -Infinity];
        const end = Math.min(values.length, (bucket + 1) * width);
        for (let at = bucket * width; at < end; at++) {
          const value = values[at] ?? 0;
          if (value < low) low = value;
          if (value > high) high = value;
        }
        out[2 * bucket] = low;
        out[2 * bucket + 1] = high;
      }
      return out;
    }
    const shape = shapes[channel] ?? new Float64Array();
    const top = shape.reduce((a, b) => Math.max(a, b), 0);
    const bottom = shape.reduce((a, b) => Math.min(a, b), 0);
    for (let bucket = 0; bucket < count; bucket++) {
      const start = from + bucket * width;
      let [low, high] = [-6, 6];
      for (
        let beat = lowerBound(beats, start);
        beat < beats.length && (beats[beat] ?? 0) < start + width;
        beat++
      ) {
        const factor = isOther(beat) ? -1.3 : 1 + 0.06 * Math.sin(beat * 0.7);
        high = Math.max(high, factor * (factor > 0 ? top : bottom));
        low = Math.min(low, factor * (factor > 0 ? bottom : top));
      }
      for (const spike of spikes)
        if (spike.channel === channel && spike.sample >= start && spike.sample < start + width) {
          high = Math.max(high, spike.value);
          low = Math.min(low, spike.value);
        }
      out[2 * bucket] = Math.round(low);
      out[2 * bucket + 1] = Math.round(high);
    }
    return out;
  }

  const requests: BlockRequest[] = [];
  const long: LongEcg = {
    async block(request) {
      requests.push(request);
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const { from, bucketSamples: width, channels, group } = request;
      const left = Math.ceil((sampleCount - from) / width);
      const count = Math.max(0, Math.min(request.count, left));
      const values = channels.map((channel) =>
        width === 1 ? fill(channel, from, count) : extremes(channel, from, width, count),
      );
      const content = width === 1 ? ('samples' as const) : ('minMax' as const);
      const block: SampleBlock = {
        content,
        group,
        bucketSamples: width,
        from,
        count,
        channels,
        values,
      };
      return ok(block);
    },
    analysis: async () => ok(analysisOf(beats, rateHz, sampleCount / rateHz, events)),
    beats: async (from, to) => {
      const first = lowerBound(beats, from);
      const last = lowerBound(beats, to);
      return ok({
        samples: beats.slice(first, last).map((start) => start + Math.round(0.2 * rateHz)),
        kinds: Uint8Array.from({ length: last - first }, (_, at) => (isOther(first + at) ? 1 : 0)),
      });
    },
  };
  return { manifest: manifestOf(sampleCount, rateHz, leads), long, samples: fill, requests };
}

function beatStarts(sampleCount: number, rateHz: number): Int32Array {
  const starts: number[] = [];
  for (let at = 0, beat = 0; at < sampleCount; beat++) {
    starts.push(Math.round(at));
    const hour = at / rateHz / 3600;
    const rate = 72 + 22 * Math.sin(((hour - 4) / 24) * 2 * Math.PI) + 6 * Math.sin(beat * 0.05);
    const pause = beat % 9001 === 4000 ? 2.4 : 1;
    at += (60 / rate) * rateHz * pause;
  }
  return Int32Array.from(starts);
}

function shapeOf(heightUv: number, length: number, rateHz: number): Float64Array {
  const units = heightUv / UV_PER_UNIT;
  const bump = (t: number, centre: number, width: number): number =>
    Math.exp(-((t - centre) ** 2) / (2 * width ** 2));
  return Float64Array.from({ length }, (_, at) => {
    const t = at / rateHz;
    return (
      units *
      (0.12 * bump(t, 0.06, 0.02) -
        0.1 * bump(t, 0.18, 0.007) +
        1.05 * bump(t, 0.2, 0.009) -
        0.22 * bump(t, 0.222, 0.009) +
        0.28 * bump(t, 0.46, 0.04))
    );
  });
}

function lowerBound(values: Int32Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function manifestOf(sampleCount: number, rateHz: number, leads: number): EcgManifest {
  return {
    revision: 'synthetic',
    format: 'dicom',
    recordedAt: '2026-11-23T08:15:00',
    device: { manufacturer: 'Huizhen', model: 'Synthetic' },
    recorderFilter: { highPassHz: 0.05, lowPassHz: 150, notchHz: null },
    isLossy: false,
    durationS: sampleCount / rateHz,
    isLong: true,
    derived: 'ready',
    groups: [
      {
        kind: 'rhythm',
        sampleRateHz: rateHz,
        sampleCount,
        channels: Array.from({ length: leads }, (_, at) => ({
          lead: STANDARD_LEADS[at] ?? null,
          label: STANDARD_LEADS[at] ?? `CH${at + 1}`,
          padding: null,
          calibration: { sensitivity: UV_PER_UNIT, correctionFactor: 1, baseline: 0, unit: 'uV' },
          skewS: 0,
        })),
        levels: levelWidths(sampleCount),
      },
    ],
    measurements: [],
    statements: [],
    annotations: [],
    annotationCount: 0,
    objects: [],
    sopInstanceUid: null,
  };
}

function analysisOf(
  beats: Int32Array,
  rateHz: number,
  totalS: number,
  eventCount: number,
): EcgLongAnalysis {
  const stepS = 10;
  const steps = Math.ceil(totalS / stepS);
  const perStep: number[][] = Array.from({ length: steps }, () => []);
  const counts = new Array<number>(200).fill(0);
  for (let at = 1; at < beats.length; at++) {
    const rrMs = (((beats[at] ?? 0) - (beats[at - 1] ?? 0)) / rateHz) * 1000;
    perStep[Math.floor((beats[at] ?? 0) / rateHz / stepS)]?.push(60_000 / rrMs);
    const bin = Math.min(199, Math.floor(rrMs / 10));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const trendOf = (pick: (rates: number[]) => number): (number | null)[] =>
    perStep.map((rates) => (rates.length < 2 ? null : pick(rates)));
  const kinds = [
    'pause',
    'tachycardia',
    'bradycardia',
    'otherRun',
    'irregular',
    'noSignal',
  ] as const;
  return {
    method: 'synthetic',
    channels: ['II'],
    beatCount: beats.length,
    otherCount: Math.floor(beats.length / 173),
    analysedS: totalS,
    meanRate: 72,
    slowest: { rate: 44, atS: totalS * 0.8 },
    fastest: { rate: 101, atS: totalS * 0.4 },
    longestRr: { ms: 2100, atS: totalS * 0.3 },
    trend: {
      stepS,
      mean: trendOf((rates) => rates.reduce((a, b) => a + b, 0) / rates.length),
      min: trendOf((rates) => Math.min(...rates)),
      max: trendOf((rates) => Math.max(...rates)),
      other: perStep.map(() => 0),
    },
    rrHistogram: { binMs: 10, counts },
    sdnnMs: 140,
    sdannMs: 120,
    events: Array.from({ length: eventCount }, (_, at) => {
      const fromS = ((at + 0.5) / eventCount) * totalS;
      const kind = kinds[at % kinds.length] ?? 'pause';
      return { kind, fromS, toS: fromS + 8, value: kind === 'pause' ? 2100 : 30 + (at % 90) };
    }),
    eventCount,
  };
}
