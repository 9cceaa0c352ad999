import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { isNavigable, isOpenableOutside } from './navigation';

export type WindowPlace = Pick<
  BrowserWindowConstructorOptions,
  'x' | 'y' | 'width' | 'height' | 'minWidth' | 'minHeight' | 'fullscreen' | 'title'
>;

export type WindowPorts = {
  readonly construct: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly icon: string;
  readonly serverOrigin: () => string | null;
  readonly openOutside: (address: string) => void;
  readonly onBlocked: (what: 'popup' | 'navigation' | 'webview') => void;
  readonly onLoadFailed: (cause: unknown) => void;
};

/** Locked-down by construction; there is no parameter that could loosen it. */
const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  // Dictionaries are fetched from a foreign host, and clinical terms would all be red.
  spellcheck: false,
} as const;

/** The only place where a window is made. It is shown when its first page is there. */
export function createWindow(ports: WindowPorts, place: WindowPlace, url: string): BrowserWindow {
  const window = ports.construct({
    ...place,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f5f5f5',
    icon: ports.icon,
    webPreferences: { ...WEB_PREFERENCES, preload: ports.preload },
  });
  guardContents(ports, window);
  window.once('ready-to-show', () => window.show());
  window.loadURL(url).catch(ports.onLoadFailed);
  return window;
}

function guardContents(ports: WindowPorts, { webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(({ url }) => {
    if (isOpenableOutside(url, ports.serverOrigin())) ports.openOutside(url);
    else ports.onBlocked('popup');
    return { action: 'deny' };
  });
  const stay = (event: { readonly url: string; preventDefault: () => void }): void => {
    if (isNavigable(event.url)) return;
    event.preventDefault();
    ports.onBlocked('navigation');
  };
  webContents.on('will-navigate', stay);
  webContents.on('will-redirect', stay);
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) stay(event);
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
    ports.onBlocked('webview');
  });
}
