import type { TFunction } from 'i18next';
import type { ObjectKind } from '../../../../shared/domain/imaging/objectKind';
import type { OverlayPartFound } from '../../../../shared/domain/imaging/segments/assembleOverlay';
import { errorText } from '../words';
import type { OverlayFailure } from './loadOverlay';

type Translate = TFunction<'viewer'>;

/** Which object it is, and why it is not drawn. */
export function failureText(t: Translate, kind: ObjectKind, failure: OverlayFailure): string {
  const object = t(`object.${kind}`);
  if (failure.kind === 'error')
    return `${object}${t('segments.colon')}${errorText(t, failure.error)}`;
  const { reason, params } = failure.problem;
  const why = t(`segments.problem.${reason}`, { ...params });
  return `${object}${t('segments.colon')}${why}`;
}

/** What of a part is not on the pictures, one sentence each. */
export function partNotes(
  t: Translate,
  { missing, contradictory, damaged, pictureCount }: OverlayPartFound,
): readonly string[] {
  return [
    ...(missing > 0 ? [t('segments.missing', { count: missing })] : []),
    ...(contradictory > 0 ? [t('segments.contradictory', { count: contradictory })] : []),
    ...(damaged > 0 ? [t('segments.damaged', { count: damaged })] : []),
    ...(missing + contradictory + damaged + pictureCount === 0 ? [t('segments.empty')] : []),
  ];
}

/** A volume as it is known; small ones with more digits. */
export function volumeText(t: Translate, volumeMl: number | null): string {
  if (volumeMl === null) return t('segments.noVolume');
  const digits = volumeMl >= 100 ? 0 : volumeMl >= 10 ? 1 : 2;
  return t('segments.volume', { ml: volumeMl.toFixed(digits) });
}
