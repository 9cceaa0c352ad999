import type { CaseRecord } from '../../../../shared/api/cases';

/** A piece of material on its way from the timeline to the stage. */
const RECORD_DRAG = 'application/x-huizhen-record';

export const startRecordDrag = (transfer: DataTransfer, record: CaseRecord): void => {
  transfer.setData(RECORD_DRAG, record.id);
  transfer.effectAllowed = 'copy';
};

export const isRecordDrag = (transfer: DataTransfer): boolean =>
  transfer.types.includes(RECORD_DRAG);

export function droppedRecord(
  transfer: DataTransfer,
  records: readonly CaseRecord[],
): CaseRecord | null {
  const id = transfer.getData(RECORD_DRAG);
  return records.find((record) => record.id === id) ?? null;
}
