import { assertNever } from '../../../lib/result';
import type { MeasurementValue, RoiStatistics } from '../measurement';

const round = (value: number): string => {
  const digits = Math.abs(value) < 1 ? 2 : 1;
  return String(Number(value.toFixed(digits)));
};

/** The numbers of a drawing as short lines without words, so that they are understood in any language and any viewer. */
export function valueLines(value: MeasurementValue | null): readonly string[] {
  if (value === null) return [];
  switch (value.kind) {
    case 'length':
      return [`${round(value.length)} ${value.scale === 'none' ? 'px' : 'mm'}`];
    case 'bidirectional':
      return [
        `${round(value.long)} × ${round(value.short)} ${value.scale === 'none' ? 'px' : 'mm'}`,
      ];
    case 'angle':
      return [`${round(value.degrees)}°`];
    case 'roi':
      return [
        `${round(value.area)} ${value.scale === 'none' ? 'px²' : 'mm²'}`,
        ...statistics(value.statistics, value.unit ?? ''),
        ...statistics(value.suv, 'SUVbw'),
      ];
    case 'probe':
      return [
        ...(value.value === null ? [] : [`${round(value.value)} ${value.unit ?? ''}`.trim()]),
        ...(value.suv === null ? [] : [`${round(value.suv)} SUVbw`]),
      ];
    case 'crossing':
    case 'note':
      return [];
    default:
      return assertNever(value);
  }
}

const statistics = (of: RoiStatistics | null, unit: string): readonly string[] =>
  of === null
    ? []
    : [
        `${round(of.mean)} ± ${round(of.deviation)} ${unit}`.trim(),
        `${round(of.min)} … ${round(of.max)} ${unit}`.trim(),
      ];
