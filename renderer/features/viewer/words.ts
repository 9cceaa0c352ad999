import type { TFunction } from 'i18next';
import type { AppError } from '../../../shared/domain/errors';
import type { Derivation } from '../../../shared/domain/imaging/displaySet';
import type { MeasurementValue, ScaleKind } from '../../../shared/domain/imaging/measurement';

type Translate = TFunction<'viewer'>;

/** Errors this namespace says more exactly than the general list does. */
const OWN_ERRORS = new Set([
  'dicom.notImage',
  'dicom.transferSyntax',
  'dicom.decodeFailed',
  'dicom.damaged',
  'dicom.truncated',
  'dicom.notFound',
  'dicom.notAcceptable',
  'viewer.loadTimeout',
  'viewer.loadFailed',
  'net.offline',
  'net.badResponse',
  'net.rateLimited',
  'server.internal',
  'auth.expired',
]);

export function errorText(t: Translate, error: AppError): string {
  const code = OWN_ERRORS.has(error.code) ? error.code : 'viewer.loadFailed';
  const kind = error.params?.['kind'];
  const object = kind === undefined ? '' : say(t, `object.${kind}`);
  // a thing that is a picture and has none says no more than that
  const why = kind === undefined || kind === 'image' ? '' : say(t, `objectWhy.${kind}`);
  return say(t, `failure.${code.replace('.', '_')}`, { ...error.params, object, why });
}

/** Why a series is no block; `null` for any other failure. */
export function refusalText(t: Translate, error: AppError): string | null {
  const reason = error.params?.['reason'];
  if (error.code === 'viewer.notABlock' && reason !== undefined)
    return say(t, `mpr.refusal.${reason}`);
  if (error.code !== 'viewer.blockIncomplete') return null;
  return say(t, 'mpr.incomplete', { number: error.params?.['index'] });
}

/** For keys put together at run time; `words.test.ts` holds the lists they come from against the language files. */
function say(t: Translate, key: string, params: Record<string, unknown> = {}): string {
  return t(key as never, params as never) as unknown as string;
}

/** The lines beside a drawing. A length without a scale is said in pixels, and that it is. */
export function measurementLines(t: Translate, value: MeasurementValue): readonly string[] {
  switch (value.kind) {
    case 'length':
      return [withScale(t, lengthText(t, value.length, value.scale), value.scale)];
    case 'bidirectional':
      return [
        `${t('measure.long')} ${lengthText(t, value.long, value.scale)}`,
        withScale(
          t,
          `${t('measure.short')} ${lengthText(t, value.short, value.scale)}`,
          value.scale,
        ),
      ];
    case 'angle':
      return [`${value.degrees.toFixed(1)}°`];
    case 'probe':
      return probeLines(t, value);
    case 'roi':
      return roiLines(t, value);
    case 'crossing':
      return [t('measure.crossing')];
    case 'note':
      return [];
  }
}

type ValueOf<K extends MeasurementValue['kind']> = Extract<MeasurementValue, { kind: K }>;

function probeLines(t: Translate, { value, unit, suv }: ValueOf<'probe'>): readonly string[] {
  if (value === null) return [t('measure.noValue')];
  const stored = `${number(value)} ${unit ?? t('measure.stored')}`;
  return suv === null ? [stored] : [`${t('measure.suv')} ${suv.toFixed(2)}`, stored];
}

function roiLines(t: Translate, roi: ValueOf<'roi'>): readonly string[] {
  const { statistics, suv, scale } = roi;
  const area = withScale(t, `${roi.area.toFixed(1)} ${lengthUnit(t, scale)}²`, scale);
  if (statistics === null) return [area];
  const unit = roi.unit ?? t('measure.stored');
  const { mean, deviation, min, max } = statistics;
  return [
    ...(suv === null
      ? []
      : [
          `${t('measure.suv')} ${t('measure.mean')} ${suv.mean.toFixed(2)} ± ${suv.deviation.toFixed(2)}`,
          `${t('measure.suv')} ${t('measure.range')} ${suv.min.toFixed(2)} ~ ${suv.max.toFixed(2)}`,
        ]),
    `${t('measure.mean')} ${number(mean)} ± ${number(deviation)} ${unit}`,
    `${t('measure.range')} ${number(min)} ~ ${number(max)}`,
    area,
  ];
}

const lengthText = (t: Translate, length: number, scale: ScaleKind): string =>
  `${length.toFixed(1)} ${lengthUnit(t, scale)}`;

function lengthUnit(t: Translate, scale: ScaleKind): string {
  return scale === 'none' ? t('measure.pixels') : 'mm';
}

function withScale(t: Translate, text: string, scale: ScaleKind): string {
  if (scale === 'none') return `${text} · ${t('scale.none')}`;
  return scale === 'detector' ? `${text} · ${t('scale.detector')}` : text;
}

/** One decimal where there is one; values of 1000 and more need none. */
function number(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 1000 ? value.toFixed(0) : value.toFixed(1);
}

/** DICOM DA as a date; anything else as it is. */
export function dateText(da: string | null): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(da ?? '') ?? [];
  return year ? `${year}-${month}-${day}` : (da ?? '');
}

/** Which plane of a block this is; and how thick, where it is. */
export function derivationTexts(
  t: Translate,
  { view, slab }: Derivation,
): readonly [string, string | null] {
  const what = `${t('mpr.derived')} · ${t(`mpr.view.${view}`)}`;
  return [what, slab && `${t(`mpr.mode.${slab.mode}`)} ${slab.thicknessMm} mm`];
}
