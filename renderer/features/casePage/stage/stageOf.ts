import type { CaseRecord } from '../../../../shared/api/cases';

export type StageKind =
  'images' | 'ecg' | 'lab' | 'note' | 'document' | 'picture' | 'slide' | 'video' | 'file';

/** Which stage shows a piece of material. `file` can only be saved: nothing unknown is ever rendered. */
export function stageOf(
  record: Pick<CaseRecord, 'kind' | 'modality' | 'mime' | 'payload'>,
): StageKind {
  switch (record.kind) {
    case 'study':
      if (record.modality === 'SM') return 'slide';
      return record.modality === 'ECG' ? 'ecg' : 'images';
    case 'ecg':
      return 'ecg';
    case 'lab':
      return 'lab';
    case 'note':
      return record.mime === 'application/pdf' ? 'document' : 'note';
    case 'document':
      return record.mime === 'application/pdf' ? 'document' : 'file';
    case 'image':
      return 'picture';
    case 'slide':
      return 'slide';
    case 'video':
      return 'video';
  }
}
