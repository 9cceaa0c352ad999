import { QuestionCircleOutlined } from '@ant-design/icons';
import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../../shared/api/cases';
import { labelOfMime } from '../../../../shared/domain/intake/formats';
import { filedIn } from '../../../../shared/domain/paper/origin';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { startRecordDrag } from '../stage/drag';
import { ColumnsSwitch } from './ColumnsSwitch';
import { recordDays } from './recordDays';
import { RecordIcon } from './RecordIcon';
import { isUnverified } from './unverified';

type Props = {
  readonly records: readonly CaseRecord[];
  /** Whether a piece came after the request had gone out. */
  readonly isLate: (record: CaseRecord) => boolean;
  readonly openIds: readonly string[];
  readonly columns: 1 | 2;
  readonly onOpen: (record: CaseRecord) => void;
  /** Beside what is being looked at. */
  readonly onCompare: (record: CaseRecord) => void;
  /** Alone on the stage. */
  readonly onFill: (record: CaseRecord) => void;
  readonly onColumns: (count: 1 | 2) => void;
};

/**
 * All material of the case by day. Arrow keys move along it, Enter opens; with Alt it opens beside what is there. Entries
 * may be dragged onto the stage.
 */
export function Timeline(props: Props): ReactElement {
  const { isLate, openIds, columns, onOpen, onColumns } = props;
  const { t } = useTranslation('casePage');
  const { localDate } = useTimeFormat();
  const listRef = useRef<HTMLDivElement>(null);
  const [isShowingFiled, setShowingFiled] = useState(false);
  const filed = filedIn(props.records);
  const records = props.records.filter(
    ({ id }) => isShowingFiled || !filed.has(id) || openIds.includes(id),
  );
  const days = recordDays(records);
  return (
    <nav className="case-timeline" aria-label={t('timeline.label')}>
      <h2>
        {t('timeline.title')} <span>{t('timeline.count', { count: records.length })}</span>
        <ColumnsSwitch columns={columns} onChange={onColumns} />
      </h2>
      <Unverified records={records} onOpen={onOpen} />
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
                    aria-current={openIds.includes(record.id)}
                    draggable
                    onDragStart={(event) => startRecordDrag(event.dataTransfer, record)}
                    onClick={(event) => click(event, record, props)}
                    onDoubleClick={() => props.onFill(record)}
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
      {filed.size > 0 && (
        <button
          type="button"
          className="case-timeline-filed"
          aria-expanded={isShowingFiled}
          onClick={() => setShowingFiled(!isShowingFiled)}
        >
          {t(isShowingFiled ? 'timeline.hideOriginals' : 'timeline.showOriginals', {
            count: filed.size,
          })}
        </button>
      )}
    </nav>
  );
}

function click(
  event: MouseEvent<HTMLButtonElement>,
  record: CaseRecord,
  { onOpen, onCompare }: Pick<Props, 'onOpen' | 'onCompare'>,
): void {
  // a click hands the keyboard to the picture it opens; Tab and Enter keep their place (detail 0)
  if (event.detail > 0) event.currentTarget.blur();
  if (event.altKey) onCompare(record);
  else onOpen(record);
}

/** Said once for all; a click leads to the first, where it can be settled. */
function Unverified({ records, onOpen }: Pick<Props, 'records' | 'onOpen'>): ReactElement | null {
  const { t } = useTranslation('casePage');
  const open = records.filter(isUnverified);
  const [first] = open;
  if (!first) return null;
  return (
    <button type="button" className="case-timeline-identity" onClick={() => onOpen(first)}>
      <QuestionCircleOutlined aria-hidden />
      {t('timeline.unverifiedCount', { count: open.length })}
    </button>
  );
}

function RecordFacts(props: {
  readonly record: CaseRecord;
  readonly isLate: boolean;
}): ReactElement {
  const { record, isLate } = props;
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { timeOfDay } = useTimeFormat();
  const format = labelOfMime(record.mime);
  return (
    <span className="case-timeline-facts">
      {record.occurredAt !== null && <time>{timeOfDay(record.occurredAt)}</time>}
      {(record.modality ?? format) !== null && <b>{record.modality ?? format}</b>}
      {record.kind === 'study' && (
        <span>{t('casePage:timeline.images', { count: record.itemCount })}</span>
      )}
      <span>{t(`caseTerms:source.${record.source}`)}</span>
      {isLate && <em>{t('casePage:timeline.late')}</em>}
      {isUnverified(record) && (
        <QuestionCircleOutlined
          role="img"
          aria-label={t('casePage:timeline.unverified')}
          title={t('casePage:timeline.unverified')}
        />
      )}
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
