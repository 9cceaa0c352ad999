import { Alert, Button, Descriptions, Space, Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../shared/api/cases';
import type { CaseCommand, CommandType } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { AssignPanel } from './AssignPanel';
import { SlotPanel } from './SlotPanel';

export type PreviewAction = 'claim' | 'accept' | 'return' | 'reject' | 'open';
type Props = {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onAction: (action: PreviewAction) => void;
  readonly onRun: (command: CaseCommand) => void;
};

export function PreviewPane({ detail, busy, error, onAction, onRun }: Props): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const { form, state, invitations } = detail.case;
  const can = (type: CommandType) => detail.available.includes(type);
  const nameOf = (id: string) => detail.people.find((person) => person.userId === id)?.name ?? '';
  return (
    <aside className="hz-preview" aria-label={t('triage:preview')}>
      <header
        style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'start', gap: 8 }}
      >
        <div>
          <PatientLine
            name={form.patient.name}
            sex={form.patient.sex}
            birthDate={form.patient.birthDate}
            weightKg={form.patient.weightKg}
          />
          <div className="hz-dim">
            {detail.case.requestNo} · {detail.hospitalName}
          </div>
        </div>
        <StateTag state={state} />
      </header>
      <Space wrap style={{ marginBlock: 8 }}>
        {can('claim') && (
          <Button size="small" onClick={() => onAction('claim')}>
            {t('triage:action.claim')} (C)
          </Button>
        )}
        {can('accept') && (
          <Button size="small" type="primary" loading={busy} onClick={() => onAction('accept')}>
            {t('triage:action.accept')} (A)
          </Button>
        )}
        {can('returnForSupplement') && (
          <Button size="small" onClick={() => onAction('return')}>
            {t('triage:action.return')} (R)
          </Button>
        )}
        {can('reject') && (
          <Button size="small" danger onClick={() => onAction('reject')}>
            {t('triage:action.reject')} (X)
          </Button>
        )}
        <Button size="small" type="link" onClick={() => onAction('open')}>
          {t('triage:action.open')}
        </Button>
      </Space>
      {error && <ErrorNotice error={error} />}
      {detail.missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('triage:missing', { count: detail.missing.length })}
          description={detail.missing.map((item) => t(`caseTerms:missing.${item.code}`)).join(';')}
        />
      )}
      {can('inviteExperts') && <AssignPanel detail={detail} busy={busy} onRun={onRun} />}
      {invitations.length > 0 && (
        <ul className="hz-plain" aria-label={t('triage:invitations')}>
          {invitations.map((entry) => (
            <li key={entry.expertId}>
              {nameOf(entry.expertId)}{' '}
              {entry.role === 'chief' && <Tag color="blue">{t('triage:assign.chief')}</Tag>}
              <Tag>{t(`triage:invitation.${entry.status}`)}</Tag>
              {entry.reason && <span className="hz-dim">{entry.reason}</span>}
            </li>
          ))}
        </ul>
      )}
      {can('schedule') && <SlotPanel detail={detail} busy={busy} onRun={onRun} />}
      <Summary detail={detail} />
    </aside>
  );
}

function Summary({ detail }: { readonly detail: CaseDetail }): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const { clinical, wishes } = detail.case.form;
  const diagnoses = clinical.provisionalDiagnoses.map((d) => `${d.name} ${d.code}`).join(';');
  const materials = detail.records
    .map((record) => `${record.title} ×${record.itemCount}`)
    .join(';');
  const rows: [string, string][] = [
    [t('triage:summary.chiefComplaint'), clinical.chiefComplaint],
    [t('triage:summary.diagnosis'), diagnoses],
    [t('triage:summary.purpose'), wishes.purpose],
    [t('triage:summary.questions'), wishes.questions.join(';')],
    [t('triage:summary.departments'), wishes.departmentNames.join('、')],
    [t('triage:summary.mode'), t(`caseTerms:mode.${wishes.mode}`)],
    [t('triage:summary.records'), materials],
  ];
  return (
    <Descriptions
      size="small"
      column={1}
      style={{ marginTop: 12 }}
      items={rows.map(([label, children]) => ({ key: label, label, children: children || '—' }))}
    />
  );
}
