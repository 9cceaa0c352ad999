import { useState, type ReactNode } from 'react';
import type { AppError } from '../../../../shared/domain/errors';
import { useDesktop } from '../../../platform/ApiContext';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { toParcel } from './readDrop';
import type { AddReading } from './useAddReading';

type MediumImport = {
  readonly pick: () => void;
  readonly isReading: boolean;
  readonly notice: ReactNode;
};

/** A disc in the drive of this computer; only the desktop program can read its DICOMDIR. */
export function useMediumImport(caseId: string, adding: AddReading): MediumImport {
  const desktop = useDesktop();
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const read = async () => {
    const picked = await desktop.call('files.pickForImport', { kind: 'medium' });
    if (!picked.ok) return setError(picked.error);
    const { files, isCancelled } = picked.value;
    if (isCancelled) return;
    const found = [];
    const unreadable = [];
    for (const { handle, name } of files) {
      const content = await desktop.readImport(handle);
      if (content.ok) found.push({ path: name, content: content.value });
      else unreadable.push(name);
    }
    adding.add({ parcel: toParcel(found, caseId, null), unreadable });
    await desktop.call('files.releaseImport', { handles: files.map(({ handle }) => handle) });
  };
  const pick = () => {
    setError(null);
    setReading(true);
    void read().finally(() => setReading(false));
  };
  return { pick, isReading, notice: error && <ErrorNotice error={error} /> };
}
