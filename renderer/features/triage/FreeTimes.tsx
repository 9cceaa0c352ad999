import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { freeTimes } from '../../../shared/api/scheduling';
import { useQuery } from '../../platform/useQuery';
import { useTimeFormat } from '../../ui/useTimeFormat';

const DAYS = 7;
const SHOWN = 2;

/** When an expert is free next, in working hours; says so when not within a week. */
export function FreeTimes({ expertId }: { readonly expertId: string }): ReactElement {
  const { t } = useTranslation('triage');
  const { day, timeOfDay } = useTimeFormat();
  const free = useQuery(freeTimes, {
    params: { userId: expertId },
    query: { days: DAYS },
  });
  // a line of its final height while it is not known
  if (free.value === null) return <div className="hz-dim">&nbsp;</div>;
  const next = free.value.items.slice(0, SHOWN);
  return (
    <div className="hz-dim">
      {next.length === 0
        ? t('assign.notFree', { days: DAYS })
        : t('assign.free', {
            times: next
              .map(({ startsAt, endsAt }, index) => {
                const isNewDay =
                  index === 0 || day(startsAt) !== day(next[index - 1]?.startsAt ?? '');
                const hours = `${timeOfDay(startsAt)}–${timeOfDay(endsAt)}`;
                return isNewDay ? `${day(startsAt)} ${hours}` : hours;
              })
              .join(t('assign.separator')),
          })}
    </div>
  );
}
