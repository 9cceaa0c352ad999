import type { EcgTrace } from './traces';

export const CALIPER_PURPOSES = ['rr', 'pr', 'qrs', 'qt'] as const;
export type CaliperPurpose = (typeof CALIPER_PURPOSES)[number];

/** Two moments and two values on one trace. It belongs to the signal, not to the paper: layout and zoom leave it alone. */
export type EcgCaliper = {
  readonly id: number;
  /** Label of its trace; labels are unique within a group. */
  readonly label: string;
  /** Seconds from the start of the group. */
  readonly fromS: number;
  readonly toS: number;
  /** In the unit of the trace's values. */
  readonly fromValue: number;
  readonly toValue: number;
  /** Whether its interval is repeated to both sides. */
  readonly isMarching: boolean;
  /** What the reader says it measures. */
  readonly purpose: CaliperPurpose | null;
};

export const CALIPER_PARTS = ['from', 'to', 'both'] as const;
export type CaliperPart = (typeof CALIPER_PARTS)[number];

/** One end of a caliper. */
export type CaliperPoint = { readonly atS: number; readonly value: number };

export type CaliperReading = {
  readonly durationMs: number;
  /** Second end minus first; `null` without calibration or where nothing was recorded. */
  readonly millivolts: number | null;
  /** Rate if the distance is one RR interval; `null` for a distance of 0. */
  readonly ratePerMin: number | null;
};

export function readCaliper(
  { fromS, toS, fromValue, toValue }: EcgCaliper,
  trace: Pick<EcgTrace, 'unscaled'>,
): CaliperReading {
  const durationMs = Math.abs(toS - fromS) * 1000;
  const rise = toValue - fromValue;
  return {
    durationMs,
    millivolts: trace.unscaled === null && Number.isFinite(rise) ? rise : null,
    ratePerMin: durationMs < 1e-6 ? null : 60_000 / durationMs,
  };
}

/**
 * The recorded sample nearest to a moment.
 *
 * @returns Its time and value (`NaN` where nothing was recorded); the ends of the trace for moments beside it.
 */
export function nearestSample(
  { values, skewS }: Pick<EcgTrace, 'values' | 'skewS'>,
  sampleRateHz: number,
  atS: number,
): CaliperPoint {
  const wanted = Math.round((atS - skewS) * sampleRateHz);
  const index = Math.min(values.length - 1, Math.max(0, wanted));
  return { atS: index / sampleRateHz + skewS, value: values[index] ?? Number.NaN };
}

export type CaliperMove = {
  /** Seconds to the right. */
  readonly byS: number;
  /** Upwards, in the unit of the trace's values; has no effect on ends that follow the trace. */
  readonly byValue: number;
};

export type CaliperGround = {
  readonly trace: Pick<EcgTrace, 'values' | 'skewS'>;
  readonly sampleRateHz: number;
  /** Whether both ends sit on recorded samples; else they stay where the reader puts them. */
  readonly isSnapping: boolean;
};

/** Puts an end where somebody points: on the nearest sample, or freely. */
export const settle = (point: CaliperPoint, ground: CaliperGround): CaliperPoint =>
  ground.isSnapping ? nearestSample(ground.trace, ground.sampleRateHz, point.atS) : point;

/** Moves one end or the whole; a whole that would leave the recording stays as long as it was. */
export function moveCaliper(
  caliper: EcgCaliper,
  part: CaliperPart,
  { byS, byValue }: CaliperMove,
  ground: CaliperGround,
): EcgCaliper {
  const { trace, sampleRateHz } = ground;
  const firstS = trace.skewS;
  const lastS = trace.skewS + (trace.values.length - 1) / sampleRateHz;
  const moved = part === 'both' ? [caliper.fromS, caliper.toS] : [caliper[`${part}S`]];
  const stepS = Math.min(lastS - Math.max(...moved), Math.max(firstS - Math.min(...moved), byS));
  const end = (side: 'from' | 'to'): CaliperPoint => {
    const point = { atS: caliper[`${side}S`], value: caliper[`${side}Value`] };
    if (part !== 'both' && part !== side) return point;
    return settle({ atS: point.atS + stepS, value: point.value + byValue }, ground);
  };
  const [from, to] = [end('from'), end('to')];
  return {
    ...caliper,
    fromS: from.atS,
    toS: to.atS,
    fromValue: from.value,
    toValue: to.value,
  };
}

/** More lines than a sheet can show apart are no help to anybody. */
const MOST_MARCHES = 400;

/**
 * The moments at which a marching caliper's interval repeats inside a window, its own two left out.
 *
 * @returns Seconds, ascending; empty for an interval of 0.
 */
export function marchS(
  { fromS, toS }: Pick<EcgCaliper, 'fromS' | 'toS'>,
  windowFromS: number,
  windowToS: number,
): number[] {
  const period = Math.abs(toS - fromS);
  if (period * MOST_MARCHES < windowToS - windowFromS || period === 0) return [];
  const start = Math.min(fromS, toS);
  const first = Math.ceil((windowFromS - start) / period - 1e-9);
  const last = Math.floor((windowToS - start) / period + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    .filter((step) => step !== 0 && step !== 1)
    .map((step) => start + step * period);
}
