import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { EcgPicture } from '../../../ports/ecgViewer';
import { appliedFilters } from '../filter/filterChoice';
import { useScaleText } from './scaleText';
import type { SheetState } from './useSheet';

/** Every fifth second is enough to find one's place. */
const CLOCK_STEP_S = 5;

/** What is printed on a sheet of a recording besides the traces. */
export function usePicture(
  recording: EcgRecording,
  state: Pick<SheetState, 'group' | 'totalS' | 'settings' | 'isScaled' | 'drawn'>,
  timeText: (atS: number) => string,
): (sheet: PaperSheet) => EcgPicture {
  const { t } = useTranslation('ecg');
  const { group, totalS, settings, isScaled, drawn } = state;
  const scaleText = useScaleText();
  const footer = [
    scaleText.scale(settings, isScaled),
    scaleText.filters(appliedFilters(drawn), recording.recorderFilter),
    `${Math.round(group.sampleRateHz)} Hz`,
    ...(recording.isLossy ? [t('lossy')] : []),
  ].join(' · ');
  return useCallback(
    (sheet) => ({
      sheet,
      sampleRateHz: group.sampleRateHz,
      footer,
      clock: totalS > sheet.toS - sheet.fromS + 0.1 ? clockOf(sheet, timeText) : [],
      points: [],
      remarks: {
        derived: t('remark.derived'),
        unscaled: t('remark.unscaled'),
        shifted: t('remark.shifted'),
      },
    }),
    [group, footer, totalS, timeText, t],
  );
}

function clockOf(
  { fromS, toS }: PaperSheet,
  timeText: (atS: number) => string,
): NonNullable<EcgPicture['clock']> {
  const first = Math.ceil(fromS / CLOCK_STEP_S - 1e-6);
  // a time at the very end would run off the paper
  const last = Math.floor((toS - 1) / CLOCK_STEP_S + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const atS = (first + at) * CLOCK_STEP_S;
    return { atS, text: timeText(atS) };
  });
}
