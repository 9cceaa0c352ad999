import { ok } from '../../shared/lib/result';
import type { IpcHandlers } from '../ipc/handlers';
import type { DesktopText } from '../i18n/desktopText';

export type NotifyPorts = {
  readonly text: DesktopText;
  readonly isSupported: () => boolean;
  readonly show: (title: string, body: string, onClick: () => void) => void;
  readonly onOpened: (requestNumber: string) => void;
};

/**
 * Handler of `notify.show`. Both lines come from our own texts; the contract lets only a request number through, because a
 * notification is read on a locked screen and kept in the system's history.
 */
export function createShowNotification(ports: NotifyPorts): IpcHandlers['notify.show'] {
  return async ({ template, requestNumber }) => {
    if (!ports.isSupported()) return ok({ isShown: false });
    ports.show(
      ports.text(`notify.${template}`),
      ports.text('notify.requestNumber', { requestNumber }),
      () => ports.onOpened(requestNumber),
    );
    return ok({ isShown: true });
  };
}
