import type { IpcEvent, IpcEventPayload } from '../../shared/ipc/events';
import { isAppUrl } from '../protocol/origin';

type Target = {
  readonly webContents: {
    readonly getURL: () => string;
    readonly send: (channel: string, payload: unknown) => void;
  };
};

export type Broadcast = <E extends IpcEvent>(event: E, payload: IpcEventPayload<E>) => void;

/** Tells every window of ours. A window that shows anything but our page hears nothing. */
export function createBroadcast(windows: () => readonly Target[]): Broadcast {
  return (event, payload) => {
    for (const { webContents } of windows()) {
      if (isAppUrl(webContents.getURL())) webContents.send(event, payload);
    }
  };
}
