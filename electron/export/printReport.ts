import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import type { IpcHandlers } from '../ipc/handlers';

export type PrintPorts = {
  /**
   * Opens the system's print dialog for the window. Resolves with the failure reason, which Electron gives as an English
   * sentence, or `null` when it was printed.
   */
  readonly print: (senderId: number) => Promise<string | null>;
  readonly onFailure: () => void;
};

/** Handler of `report.print`. Closing the dialog is a decision, not an error. */
export function createPrintReport(ports: PrintPorts): IpcHandlers['report.print'] {
  return async (_input, { senderId }) => {
    const failure = await ports.print(senderId);
    if (failure === null) return ok({ isPrinted: true });
    if (/cancel/i.test(failure)) return ok({ isPrinted: false });
    ports.onFailure();
    return refuse('device', 'desktop.printFailed', { retry: 'safe' });
  };
}
