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
  /** Offset of the first sample from the start of the group, in seconds. */
  readonly skewS: number;
};

/** Channels sampled together. A file may hold the rhythm and, beside it, an averaged beat. */
export type EcgGroup = {
  readonly kind: 'rhythm' | 'averagedBeat';
  readonly sampleRateHz: number;
  readonly channels: readonly EcgChannel[];
};

/** A number the recorder computed, with its own words; shown as the recorder's, never as ours. */
export type RecorderMeasurement = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
};

export const ECG_FORMATS = ['dicom', 'aecg', 'scp'] as const;
export type EcgFormat = (typeof ECG_FORMATS)[number];

export type EcgRecording = {
  readonly format: EcgFormat;
  /** Recorder's local wall clock `YYYY-MM-DDTHH:mm:ss`, without zone as it is stored; `null` when absent. */
  readonly recordedAt: string | null;
  /** At least one, rhythm first. */
  readonly groups: readonly EcgGroup[];
  readonly measurements: readonly RecorderMeasurement[];
};

/** Length of a group in seconds, the skew of its channels included. */
export const durationS = ({ channels, sampleRateHz }: EcgGroup): number =>
  Math.max(...channels.map(({ samples, skewS }) => samples.length / sampleRateHz + skewS));
