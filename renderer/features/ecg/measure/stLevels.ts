import type { MedianBeat } from '../../../../shared/domain/ecg/analysis/analysis';

/** Behind the J point, where guidelines look at the ST segment in a resting ECG of this rate. */
export const ST_AFTER_J_S = 0.06;

export type StLevel = { readonly label: string; readonly millivolts: number | null };

/** ST level of each lead of the averaged beat against its PR segment; `null` where nothing was recorded. */
export function stLevels({ leads, fiducials, sampleRateHz }: MedianBeat): StLevel[] {
  const at = Math.round(fiducials.qrsOff + ST_AFTER_J_S * sampleRateHz);
  return leads.map(({ label, values }) => {
    const value = values[at];
    return { label, millivolts: value === undefined || Number.isNaN(value) ? null : value };
  });
}
