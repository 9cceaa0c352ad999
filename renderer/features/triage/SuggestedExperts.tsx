import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listExperts } from '../../../shared/api/scheduling';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { ExpertFacts } from './ExpertFacts';
import { FreeTimes } from './FreeTimes';

const SHOWN = 3;

/** Before anything is decided: who could take it, and when. Inviting comes after accepting. */
export function SuggestedExperts({ caseId }: { readonly caseId: CaseId }): ReactElement | null {
  const { t } = useTranslation('triage');
  const experts = useQuery(listExperts, { query: { caseId } });
  if (experts.status === 'failed')
    return <ErrorNotice error={experts.error} onRetry={experts.reload} />;
  const best = (experts.value?.items ?? []).filter((expert) => expert.mayBeInvited).slice(0, SHOWN);
  return (
    <section className="hz-preview-part" aria-busy={experts.value === null}>
      <h3>{t('assign.suggested')}</h3>
      <ul className="hz-suggested">
        {best.map((expert) => (
          <li key={expert.userId}>
            <ExpertFacts expert={expert} />
            <FreeTimes expertId={expert.userId} />
          </li>
        ))}
      </ul>
      {experts.value !== null && best.length === 0 && <p className="hz-dim">{t('assign.none')}</p>}
    </section>
  );
}
