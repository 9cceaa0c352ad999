import { Button, Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import type { CaseCommand, CommandType } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import { AssignPanel } from './AssignPanel';
import { MaterialList } from './MaterialList';
import { RequestSummary } from './RequestSummary';
import { SlotPanel } from './SlotPanel';
import { SuggestedExperts } from './SuggestedExperts';

export type PreviewAction = 'claim' | 'accept' | 'return' | 'reject' | 'open';
type Props = {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly openRecordId: string | null;
  readonly onAction: (action: PreviewAction) => void;
  readonly onRun: (command: CaseCommand) => void;
  readonly onOpenRecord: (record: CaseRecord) => void;
};

/** Everything the decision needs, without leaving the queue: what is missing first, then the request, then who could take it. */
export function PreviewPane(props: Props): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const { detail, busy, error, onRun } = props;
  const can = (type: CommandType) => detail.available.includes(type);
  return (
    <aside className="hz-preview" aria-label={t('triage:preview')}>
      <Head {...props} />
      <div className="hz-preview-body">
        {error && <ErrorNotice error={error} />}
        {detail.missing.length > 0 && (
          <Notice tone="risk">
            <strong>{t('triage:missing', { count: detail.missing.length })}</strong>
            <ul className="hz-missing">
              {detail.missing.map(({ code }) => (
                <li key={code}>{t(`caseTerms:missing.${code}`)}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Invitations detail={detail} />
        {can('inviteExperts') && <AssignPanel detail={detail} busy={busy} onRun={onRun} />}
        {can('schedule') && <SlotPanel detail={detail} busy={busy} onRun={onRun} />}
        <RequestSummary detail={detail} />
        <section className="hz-preview-part">
          <h3>{t('triage:material.count', { count: detail.records.length })}</h3>
          <MaterialList
            caseId={detail.case.id}
            records={detail.records}
            openId={props.openRecordId}
            onOpen={props.onOpenRecord}
          />
        </section>
        {can('accept') && <SuggestedExperts caseId={detail.case.id} />}
      </div>
    </aside>
  );
}

/** Stays in view: who it is, and the buttons that the keys press too. */
function Head({ detail, busy, onAction }: Props): ReactElement {
  const { t } = useTranslation('triage');
  const { form, state, requestNo } = detail.case;
  const can = (type: CommandType) => detail.available.includes(type);
  return (
    <header className="hz-preview-head">
      <div className="hz-preview-who">
        <UrgencyTag urgency={form.wishes.urgency} />
        <PatientLine
          name={form.patient.name}
          sex={form.patient.sex}
          birthDate={form.patient.birthDate}
          weightKg={form.patient.weightKg}
        />
        <StateTag state={state} />
      </div>
      <div className="hz-preview-where">
        <span className="hz-dim hz-ellipsis">
          {[requestNo, detail.hospitalName, detail.city].filter(Boolean).join(' · ')}
        </span>
        <Button size="small" type="link" onClick={() => onAction('open')}>
          {t('action.open')} <kbd>Enter</kbd>
        </Button>
      </div>
      <div className="hz-preview-actions">
        {can('claim') && (
          <Button size="small" onClick={() => onAction('claim')}>
            {t('action.claim')} <kbd>C</kbd>
          </Button>
        )}
        {can('returnForSupplement') && (
          <Button size="small" onClick={() => onAction('return')}>
            {t('action.return')} <kbd>R</kbd>
          </Button>
        )}
        {can('reject') && (
          <Button size="small" danger onClick={() => onAction('reject')}>
            {t('action.reject')} <kbd>X</kbd>
          </Button>
        )}
        {can('accept') && (
          <Button size="small" type="primary" loading={busy} onClick={() => onAction('accept')}>
            {t('action.accept')} <kbd>A</kbd>
          </Button>
        )}
      </div>
    </header>
  );
}

function Invitations({ detail }: { readonly detail: CaseDetail }): ReactElement | null {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const { invitations } = detail.case;
  const nameOf = (id: string) => detail.people.find((person) => person.userId === id)?.name ?? '';
  if (invitations.length === 0) return null;
  return (
    <section className="hz-preview-part">
      <h3>{t('triage:invitations')}</h3>
      <ul className="hz-plain" aria-label={t('triage:invitations')}>
        {invitations.map((entry) => (
          <li key={entry.expertId}>
            {nameOf(entry.expertId)}{' '}
            {entry.role === 'chief' && <Tag>{t('caseTerms:invitationRole.chief')}</Tag>}
            <Tag>{t(`caseTerms:invitationStatus.${entry.status}`)}</Tag>
            {entry.reason && <span className="hz-dim">{entry.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
