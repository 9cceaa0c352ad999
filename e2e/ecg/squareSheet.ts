import { STANDARD_LEADS } from '../../shared/domain/ecg/leads';
import {
  layOut,
  USUAL_PAPER,
  type PaperGain,
  type PaperSheet,
  type PaperSpeed,
} from '../../shared/domain/ecg/paper';
import { tracesOf } from '../../shared/domain/ecg/traces';

/** Where things lie on the sheet of the square wave the page shows for `?signal=square`. */
export function squareSheet(options: {
  readonly speedMmPerS?: PaperSpeed;
  readonly gain?: PaperGain;
}): PaperSheet {
  const { speedMmPerS = 25, gain = 10 } = options;
  const traces = tracesOf({
    kind: 'rhythm',
    sampleRateHz: 500,
    channels: STANDARD_LEADS.map((lead) => ({
      lead,
      label: lead,
      samples: Int16Array.of(0, 1000),
      padding: null,
      calibration: { sensitivity: 1, correctionFactor: 1, baseline: 0, unit: 'uV' },
      skewS: 0,
    })),
  });
  return layOut(
    traces,
    { ...USUAL_PAPER, speedMmPerS, limbGainMmPerMv: gain, chestGainMmPerMv: gain },
    { fromS: 0, totalS: 10 },
  );
}
