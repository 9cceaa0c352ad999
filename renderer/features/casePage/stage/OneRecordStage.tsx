import type { ReactElement } from 'react';
import type { CaseDetail, CaseRecord } from '../../../../shared/api/cases';
import type { StageSlots } from './Material';
import { onePane } from './panes';
import { RecordStage } from './RecordStage';

type Props = {
  readonly detail: CaseDetail;
  readonly record: CaseRecord;
  readonly slots: StageSlots;
};

/** One piece of material to look at and nothing else: no columns, nothing is added to the case. */
export function OneRecordStage({ detail, record, slots }: Props): ReactElement {
  return (
    <RecordStage
      detail={detail}
      panes={onePane({ kind: 'record', record })}
      slots={slots}
      canAdd={false}
      onActivate={ignore}
      onClose={ignore}
      onPut={ignore}
    />
  );
}

const ignore = () => undefined;
