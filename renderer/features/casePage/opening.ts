import type { CaseDetail } from '../../../shared/api/cases';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { PanelTab } from './CasePanel';
import { stepsFor, placeOf } from './nextStep';
import type { StageItem } from './stage/RecordStage';
import { stageOf } from './stage/stageOf';

/** The first thing on the stage: the newest picture or ECG, else the newest material of any kind. */
export function openingItem({ records }: CaseDetail): StageItem | null {
  const newest = records.toSorted((a, b) =>
    (b.occurredAt ?? b.addedAt).localeCompare(a.occurredAt ?? a.addedAt),
  );
  const record = newest.find((entry) => ['images', 'ecg'].includes(stageOf(entry))) ?? newest[0];
  return record ? { kind: 'record', record } : null;
}

/** The panel where the reader's next step is done; the report once there is one; else the summary. */
export function firstTab(detail: CaseDetail, me: Actor): PanelTab {
  const { primary } = stepsFor(detail, me);
  const place = primary && placeOf(primary);
  if (place === 'opinion' || place === 'report' || place === 'followUp') return place;
  return detail.case.reports.length > 0 ? 'report' : 'summary';
}
