import { assertNever } from '../../../lib/result';
import type { MeasurementValue, RoiStatistics, ScaleKind } from '../measurement';
import type { PixelUnit } from '../pixelUnit';
import type { Code, PixelStatistics } from './annotationSet';
import { C, OWN_SCHEME } from './codes';

/** One number of a measurement in coded form. `figure`: which of its figures it was read from; `null`: all. */
export type Quantity = {
  readonly concept: Code;
  readonly value: number | null;
  readonly unit: Code;
  readonly derivation: Code | null;
  readonly scale: ScaleKind | null;
  readonly figure: number | null;
};

/** Names of PET units (0054,1001) and their UCUM twins. */
const UNIT_CODES: readonly (readonly [string, Code])[] = [
  ['HU', C.hounsfield],
  ['BQML', { value: 'Bq/ml', scheme: 'UCUM', meaning: 'Becquerels/milliliter' }],
  ['GML', { value: 'g/ml', scheme: 'UCUM', meaning: 'g/ml' }],
  ['CNTS', { value: '{counts}', scheme: 'UCUM', meaning: 'Counts' }],
];

export function codeOfUnit(unit: PixelUnit): Code {
  if (unit === null) return C.noUnit;
  const known = UNIT_CODES.find(([name]) => name === unit)?.[1];
  return known ?? { value: [...unit].slice(0, 16).join(''), scheme: OWN_SCHEME, meaning: unit };
}

export function unitOfCode(unit: Code | null): PixelUnit {
  if (unit === null || (unit.value === C.noUnit.value && unit.scheme === 'UCUM')) return null;
  const known = UNIT_CODES.find(
    ([, code]) => code.value === unit.value && code.scheme === unit.scheme,
  );
  return known?.[0] ?? (unit.meaning || unit.value);
}

const conceptOfUnit = (unit: PixelUnit): Code => (unit === 'HU' ? C.attenuation : C.pixelValue);

const quantity = (
  concept: Code,
  value: number | null,
  unit: Code,
  more: Partial<Quantity> = {},
): Quantity => ({ concept, value, unit, derivation: null, scale: null, figure: null, ...more });

/**
 * What a measurement says, as numbers with concepts and units.
 *
 * @param longIsFirst - Of a bidirectional measurement: whether the long axis is the line drawn first.
 */
export function quantitiesOf(value: MeasurementValue, longIsFirst: boolean): readonly Quantity[] {
  switch (value.kind) {
    case 'length':
      return [quantity(C.length, value.length, distanceUnit(value.scale), { scale: value.scale })];
    case 'bidirectional': {
      const { scale } = value;
      const unit = distanceUnit(scale);
      const long = quantity(C.longAxis, value.long, unit, { scale, figure: longIsFirst ? 0 : 1 });
      const short = quantity(C.shortAxis, value.short, unit, {
        scale,
        figure: longIsFirst ? 1 : 0,
      });
      return longIsFirst ? [long, short] : [short, long];
    }
    case 'angle':
      return [quantity(C.angle, value.degrees, C.degree)];
    case 'roi': {
      const unit = value.scale === 'none' ? C.pixels : C.mm2;
      return [
        quantity(C.area, value.area, unit, { scale: value.scale }),
        ...derived(conceptOfUnit(value.unit), codeOfUnit(value.unit), value.statistics),
        ...(value.statistics === null
          ? []
          : [quantity(C.pixelCount, value.statistics.count, C.noUnit)]),
        ...derived(C.suvBodyWeight, C.suvUnit, value.suv),
      ];
    }
    case 'probe':
      return [
        quantity(conceptOfUnit(value.unit), value.value, codeOfUnit(value.unit)),
        ...(value.suv === null ? [] : [quantity(C.suvBodyWeight, value.suv, C.suvUnit)]),
      ];
    case 'crossing':
      return [quantity(C.area, null, C.mm2)];
    case 'note':
      return [];
    default:
      return assertNever(value);
  }
}

const distanceUnit = (scale: ScaleKind): Code => (scale === 'none' ? C.pixels : C.mm);

function derived(concept: Code, unit: Code, statistics: RoiStatistics | null): readonly Quantity[] {
  if (statistics === null) return [];
  const of = (derivation: Code, value: number) => quantity(concept, value, unit, { derivation });
  return [
    of(C.mean, statistics.mean),
    of(C.standardDeviation, statistics.deviation),
    of(C.minimum, statistics.min),
    of(C.maximum, statistics.max),
  ];
}

/** What a value says about the pixels, as it is kept with the drawing. */
export function pixelsOf(value: MeasurementValue | null): PixelStatistics | null {
  if (value?.kind === 'roi' && value.statistics) return { ...value.statistics, unit: value.unit };
  if (value?.kind === 'probe' && value.value !== null) {
    const { value: only, unit } = value;
    return { count: 1, mean: only, deviation: 0, min: only, max: only, unit };
  }
  return null;
}
