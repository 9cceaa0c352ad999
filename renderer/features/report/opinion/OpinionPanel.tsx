import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../ports/caseView';
import { EmptyState } from '../../../ui/EmptyState';
import '../report.css';
import { OpinionEditor } from './OpinionEditor';
import { OpinionList } from './OpinionList';

/** One's own opinion on top; those of the others as soon as they can no longer influence it. */
export function OpinionPanel({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation('report');
  const { case: current, available } = view.detail;
  const mayWrite = available.includes('submitOpinion');
  const isChief = current.chiefId === view.me.userId;
  const isGiven = current.opinions.some((opinion) => opinion.expertId === view.me.userId);
  const isBlind = mayWrite && !isChief && !isGiven;
  const others = current.opinions.filter((opinion) => opinion.expertId !== view.me.userId);
  return (
    <div className="report-panel">
      {mayWrite && <OpinionEditor view={view} />}
      {isBlind && others.length > 0 ? (
        <p className="report-muted">{t('opinion.blind', { count: others.length })}</p>
      ) : (
        <OpinionList view={view} />
      )}
      {!mayWrite && current.opinions.length === 0 && <EmptyState title={t('opinion.none')} />}
    </div>
  );
}
