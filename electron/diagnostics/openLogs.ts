import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import type { IpcHandlers } from '../ipc/handlers';

export type OpenLogsPorts = {
  readonly folder: string;
  /** Resolves with an empty text when the folder was opened, otherwise with the reason. */
  readonly openPath: (path: string) => Promise<string>;
};

/** Handler of `shell.openLogs`: the one folder the page may have opened. */
export function createOpenLogs({ folder, openPath }: OpenLogsPorts): IpcHandlers['shell.openLogs'] {
  return async () =>
    (await openPath(folder)) === ''
      ? ok({ isOpened: true })
      : refuse('device', 'desktop.cannotOpenLogs');
}
