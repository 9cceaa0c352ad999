import type { MeasurementKey } from '../recording';

/** What recorders call a number, in DICOM code meanings and in IEEE 11073-10101 (`MDC_ECG_…`); first hit wins. */
const NAMES: readonly (readonly [RegExp, MeasurementKey])[] = [
  [
    /^(mean |average |ventricular )?(heart|ventricular) rate$|^MDC_ECG_(HEART|CARD_BEAT)_RATE$/iu,
    'heartRate',
  ],
  [/^(mean |average )?RR (interval|duration)( global)?$|^MDC_ECG_TIME_PD_RR$/iu, 'rr'],
  [/^P (wave )?duration( global)?$|^MDC_ECG_TIME_PD_P$/iu, 'pDuration'],
  [/^P[RQ] interval( global)?$|^MDC_ECG_TIME_PD_P[RQ]$/iu, 'pr'],
  [/^QRS (duration|interval)( global)?$|^MDC_ECG_TIME_PD_QRS$/iu, 'qrs'],
  [/^QT interval( global)?$|^MDC_ECG_TIME_PD_QT$/iu, 'qt'],
  [/^QTcB|^QTc.*bazett|^MDC_ECG_TIME_PD_QTC?B?_?BAZETT/iu, 'qtcBazett'],
  [/^QTcF|^QTc.*frid|^MDC_ECG_TIME_PD_QTC?F?_?FRID/iu, 'qtcFridericia'],
  [/^QTc( interval)?( global)?$|^MDC_ECG_TIME_PD_QTC$/iu, 'qtc'],
  [/^P axis$|^MDC_ECG_ANGLE_P_FRONT$/iu, 'pAxis'],
  [/^QRS axis$|^MDC_ECG_ANGLE_QRS_FRONT$/iu, 'qrsAxis'],
  [/^T axis$|^MDC_ECG_ANGLE_T_FRONT$/iu, 'tAxis'],
];

/** `null` where the name does not say for certain what was measured. */
export const measurementKey = (name: string): MeasurementKey | null =>
  NAMES.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null;
