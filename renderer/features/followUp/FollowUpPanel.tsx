import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { createCase } from '../../../shared/api/cases';
import { newIdempotencyKey } from '../../platform/idempotency';
import { useCommand } from '../../platform/useCommand';
import type { CaseView } from '../../ports/caseView';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Notice } from '../../ui/Notice';
import { CloseForm } from './CloseForm';
import { FollowUpCard } from './FollowUpCard';
import './followUp.css';
import { OutcomeChart } from './OutcomeChart';
import { PlanForm } from './PlanForm';

type Props = {
  readonly view: CaseView;
  /** Path inside the application. */
  readonly onNavigate: (path: string) => void;
};

/** How the patient did after the consultation: plan, answers, course, and the way back to the experts. */
export function FollowUpPanel({ view, onNavigate }: Props): ReactElement {
  const { t } = useTranslation(['followUp', 'caseTerms']);
  const { case: current, available } = view.detail;
  const isRated = current.ratings.some((rating) => rating.party === 'requester');
  const mayPlan = available.includes('planFollowUp');
  const isWorse = current.followUps.some((item) => item.answer?.condition === 'worse');
  const isCounty = view.me.role === 'requester' || view.me.role === 'hospitalAdmin';
  if (current.reports.length === 0) {
    return <EmptyState title={t('followUp:panel.tooEarly')} />;
  }
  return (
    <div className="follow-panel">
      {isCounty && <Reconsult caseId={current.id} isUrgent={isWorse} onNavigate={onNavigate} />}
      <OutcomeChart followUps={current.followUps} />
      {current.followUps.map((item) => (
        <FollowUpCard key={`${String(item.id)} ${item.status}`} view={view} item={item} />
      ))}
      {current.archive ? (
        <Notice tone="plain">
          {t('followUp:panel.archived', {
            outcome: t(`caseTerms:outcome.${current.archive.outcome}`),
          })}
        </Notice>
      ) : (
        current.followUps.length === 0 && (
          <EmptyState title={t('followUp:panel.none')} text={t('followUp:panel.noneWhy')} />
        )
      )}
      {mayPlan && !isRated && <Notice tone="plain">{t('followUp:plan.waitsForRating')}</Notice>}
      {mayPlan && isRated && <PlanForm view={view} key={current.followUps.length} />}
      {available.includes('archive') && <CloseForm view={view} />}
    </div>
  );
}

type ReconsultProps = Pick<Props, 'onNavigate'> & {
  readonly caseId: CaseView['detail']['case']['id'];
  readonly isUrgent: boolean;
};

/** A new request linked to this one, with patient and history taken over (product I4). */
function Reconsult({ caseId, isUrgent, onNavigate }: ReconsultProps): ReactElement {
  const { t } = useTranslation('followUp');
  const copy = useCommand(createCase);
  const start = async () => {
    const result = await copy.run({
      body: { idempotencyKey: newIdempotencyKey(), copyOf: caseId },
    });
    if (result.ok) onNavigate(`/cases/${result.value.case.id}/edit`);
  };
  const button = (
    <Button size="small" loading={copy.status === 'running'} onClick={() => void start()}>
      {t('reconsult.start')}
    </Button>
  );
  return (
    <>
      {isUrgent ? (
        <Notice tone="urgent" actions={button}>
          {t('reconsult.worse')}
        </Notice>
      ) : (
        <div className="follow-actions">{button}</div>
      )}
      {copy.error && <ErrorNotice error={copy.error} />}
    </>
  );
}
