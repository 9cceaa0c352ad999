import { refuse, type AppError } from '../errors';
import { ok, type Result } from '../../lib/result';

/** Raw values as the recorder stored them; 32 bits only where a format allows more than 16. */
export type EcgSamples = Int16Array | Int32Array;

export type ChannelCalibration = {
  /** Channel Sensitivity (003A,0210): physical value of one least-significant bit, in `unit`. */
  readonly sensitivity: number;
  /** Channel Sensitivity Correction Factor (003A,0212), dimensionless. */
  readonly correctionFactor: number;
  /** Channel Baseline (003A,0213): value of sample 0, in `unit`. */
  readonly baseline: number;
  /** UCUM code from Channel Sensitivity Units Sequence (003A,0211). */
  readonly unit: string;
};

const MILLIVOLTS_PER_UNIT: Readonly<Record<string, number>> = {
  V: 1000,
  mV: 1,
  uV: 0.001,
  nV: 1e-6,
};

/** `mV = sample * gain + offset`; `null` without a calibration, or for a unit outside of V, mV, uV and nV. */
export function millivoltsOf(
  calibration: ChannelCalibration | null,
): { readonly gain: number; readonly offset: number } | null {
  const millivoltsPerUnit = calibration && MILLIVOLTS_PER_UNIT[calibration.unit];
  if (!calibration || millivoltsPerUnit === undefined || millivoltsPerUnit === null) return null;
  const { sensitivity, correctionFactor, baseline } = calibration;
  return {
    gain: sensitivity * correctionFactor * millivoltsPerUnit,
    offset: baseline * millivoltsPerUnit,
  };
}

/** The part of a channel that amplitudes depend on. */
export type RawSamples = {
  /** Samples of ONE de-interleaved channel. */
  readonly samples: EcgSamples;
  /** Sample value meaning "nothing recorded", or `null`. */
  readonly padding: number | null;
  readonly calibration: ChannelCalibration | null;
};

/**
 * Converts one ECG channel to millivolts:
 * `mV = (sample * sensitivity * correctionFactor + baseline) * millivoltsPerUnit`.
 *
 * @returns Amplitudes in mV, same length and order as `samples`; `NaN` where nothing was recorded. Errors, both
 *   `retry: 'never'`:
 *   - `ecg.uncalibrated`: no calibration; the viewer may draw the trace but must hide the mV scale and calipers.
 *   - `ecg.unknownUnit`: a unit outside V, mV, uV, nV; guessing would mis-scale every voltage criterion.
 *
 * @remarks Never fall back to 1 uV per bit: recorders commonly use 2.5 or 4.88 uV.
 * @see DICOM PS3.3 C.10.9.1.4.2 (sensitivity and correction factor), Table C.10-9 (baseline, padding value).
 */
export function toMillivolts({
  samples,
  padding,
  calibration,
}: RawSamples): Result<Float32Array, AppError> {
  if (!calibration) return refuse('unsupported', 'ecg.uncalibrated');
  const scale = millivoltsOf(calibration);
  if (!scale) {
    return refuse('unsupported', 'ecg.unknownUnit', { params: { unit: calibration.unit } });
  }
  const { gain, offset } = scale;
  return ok(
    Float32Array.from(samples, (sample) =>
      sample === padding ? Number.NaN : sample * gain + offset,
    ),
  );
}
