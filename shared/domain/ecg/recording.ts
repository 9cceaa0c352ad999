import type { ChannelCalibration, EcgSamples } from './amplitude';
import type { LeadName } from './leads';

export type EcgChannel = {
  /** `null` for a channel that is no lead this product knows; `label` then says what the file calls it. */
  readonly lead: LeadName | null;
  readonly label: string;
  readonly samples: EcgSamples;
  /** Value that stands for "no sample here", `null` when the file has none. */
  readonly padding: number | null;
  /** `null` when the file does not say what one bit is worth; nothing may then be measured in millivolts. */
  readonly calibration: ChannelCalibration | null;
  /** Offset of the first sample from the start of the group, in seconds. Negative where a recorder states it so. */
  readonly skewS: number;
};

export const GROUP_KINDS = ['rhythm', 'averagedBeat'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** Channels sampled together. A file may hold the rhythm and, beside it, an averaged beat. */
export type EcgGroup = {
  readonly kind: GroupKind;
  readonly sampleRateHz: number;
  readonly channels: readonly EcgChannel[];
};

/** What a recorder's number means, where that is certain; its name in the file otherwise stands alone. */
export const MEASUREMENT_KEYS = [
  'heartRate',
  'rr',
  'pDuration',
  'pr',
  'qrs',
  'qt',
  'qtc',
  'qtcBazett',
  'qtcFridericia',
  'pAxis',
  'qrsAxis',
  'tAxis',
] as const;
export type MeasurementKey = (typeof MEASUREMENT_KEYS)[number];

/** A number the recorder computed, with its own words; shown as the recorder's, never as ours. */
export type RecorderMeasurement = {
  readonly key: MeasurementKey | null;
  readonly name: string;
  readonly value: number;
  /** As the file writes it; `ms`, `deg` and `/min` where the format fixes the unit. */
  readonly unit: string;
};

export const ANNOTATION_KINDS = ['beat', 'rhythm', 'fiducial', 'noise', 'note'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** A mark in the recording that came with it. */
export type EcgAnnotation = {
  readonly kind: AnnotationKind;
  /** Seconds from the start of the first group. */
  readonly atS: number;
  /** 0 for a moment. */
  readonly durationS: number;
  /** The format's own code, for example `N`, `V`, `(AFIB`, `QRS Onset`; '' when there is only text. */
  readonly code: string;
  readonly text: string;
};

/** Filters the recorder says it applied before it stored the samples; `null` where the file does not say. */
export type RecorderFilter = {
  readonly highPassHz: number | null;
  readonly lowPassHz: number | null;
  readonly notchHz: number | null;
};

export type EcgDevice = { readonly manufacturer: string; readonly model: string };

export const ECG_FORMATS = [
  'dicom',
  'aecg',
  'scp',
  'sierra',
  'muse',
  'wfdb',
  'edf',
  'bdf',
] as const;
export type EcgFormat = (typeof ECG_FORMATS)[number];

/** Everything a file says beside its samples. */
export type EcgFacts = {
  readonly format: EcgFormat;
  /** Recorder's local wall clock `YYYY-MM-DDTHH:mm:ss`, without zone as it is stored; `null` when absent. */
  readonly recordedAt: string | null;
  /** '' where the file does not say. */
  readonly device: EcgDevice;
  readonly recorderFilter: RecorderFilter;
  /** The recorder threw samples away and the format prescribes how they are filled in again (SCP bimodal compression). */
  readonly isLossy: boolean;
  readonly measurements: readonly RecorderMeasurement[];
  /** Interpretation printed by the recorder, line by line, in its own language. */
  readonly statements: readonly string[];
  /** In order of time. */
  readonly annotations: readonly EcgAnnotation[];
};

export type EcgRecording = EcgFacts & {
  /** At least one, rhythm first. */
  readonly groups: readonly EcgGroup[];
};

/** Facts of a file that says nothing but its samples. */
export const bareFacts = (format: EcgFormat): EcgFacts => ({
  format,
  recordedAt: null,
  device: { manufacturer: '', model: '' },
  recorderFilter: { highPassHz: null, lowPassHz: null, notchHz: null },
  isLossy: false,
  measurements: [],
  statements: [],
  annotations: [],
});

/** Length of a group in seconds, the skew of its channels included. */
export const durationS = ({ channels, sampleRateHz }: EcgGroup): number =>
  Math.max(...channels.map(({ samples, skewS }) => samples.length / sampleRateHz + skewS));
