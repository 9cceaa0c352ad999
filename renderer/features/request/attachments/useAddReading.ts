import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DropReading } from './readDrop';
import type { UploadsStore } from './uploads';

export type AddReading = {
  readonly add: (reading: DropReading) => void;
  /** Paths of the last drop that could not be read. */
  readonly unreadable: readonly string[];
  /** The last drop held nothing to send. */
  readonly isEmpty: boolean;
  readonly dismiss: () => void;
};

type Last = Pick<AddReading, 'unreadable' | 'isEmpty'>;
const NOTHING: Last = { unreadable: [], isEmpty: false };

/** Starts the upload of whatever was dropped or chosen, and keeps what has to be said about it. */
export function useAddReading(uploads: UploadsStore): AddReading {
  const { t } = useTranslation('request');
  const [last, setLast] = useState<Last>(NOTHING);
  const add = useCallback(
    ({ parcel, unreadable }: DropReading) => {
      setLast({ unreadable, isEmpty: parcel === null && unreadable.length === 0 });
      if (!parcel) return;
      const name = parcel.name ?? t('upload.bundleName', { count: parcel.fileCount });
      uploads.getState().add(parcel, name);
    },
    [uploads, t],
  );
  return useMemo(() => ({ ...last, add, dismiss: () => setLast(NOTHING) }), [last, add]);
}
