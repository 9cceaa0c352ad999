import { ok } from '../../shared/lib/result';
import type { IpcEventPayload } from '../../shared/ipc/events';
import type { IpcHandlers } from '../ipc/handlers';

export type PowerMonitor = {
  readonly on: (
    event: 'lock-screen' | 'unlock-screen' | 'suspend',
    listener: () => void,
  ) => unknown;
};

export type LockPorts = {
  readonly power: PowerMonitor;
  readonly now: () => Date;
  readonly onLocked: (payload: IpcEventPayload<'power.locked'>) => void;
};

/** Tells the pages when the screen is locked or the machine sleeps, and remembers it for pages loaded later. */
export function watchLock(ports: LockPorts): IpcHandlers['session.lockState'] {
  let isScreenLocked = false;
  let lastLockedAt: string | null = null;
  const lock = (reason: 'screenLock' | 'suspend') => (): void => {
    const at = ports.now().toISOString();
    if (reason === 'screenLock') isScreenLocked = true;
    lastLockedAt = at;
    ports.onLocked({ reason, at });
  };
  ports.power.on('lock-screen', lock('screenLock'));
  ports.power.on('suspend', lock('suspend'));
  ports.power.on('unlock-screen', () => {
    isScreenLocked = false;
  });
  return async () => ok({ isScreenLocked, lastLockedAt });
}
