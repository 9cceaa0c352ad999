import type { ReferenceLimits } from '../../../shared/domain/lab/referenceRange';

/** Round steps for an axis: 1, 2 or 5 times a power of ten, as few as give at least four. */
export function ticks(low: number, high: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((n) => n * power).find((each) => span / each <= 6) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9) * step;
  const count = Math.floor((high - first) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, n) => Number((first + n * step).toPrecision(12)));
}

/** Values from lowest to highest with the reference limits in view and room around them. */
export function valueRange(
  values: readonly number[],
  limits: ReferenceLimits | null,
): { readonly low: number; readonly high: number } {
  const all = [...values, ...[limits?.low, limits?.high].filter((n) => typeof n === 'number')];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = (most - least || Math.abs(most) || 1) * 0.12;
  // nothing measured here is below zero unless a value says so
  return { low: least >= 0 ? Math.max(0, least - room) : least - room, high: most + room };
}
