import { LockOutlined, WarningOutlined } from '@ant-design/icons';
import { Progress } from 'antd';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseSummary } from '../../../shared/api/cases';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { clockRatio, waitingParts } from './waiting';

type Props = {
  readonly items: readonly CaseSummary[];
  readonly selectedId: string | null;
  readonly meId: string;
  readonly now: number;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (id: string) => void;
};

/** Fixed columns, two lines a row; rows off the screen cost no layout. */
export function QueueTable(props: Props): ReactElement {
  const { t } = useTranslation('triage');
  const selected = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // newer Chromium answers with a promise, which is no cleanup
    void selected.current?.scrollIntoView?.({ block: 'nearest' });
  }, [props.selectedId]);
  return (
    <table className="hz-queue-table">
      <thead>
        <tr>
          <th style={{ width: 80 }}>{t('column.priority')}</th>
          <th style={{ width: 104 }}>{t('column.waiting')}</th>
          <th style={{ width: 140 }}>{t('column.patient')}</th>
          <th style={{ width: '19%' }}>{t('column.from')}</th>
          <th>{t('column.purpose')}</th>
          <th style={{ width: 76 }}>{t('column.completeness')}</th>
          <th style={{ width: 96 }}>{t('column.claim')}</th>
        </tr>
      </thead>
      <tbody>
        {props.items.map((row) => {
          const isSelected = row.id === props.selectedId;
          return (
            <tr
              key={row.id}
              ref={isSelected ? selected : null}
              aria-selected={isSelected}
              data-testid={`queue-${row.requestNo ?? row.id}`}
              onClick={() => props.onSelect(row.id)}
              onDoubleClick={() => props.onOpen(row.id)}
            >
              <td>
                <UrgencyTag urgency={row.urgency} always />
                {row.mdt && <small>{t('chips.mdt')}</small>}
              </td>
              <td>
                <Waiting row={row} now={props.now} />
              </td>
              <td>
                <PatientLine
                  name={row.patientName}
                  sex={row.patientSex}
                  birthDate={row.patientBirthDate}
                />
                <small>{row.requestNo}</small>
              </td>
              <td>
                <div className="hz-ellipsis">{row.hospitalName}</div>
                <small>{row.requesterName}</small>
              </td>
              <td title={`${row.diagnosisName ?? ''}\n${row.purpose}`}>
                <div className="hz-ellipsis">{row.diagnosisName ?? t('noDiagnosis')}</div>
                <small>{row.purpose}</small>
              </td>
              <td>
                <Completeness ratio={row.completeness} />
              </td>
              <td>
                <Claim row={row} meId={props.meId} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How much of what a case of its kind needs is there; what is missing is said in the preview. */
function Completeness({ ratio }: { readonly ratio: number }): ReactElement {
  const { t } = useTranslation('triage');
  const percent = Math.round(ratio * 100);
  return (
    <span className="hz-complete" data-full={ratio >= 1} title={t('column.completeness')}>
      <i aria-hidden>
        <b style={{ width: `${percent}%` }} />
      </i>
      {ratio >= 1 ? t('complete') : t('percent', { value: percent })}
    </span>
  );
}

function Waiting({ row, now }: { readonly row: CaseSummary; readonly now: number }): ReactElement {
  const { t } = useTranslation('triage');
  const { days, hours, minutes } = waitingParts(row.submittedAt, now);
  const ratio = clockRatio(row.submittedAt, row.dueAt, now);
  const text =
    days > 0
      ? t('wait.days', { days, hours })
      : hours > 0
        ? t('wait.hours', { hours, minutes })
        : t('wait.minutes', { minutes });
  const late = ratio !== null && ratio > 1;
  return (
    <>
      <div className={late ? 'hz-wait hz-late' : 'hz-wait'}>
        {late ? (
          <WarningOutlined aria-hidden />
        ) : (
          <Progress
            type="circle"
            size={15}
            strokeWidth={16}
            showInfo={false}
            strokeColor="var(--hz-muted)"
            percent={Math.min(100, Math.round((ratio ?? 0) * 100))}
          />
        )}
        {text}
      </div>
      {late && <small className="hz-late">{t('wait.overdue')}</small>}
    </>
  );
}

function Claim({ row, meId }: { readonly row: CaseSummary; readonly meId: string }): ReactElement {
  const { t } = useTranslation('triage');
  if (row.state !== 'submitted') return <StateTag state={row.state} />;
  if (!row.claim) return <span className="hz-dim">{t('unclaimed')}</span>;
  const isMine = row.claim.userId === meId;
  return (
    <span className={isMine ? 'hz-mine' : 'hz-dim'} title={row.claim.name}>
      <LockOutlined aria-hidden /> {isMine ? t('claimedByMe') : row.claim.name}
    </span>
  );
}
