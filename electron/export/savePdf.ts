import { err, ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import type { IpcHandlers } from '../ipc/handlers';
import { toWriteError } from '../disk/writeAtomically';

export type SavePdfPorts = {
  /** The system's dialog; `null` when the person closed it. */
  readonly askWhere: (senderId: number, suggestedName: string) => Promise<string | null>;
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
  readonly onFailure: (cause: unknown) => void;
};

/** Handler of `report.savePdf`. The place comes from the system's dialog, never from the renderer. */
export function createSavePdf(ports: SavePdfPorts): IpcHandlers['report.savePdf'] {
  return async ({ suggestedName, bytes }, { senderId }) => {
    if (!isPdf(bytes)) return refuse('validation', 'desktop.notPdf');
    const path = await ports.askWhere(senderId, suggestedName);
    if (path === null) return ok({ isSaved: false });
    try {
      await ports.write(path, bytes);
      return ok({ isSaved: true });
    } catch (cause) {
      ports.onFailure(cause);
      return err(toWriteError(cause));
    }
  };
}

/** Begins with the header of ISO 32000-1 section 7.5.2 and ends with its end-of-file marker: a cut download has none. */
function isPdf(bytes: Uint8Array): boolean {
  const text = (part: Uint8Array): string => Buffer.from(part).toString('latin1');
  return (
    /^%PDF-\d\.\d/.test(text(bytes.subarray(0, 8))) && text(bytes.subarray(-1024)).includes('%%EOF')
  );
}
