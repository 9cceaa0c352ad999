import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import { byTimeThenTitle, whenOf } from '../../ui/recordOrder';
import type { StageItem } from './stage/panes';
import { stageOf } from './stage/stageOf';

/**
 * The first thing on the stage: the newest ECG or slide where one is asked about, else the newest pictures or ECG, else the newest
 * material that is not the consent paper.
 */
export function openingItem({
  case: current,
  records,
}: Pick<CaseDetail, 'case' | 'records'>): StageItem | null {
  // stable: of what is equally new, the first page stays in front
  const newest = records
    .toSorted(byTimeThenTitle)
    .toSorted((a, b) => whenOf(b).localeCompare(whenOf(a)));
  const { mode, profile } = current.form.wishes;
  const wanted: readonly ((record: CaseRecord) => boolean)[] = [
    (record) => (mode === 'ecgRead' || profile === 'acs') && stageOf(record) === 'ecg',
    (record) =>
      (mode === 'pathologyRead' || profile === 'pathology') && stageOf(record) === 'slide',
    (record) => ['images', 'ecg'].includes(stageOf(record)),
    (record) => record.category !== 'consent',
    () => true,
  ];
  const record = wanted.map((isWanted) => newest.find(isWanted)).find(Boolean);
  return record ? { kind: 'record', record } : null;
}

/** The study whose pictures the page opens with, if it opens with pictures. */
export function openingStudy(detail: Pick<CaseDetail, 'case' | 'records'>): string | null {
  const item = openingItem(detail);
  const record = item?.kind === 'record' ? item.record : null;
  return record && stageOf(record) === 'images' ? record.studyInstanceUid : null;
}
