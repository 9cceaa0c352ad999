import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { MedianBeat } from '../../../../shared/domain/ecg/analysis/analysis';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgPicture } from '../../../ports/ecgViewer';
import { BEAT_SPEED_MM_PER_S, fiducialMarks } from './beatSheet';

/** What is printed on a sheet of averaged beats besides the curves. */
export function useBeatPicture(): (
  sheet: PaperSheet,
  beat: MedianBeat,
  gain: number,
  hasPrior: boolean,
) => EcgPicture {
  const { t } = useTranslation('ecg');
  return useCallback(
    (sheet, beat, gain, hasPrior) => ({
      sheet,
      sampleRateHz: beat.sampleRateHz,
      footer: [
        t('scale', { speed: BEAT_SPEED_MM_PER_S, gain }),
        t('beat.of', { count: beat.beats }),
        ...(hasPrior ? [t('beat.priorInk')] : []),
      ].join(' · '),
      clock: null,
      points: fiducialMarks(sheet, beat, (name) => t(`fiducial.${name}`)),
      remarks: {
        derived: t('remark.derived'),
        unscaled: t('remark.unscaled'),
        shifted: t('remark.shifted'),
      },
    }),
    [t],
  );
}
