import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toLanguage } from '../../shared/i18n/index';
import * as time from './time';
import { useNow } from './useNow';

export type TimeFormat = {
  readonly now: string;
  /** `11月24日 周二 15:00` */
  readonly instant: (at: string) => string;
  readonly day: (at: string) => string;
  readonly localDate: (date: string) => string;
  readonly span: (startsAt: string, endsAt: string) => string;
  /** `15:00`, with seconds on demand. */
  readonly timeOfDay: (at: string, withSeconds?: boolean) => string;
  /** `3小时前` */
  readonly relative: (at: string) => string;
};

/** Times in the reader's language, Beijing time, renewed every minute. */
export function useTimeFormat(): TimeFormat {
  const { i18n } = useTranslation();
  const now = useNow();
  const language = toLanguage(i18n.language);
  return useMemo(
    () => ({
      now,
      instant: (at) => time.formatInstant(at, language, now),
      day: (at) => time.formatDay(at, language, now),
      localDate: (date) => time.formatLocalDate(date, language, now),
      span: (startsAt, endsAt) => time.formatSpan(startsAt, endsAt, language, now),
      timeOfDay: (at, withSeconds = false) => time.formatTimeOfDay(at, language, withSeconds),
      relative: (at) => time.formatRelative(at, language, now),
    }),
    [language, now],
  );
}
