import type { CaseDetail } from '../../../shared/api/cases';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { PanelTab } from './CasePanel';
import { stepsFor, placeOf } from './nextStep';

/** The panel where the reader's next step is done; the report once there is one; else the summary. */
export function firstTab(detail: CaseDetail, me: Actor): PanelTab {
  const { primary } = stepsFor(detail, me);
  const place = primary && placeOf(primary);
  if (place === 'opinion' || place === 'report' || place === 'followUp') return place;
  return detail.case.reports.length > 0 ? 'report' : 'summary';
}
