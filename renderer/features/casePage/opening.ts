import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { PanelTab } from './CasePanel';
import { stepsFor, placeOf } from './nextStep';
import { byTimeThenTitle, whenOf } from '../../ui/recordOrder';
import type { StageItem } from './stage/RecordStage';
import { stageOf } from './stage/stageOf';

/**
 * The first thing on the stage: the newest ECG or slide where one is asked about, else the newest pictures or ECG, else the newest
 * material that is not the consent paper.
 */
export function openingItem({ case: current, records }: CaseDetail): StageItem | null {
  // stable: of what is equally new, the first page stays in front
  const newest = records
    .toSorted(byTimeThenTitle)
    .toSorted((a, b) => whenOf(b).localeCompare(whenOf(a)));
  const { mode, profile } = current.form.wishes;
  const wanted: readonly ((record: CaseRecord) => boolean)[] = [
    (record) => (mode === 'ecgRead' || profile === 'acs') && stageOf(record) === 'ecg',
    (record) => mode === 'pathologyRead' && stageOf(record) === 'picture',
    (record) => ['images', 'ecg'].includes(stageOf(record)),
    (record) => record.category !== 'consent',
    () => true,
  ];
  const record = wanted.map((isWanted) => newest.find(isWanted)).find(Boolean);
  return record ? { kind: 'record', record } : null;
}

/** The panel where the reader's next step is done; the report once there is one; else the summary. */
export function firstTab(detail: CaseDetail, me: Actor): PanelTab {
  const { primary } = stepsFor(detail, me);
  const place = primary && placeOf(primary);
  if (place === 'opinion' || place === 'report' || place === 'followUp') return place;
  return detail.case.reports.length > 0 ? 'report' : 'summary';
}
