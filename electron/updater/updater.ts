import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import type { UpdateState } from '../../shared/ipc/fields';
import type { IpcHandlers } from '../ipc/handlers';

/** The part of electron-updater used here; `version` and `percent` are untrusted text from the feed. */
export type UpdateEngine = {
  readonly isActive: () => boolean;
  readonly setFeed: (url: string) => void;
  readonly check: () => Promise<void>;
  readonly quitAndInstall: () => void;
  readonly onProgress: (listener: (percent: number) => void) => void;
  readonly onAvailable: (listener: (version: string) => void) => void;
  readonly onNotAvailable: (listener: () => void) => void;
  readonly onReady: (listener: (version: string) => void) => void;
  readonly onError: (listener: (cause: unknown) => void) => void;
};

export type UpdaterPorts = {
  readonly engine: UpdateEngine;
  readonly serverOrigin: () => string | null;
  readonly onState: (state: UpdateState) => void;
  readonly onFailure: (cause: unknown) => void;
};

/** The server that holds the cases also holds the installers, so that a hospital opens one address in its firewall. */
export const UPDATE_PATH = '/desktop-updates';

/**
 * Keeps the workstation current. Installs when the program is closed, or when a person asks for it, and never by itself:
 * a restart in a consultation would end it.
 */
export function createUpdater(
  ports: UpdaterPorts,
): Pick<IpcHandlers, 'update.check' | 'update.install'> {
  const { engine } = ports;
  let state: UpdateState = { status: 'idle' };
  let version = '';
  const enter = (next: UpdateState): UpdateState => {
    state = next;
    ports.onState(next);
    return next;
  };
  const fail = (cause: unknown): UpdateState => {
    ports.onFailure(cause);
    return enter({ status: 'failed' });
  };
  engine.onAvailable((found) => {
    version = found;
    enter({ status: 'downloading', version, percent: 0 });
  });
  engine.onProgress((percent) => {
    enter({ status: 'downloading', version, percent: Math.min(100, Math.max(0, percent)) });
  });
  engine.onNotAvailable(() => enter({ status: 'upToDate' }));
  engine.onReady((ready) => enter({ status: 'ready', version: ready }));
  engine.onError(fail);

  return {
    'update.check': async () => {
      const origin = ports.serverOrigin();
      if (origin === null || !engine.isActive()) return ok(enter({ status: 'unavailable' }));
      // What is on its way or there already stays; asking again would download it twice.
      if (['checking', 'downloading', 'ready'].includes(state.status)) return ok(state);
      enter({ status: 'checking' });
      engine.setFeed(`${origin}${UPDATE_PATH}`);
      try {
        await engine.check();
      } catch (cause) {
        fail(cause);
      }
      return ok(state);
    },
    'update.install': async () => {
      if (state.status !== 'ready') return refuse('conflict', 'desktop.updateNotReady');
      engine.quitAndInstall();
      return ok({ isRestarting: true });
    },
  };
}
