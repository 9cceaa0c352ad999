import type { ReactElement } from 'react';
import type { CaseRecord } from '../../../../shared/api/cases';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { StageSlots } from './Material';
import { onePane } from './panes';
import { RecordStage } from './RecordStage';

type Props = {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  readonly records: readonly CaseRecord[];
  readonly slots: StageSlots;
};

/** One piece of material to look at and nothing else: no columns, nothing is added to the case. */
export function OneRecordStage({ caseId, record, records, slots }: Props): ReactElement {
  return (
    <RecordStage
      caseId={caseId}
      panes={onePane({ kind: 'record', record })}
      records={records}
      slots={slots}
      canAdd={false}
      onActivate={ignore}
      onClose={ignore}
      onPut={ignore}
    />
  );
}

const ignore = () => undefined;
