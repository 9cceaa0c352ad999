import { STANDARD_LEADS, type LeadName } from '../../shared/domain/ecg/leads';
import { bareFacts, type EcgRecording } from '../../shared/domain/ecg/recording';

const RATE_HZ = 500;
const SECONDS = 10;

/**
 * Every lead is 0 mV for a second and 1 mV for the next: its edges are seconds, its steps millivolts.
 *
 * @param uncalibrated - Leads of which the file says nothing about millivolts.
 */
export function squareWave(
  leads: readonly LeadName[] = STANDARD_LEADS,
  uncalibrated: ReadonlySet<string> = new Set(),
): EcgRecording {
  const samples = Int16Array.from({ length: RATE_HZ * SECONDS }, (_, at) =>
    Math.floor(at / RATE_HZ) % 2 === 0 ? 0 : 1000,
  );
  return {
    ...bareFacts('dicom'),
    recordedAt: '2026-11-24T08:15:00',
    statements: ['SINUS RHYTHM', 'NORMAL ECG'],
    groups: [
      {
        kind: 'rhythm',
        sampleRateHz: RATE_HZ,
        channels: leads.map((lead) => ({
          lead,
          label: lead,
          samples,
          padding: null,
          calibration: uncalibrated.has(lead)
            ? null
            : { sensitivity: 1, correctionFactor: 1, baseline: 0, unit: 'uV' },
          skewS: 0,
        })),
      },
    ],
  };
}
