import type { BeatKind } from '../beatBlock';
import type { LeadName } from '../leads';

/** Printed beside every number: numbers of different methods are never compared unseen. */
export const ANALYSIS_METHOD = 'HZ-1';

export type EcgBeat = {
  /** Index of the sample of the R peak (of the greatest deflection where there is no R). */
  readonly sample: number;
  readonly kind: BeatKind;
  /** Interval to the beat before, `null` for the first and behind a gap. */
  readonly rrMs: number | null;
};

export type MedianLead = {
  readonly lead: LeadName | null;
  readonly label: string;
  /** mV, baseline removed at the PR segment; `NaN` where nothing was recorded. */
  readonly values: Float32Array;
  /** Computed from two recorded limb leads. */
  readonly derived: boolean;
};

/** Points of the dominant beat in all leads together, in samples of the median beat; `null` where none was found. */
export type Fiducials = {
  readonly pOn: number | null;
  readonly pOff: number | null;
  readonly qrsOn: number;
  readonly qrsOff: number;
  readonly tOff: number | null;
};

/** The dominant beat: sample by sample the median of all beats of its shape. */
export type MedianBeat = {
  readonly sampleRateHz: number;
  /** Where the beats' own samples (`EcgBeat.sample`) lie in it. */
  readonly alignedAt: number;
  readonly beats: number;
  readonly leads: readonly MedianLead[];
  readonly fiducials: Fiducials;
};

/** Corrected QT, in ms, by the mean RR interval. */
export type CorrectedQt = {
  readonly bazettMs: number;
  readonly fridericiaMs: number;
  readonly framinghamMs: number;
  readonly hodgesMs: number;
};

/** Global intervals (earliest onset to latest end over all leads), in ms; `null` where it could not be told. */
export type EcgIntervals = {
  readonly pMs: number | null;
  readonly prMs: number | null;
  readonly qrsMs: number;
  readonly qtMs: number | null;
  readonly qtc: CorrectedQt | null;
};

/** Frontal axes in degrees, -180 (exclusive) to 180; `null` without calibrated I and aVF (or II), or without the wave. */
export type EcgAxes = {
  readonly pDeg: number | null;
  readonly qrsDeg: number | null;
  readonly tDeg: number | null;
};

/** What was measured in one group of simultaneous leads. Computed, not read by a physician. */
export type EcgAnalysis = {
  readonly method: typeof ANALYSIS_METHOD;
  /** In order of time. */
  readonly beats: readonly EcgBeat[];
  /** From the mean RR interval; `null` with fewer than two neighbouring beats. */
  readonly heartRatePerMin: number | null;
  readonly rr: {
    readonly medianMs: number;
    readonly meanMs: number;
    readonly minMs: number;
    readonly maxMs: number;
  } | null;
  /** `null` when no lead is calibrated or no shape repeats. */
  readonly medianBeat: MedianBeat | null;
  readonly intervals: EcgIntervals | null;
  readonly axes: EcgAxes;
};
