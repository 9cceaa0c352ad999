/**
 * Filters a reader may switch on; none is ever on by itself.
 * - `diagnostic`: 0.05-150 Hz, `monitor`: 0.5-40 Hz, `lowPass40`: up to 40 Hz, all zero-phase, -3 dB at the numbers given;
 * - `baseline`: baseline wander removed below 0.5 Hz, zero-phase, so that ST segments keep their place in time;
 * - `notch50`, `notch60`: mains hum.
 */
export const ECG_FILTERS = [
  'diagnostic',
  'monitor',
  'lowPass40',
  'baseline',
  'notch50',
  'notch60',
] as const;
export type EcgFilter = (typeof ECG_FILTERS)[number];
