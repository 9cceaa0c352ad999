import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, momentText } from './clock';

/** Moments by the recorder's clock, with the day from the second on: a clock alone would come round again. */
export function useMoment(startOfDayS: number | null): (atS: number, stepS?: number) => string {
  const { t } = useTranslation('ecg');
  return useCallback(
    (atS, stepS = 1) => {
      const clock = momentText(atS, startOfDayS, stepS);
      const day = dayOf(atS, startOfDayS) ?? 1;
      return day > 1 ? t('day.onDay', { day, clock }) : clock;
    },
    [t, startOfDayS],
  );
}
