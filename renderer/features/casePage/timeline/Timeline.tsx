import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { recordPayloadSchema } from '../../../../shared/domain/intake/payload';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { recordDays } from './recordDays';
import { RecordIcon } from './RecordIcon';

type Props = {
  readonly records: readonly CaseRecord[];
  /** Whether a piece came after the request had gone out. */
  readonly isLate: (record: CaseRecord) => boolean;
  readonly openId: string | null;
  readonly onOpen: (record: CaseRecord) => void;
};

/** All material of the case by day. Arrow keys move along it, Enter opens. */
export function Timeline({ records, isLate, openId, onOpen }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { localDate } = useTimeFormat();
  const listRef = useRef<HTMLDivElement>(null);
  const days = recordDays(records);
  return (
    <nav className="case-timeline" aria-label={t('timeline.label')}>
      <h2>
        {t('timeline.title')} <span>{t('timeline.count', { count: records.length })}</span>
      </h2>
      {records.length === 0 && <p className="case-timeline-empty">{t('timeline.empty')}</p>}
      <div ref={listRef} onKeyDown={(event) => moveFocus(event, listRef.current)}>
        {days.map(({ day, records: ofDay }) => (
          <section key={day ?? 'undated'}>
            <h3>{day === null ? t('timeline.undated') : localDate(day)}</h3>
            <ul>
              {ofDay.map((record) => (
                <li key={record.id}>
                  <button
                    type="button"
                    aria-current={record.id === openId}
                    onClick={(event) => {
                      // a click hands the keyboard to the picture it opens; Tab and Enter keep their place (detail 0)
                      if (event.detail > 0) event.currentTarget.blur();
                      onOpen(record);
                    }}
                    title={record.title}
                  >
                    <RecordIcon record={record} />
                    <span className="case-timeline-title">{record.title}</span>
                    <RecordFacts record={record} isLate={isLate(record)} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
}

function RecordFacts(props: {
  readonly record: CaseRecord;
  readonly isLate: boolean;
}): ReactElement {
  const { record, isLate } = props;
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { timeOfDay } = useTimeFormat();
  const payload = recordPayloadSchema.safeParse(record.payload);
  const isUnverified = payload.success && payload.data.identity === 'unverified';
  return (
    <span className="case-timeline-facts">
      {record.occurredAt !== null && <time>{timeOfDay(record.occurredAt)}</time>}
      {record.modality !== null && <b>{record.modality}</b>}
      {record.kind === 'study' && (
        <span>{t('casePage:timeline.images', { count: record.itemCount })}</span>
      )}
      <span>{t(`caseTerms:source.${record.source}`)}</span>
      {isLate && <em>{t('casePage:timeline.late')}</em>}
      {isUnverified && <em>{t('casePage:timeline.unverified')}</em>}
    </span>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !list) return;
  const buttons = [...list.querySelectorAll('button')];
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, index + step))]?.focus();
}
