/** SOP classes of ECG waveforms (PS3.4 B.5): 12-lead, general, ambulatory, general 32 bit. */
export const ECG_SOP_CLASSES: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.9.1.1',
  '1.2.840.10008.5.1.4.1.1.9.1.2',
  '1.2.840.10008.5.1.4.1.1.9.1.3',
  '1.2.840.10008.5.1.4.1.1.9.1.4',
]);
