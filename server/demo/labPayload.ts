import type { LabFlag, LabResult } from '../../shared/domain/intake/payload';
import type { LabResult as DemoLab } from './content/types';

const FLAGS: Readonly<Record<NonNullable<DemoLab['flag']>, LabFlag>> = {
  N: 'normal',
  L: 'low',
  H: 'high',
  LL: 'criticalLow',
  HH: 'criticalHigh',
};

/** A demo result as intake would have stored it from an ORU message. */
export function labPayload(lab: DemoLab): LabResult {
  const { code, name, value, unit, referenceRange, flag, observedAt, specimen } = lab;
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  return {
    code,
    name,
    value,
    numeric: isNumber ? Number(value) : null,
    unit,
    referenceRange,
    flag: flag && FLAGS[flag],
    status: 'F',
    observedAt: new Date(observedAt).toISOString(),
    panel: specimen,
    note: '',
  };
}
