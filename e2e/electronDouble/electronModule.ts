import { EventEmitter } from 'node:events';
import type { DoubleApp } from './appModule';
import { DoubleWindow } from './browserWindow';
import { createSafeStorage } from './safeStorage';
import { strict } from './strict';
import type {
  CheckHandler,
  InvokeListener,
  OpenWindow,
  ProtocolHandler,
  RequestHandler,
  World,
} from './world';

const SCREEN = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };

/** What `require('electron')` answers inside the built main process. */
export function createElectronModule(world: World, app: DoubleApp): object {
  const session = createSession(world);
  const ipcMain = createIpcMain(world);
  class BrowserWindow extends DoubleWindow {
    constructor(options: Record<string, unknown> = {}) {
      super(world, ipcMain, session, options);
      return strict<BrowserWindow>('BrowserWindow', this);
    }

    static getAllWindows(): OpenWindow[] {
      return [...world.windows];
    }
  }
  return strict('electron', {
    app: strict('app', app),
    BrowserWindow,
    ipcMain,
    protocol: createProtocol(world),
    session: strict('session', { defaultSession: session }),
    webContents: strict('webContents', {
      fromFrame: (frame: object) =>
        world.windows.find(({ webContents }) => webContents.mainFrame === frame)?.webContents,
    }),
    safeStorage: strict('safeStorage', createSafeStorage()),
    screen: strict('screen', {
      getAllDisplays: () => [SCREEN],
      getPrimaryDisplay: () => SCREEN,
    }),
    Menu: strict('Menu', {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: () => undefined,
    }),
    powerMonitor: strict('powerMonitor', new EventEmitter()),
    ...createDesktop(),
    default: undefined,
    __esModule: undefined,
  });
}

/** Whatever opens something outside the program. A spec replaces what it wants answered; the rest refuses. */
function createDesktop(): object {
  const unanswered = (name: string) => async (): Promise<never> => {
    throw new Error(`electron double: the spec gave no answer for ${name}`);
  };
  class Notification extends EventEmitter {
    readonly options: object;

    constructor(options: object) {
      super();
      this.options = options;
    }

    static isSupported(): boolean {
      return true;
    }

    show(): void {
      this.emit('show');
    }
  }
  return {
    dialog: strict('dialog', {
      showOpenDialog: unanswered('dialog.showOpenDialog'),
      showSaveDialog: unanswered('dialog.showSaveDialog'),
      showErrorBox: (title: string, content: string) => {
        throw new Error(`electron double: error box ${title}: ${content}`);
      },
    }),
    shell: strict('shell', {
      openExternal: unanswered('shell.openExternal'),
      openPath: unanswered('shell.openPath'),
    }),
    desktopCapturer: strict('desktopCapturer', {
      getSources: unanswered('desktopCapturer.getSources'),
    }),
    Notification,
  };
}

function createIpcMain(world: World): EventEmitter {
  const handle = (channel: string, listener: InvokeListener): void => {
    if (world.invokeListeners.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    world.invokeListeners.set(channel, listener);
  };
  return strict('ipcMain', Object.assign(new EventEmitter(), { handle }));
}

function createProtocol(world: World): object {
  return strict('protocol', {
    registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]) => {
      for (const { scheme } of schemes) world.schemes.set(scheme, null);
    },
    handle: (scheme: string, handler: ProtocolHandler) => {
      if (!world.schemes.has(scheme)) throw new Error(`scheme ${scheme} was not privileged`);
      world.schemes.set(scheme, handler);
    },
  });
}

function createSession(world: World): object {
  return strict('session', {
    setPermissionRequestHandler: (handler: RequestHandler) => {
      world.permissions.request = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler) => {
      world.permissions.check = handler;
    },
    // Accepted and not simulated: headless Chromium hands out no device and captures no screen.
    setDevicePermissionHandler: () => undefined,
    setDisplayMediaRequestHandler: () => undefined,
  });
}
