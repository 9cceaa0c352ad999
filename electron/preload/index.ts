import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { IPC_CHANNELS, IPC_EVENTS } from '../../shared/ipc/channels';

const calls = Object.fromEntries(
  IPC_CHANNELS.map((channel) => [
    channel,
    (input: unknown): Promise<unknown> => ipcRenderer.invoke(channel, input),
  ]),
);

const events = Object.fromEntries(
  IPC_EVENTS.map((event) => [
    event,
    (listener: (payload: unknown) => void): (() => void) => {
      // The Electron event would hand the page a way to the main process of its own.
      const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
      ipcRenderer.on(event, forward);
      return () => void ipcRenderer.removeListener(event, forward);
    },
  ]),
);

contextBridge.exposeInMainWorld('workstation', { calls, events });
