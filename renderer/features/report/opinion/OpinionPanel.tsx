import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../ports/caseView';
import { EmptyState } from '../../../ui/EmptyState';
import '../report.css';
import { waitsForReport } from './hidden';
import { OpinionEditor } from './OpinionEditor';
import { OpinionList } from './OpinionList';

/** One's own opinion on top; under it what the server lets through of the others. */
export function OpinionPanel({ view }: { readonly view: CaseView }): ReactElement {
  const { t } = useTranslation('report');
  const { detail, me } = view;
  const mayWrite = detail.available.includes('submitOpinion');
  return (
    <div className="report-panel">
      {mayWrite && <OpinionEditor view={view} />}
      <OpinionList view={view} />
      {!mayWrite && detail.opinionsGiven.length === 0 && (
        <EmptyState title={t(waitsForReport(detail, me) ? 'opinion.withReport' : 'opinion.none')} />
      )}
    </div>
  );
}
