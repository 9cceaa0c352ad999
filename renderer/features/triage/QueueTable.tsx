import { LockOutlined } from '@ant-design/icons';
import { Progress, Table, type TableColumnsType } from 'antd';
import type { ReactElement } from 'react';
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
  readonly loading: boolean;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (id: string) => void;
};

export function QueueTable(props: Props): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const columns: TableColumnsType<CaseSummary> = [
    {
      title: t('triage:column.priority'),
      width: 80,
      render: (_, row) => <Priority row={row} />,
    },
    {
      title: t('triage:column.waiting'),
      width: 104,
      render: (_, row) => <Waiting row={row} now={props.now} />,
    },
    {
      title: t('triage:column.patient'),
      width: 128,
      render: (_, row) => (
        <PatientLine name={row.patientName} sex={row.patientSex} birthDate={row.patientBirthDate} />
      ),
    },
    {
      title: t('triage:column.from'),
      width: 150,
      ellipsis: true,
      render: (_, row) => (
        <>
          <div className="hz-ellipsis">{row.hospitalName}</div>
          <div className="hz-dim">{row.requesterName}</div>
        </>
      ),
    },
    {
      title: t('triage:column.purpose'),
      ellipsis: true,
      render: (_, row) => (
        <>
          <div className="hz-ellipsis">{row.diagnosisName ?? t('triage:noDiagnosis')}</div>
          <div className="hz-dim hz-ellipsis">{row.purpose}</div>
        </>
      ),
    },
    {
      title: t('triage:column.completeness'),
      width: 96,
      render: (_, row) => (
        <Progress
          percent={Math.round(row.completeness * 100)}
          size="small"
          status={row.completeness < 1 ? 'normal' : 'success'}
          aria-label={t('triage:column.completeness')}
        />
      ),
    },
    {
      title: t('triage:column.claim'),
      width: 80,
      render: (_, row) => <Claim row={row} meId={props.meId} />,
    },
  ];
  return (
    <Table<CaseSummary>
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={[...props.items]}
      pagination={false}
      loading={props.loading}
      scroll={{ y: 'calc(100vh - 190px)' }}
      rowClassName={(row) => (row.id === props.selectedId ? 'hz-row-selected' : '')}
      onRow={(row) => ({
        onClick: () => props.onSelect(row.id),
        onDoubleClick: () => props.onOpen(row.id),
        'aria-selected': row.id === props.selectedId,
        'data-testid': `queue-${row.requestNo ?? row.id}`,
      })}
    />
  );
}

function Priority({ row }: { readonly row: CaseSummary }): ReactElement {
  return (
    <>
      <UrgencyTag urgency={row.urgency} always />
      {row.mdt && <span className="hz-dim"> MDT</span>}
    </>
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
    <span className={late ? 'hz-late' : undefined} title={late ? t('wait.overdue') : undefined}>
      <Progress
        type="circle"
        size={16}
        strokeWidth={16}
        showInfo={false}
        percent={Math.min(100, Math.round((ratio ?? 0) * 100))}
        status={late ? 'exception' : 'normal'}
      />{' '}
      {text}
    </span>
  );
}

function Claim({ row, meId }: { readonly row: CaseSummary; readonly meId: string }): ReactElement {
  const { t } = useTranslation('triage');
  if (row.state !== 'submitted') return <StateTag state={row.state} />;
  if (!row.claim) return <span className="hz-dim">{t('unclaimed')}</span>;
  return (
    <span className={row.claim.userId === meId ? 'hz-mine' : 'hz-dim'}>
      <LockOutlined /> {row.claim.userId === meId ? t('claimedByMe') : row.claim.name}
    </span>
  );
}
