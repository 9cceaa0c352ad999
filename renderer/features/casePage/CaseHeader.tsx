import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Clock, DueTime, InstantText, RelativeTime } from '../../ui/Clock';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import { UrgencyTag } from '../../ui/UrgencyTag';
import type { CaseView } from '../../ports/caseView';
import { NextStepButtons } from './NextStepButtons';
import type { StepType } from './nextStep';

type Props = {
  readonly view: CaseView;
  readonly now: string;
  readonly onStep: (step: StepType) => void;
};

/** Who, from where to whom, in which state, until when, and the one thing to do. */
export function CaseHeader({ view, now, onStep }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { detail } = view;
  const { case: current } = detail;
  const { patient, wishes } = current.form;
  return (
    <header className="case-header">
      <UrgencyTag urgency={wishes.urgency} />
      <h1>
        <PatientLine {...patient} />
      </h1>
      <p className="case-header-route">
        <span>{detail.hospitalName}</span>
        <span aria-hidden> → </span>
        <span>
          {wishes.departmentNames.join(' + ') || t('casePage:header.noDepartment')}
          {wishes.mdt && ` · ${t('caseTerms:mdtShort')}`}
        </span>
        <small>
          {current.requestNo ?? t('casePage:header.noNumber')} ·{' '}
          {t(`caseTerms:mode.${wishes.mode}`)}
        </small>
      </p>
      <StateTag state={current.state} isMine={detail.owed !== null} />
      <Deadline view={view} />
      <NextStepButtons view={view} now={now} onStep={onStep} />
    </header>
  );
}

/** The clock that counts now: a running session or emergency, else what the reader owes, else the appointment. */
function Deadline({ view: { detail } }: { readonly view: CaseView }): ReactElement | null {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { case: current } = detail;
  if (current.state === 'inConsultation' && current.session) {
    return (
      <span className="case-header-clock">
        {t('casePage:header.running')} <Clock since={current.session.startedAt} />
      </span>
    );
  }
  if (detail.owed !== null) {
    return (
      <span className="case-header-clock">
        {t(`caseTerms:owed.${detail.owed}`)}
        {detail.dueAt !== null && (
          <>
            {' · '}
            <DueTime at={detail.dueAt} />
          </>
        )}
      </span>
    );
  }
  const startsAt = current.appointment?.startsAt;
  if (current.state !== 'scheduled' || startsAt === undefined) return null;
  return (
    <span className="case-header-clock">
      {t('casePage:header.starts')} <InstantText at={startsAt} /> · <RelativeTime at={startsAt} />
    </span>
  );
}
