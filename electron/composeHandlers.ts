import { app, Notification, powerMonitor, safeStorage, shell, type BrowserWindow } from 'electron';
import { writeAtomically } from './disk/writeAtomically';
import type { DeepLinks } from './deepLink/deepLink';
import { createPrintReport } from './export/printReport';
import { createSavePdf } from './export/savePdf';
import type { ImportRegistry } from './files/importRegistry';
import { createImportHandlers } from './files/pickForImport';
import { systemDialogs } from './files/systemDialogs';
import type { DesktopText } from './i18n/desktopText';
import { createAppInfo } from './diagnostics/appInfo';
import { createOpenLogs } from './diagnostics/openLogs';
import type { Broadcast } from './ipc/broadcast';
import type { IpcHandlers } from './ipc/handlers';
import type { Logger } from './logging/logger';
import { createShowNotification } from './notify/showNotification';
import { watchLock } from './power/lockState';
import { secretFiles } from './secrets/secretFiles';
import { createSecretHandlers, type KeyStore } from './secrets/secretStore';
import type { DisplayMedia } from './security/displayMedia';
import type { ServerSetting } from './settings/server';
import { createUpdateEngine } from './updater/engine';
import { createUpdater } from './updater/updater';
import type { Windows } from './window/windows';

export type HandlerParts = {
  readonly text: DesktopText;
  readonly log: Logger;
  readonly windows: Windows;
  readonly server: ServerSetting;
  readonly imports: ImportRegistry;
  readonly media: DisplayMedia;
  readonly links: DeepLinks;
  readonly broadcast: Broadcast;
};

/** Every handler with the real operating system behind its ports. */
export function composeHandlers(parts: HandlerParts): IpcHandlers {
  const { text, log, windows, server, media, broadcast } = parts;
  const failed = (event: string) => (cause: unknown) => log('error', event, { cause });
  const dialogs = systemDialogs(text, windows.find);
  const keyStore = systemKeyStore();
  return {
    'app.info': createAppInfo(app, keyStore),
    'server.getAddress': server['server.getAddress'],
    'server.setAddress': server['server.setAddress'],
    ...createImportHandlers({
      registry: parts.imports,
      ...dialogs,
      onFailure: failed('import.failed'),
    }),
    'report.savePdf': createSavePdf({
      askWhere: dialogs.askWhere,
      write: writeAtomically,
      onFailure: failed('savePdf.failed'),
    }),
    'report.print': createPrintReport({
      print: (senderId) => printWindow(windows.find(senderId)),
      onFailure: () => log('error', 'print.failed'),
    }),
    'shell.openLogs': createOpenLogs({
      folder: app.getPath('logs'),
      openPath: (path) => shell.openPath(path),
    }),
    'window.openSecondScreen': windows.openSecondScreen,
    'notify.show': createShowNotification({
      text,
      isSupported: () => Notification.isSupported(),
      show: showSystemNotification,
      onOpened: (requestNumber) => {
        windows.showMain();
        broadcast('notification.opened', { requestNumber });
      },
    }),
    ...createSecretHandlers({
      keyStore,
      ...secretFiles(app.getPath('userData')),
      onFailure: failed('secrets.failed'),
    }),
    'session.lockState': watchLock({
      power: powerMonitor as Parameters<typeof watchLock>[0]['power'],
      now: () => new Date(),
      onLocked: (payload) => broadcast('power.locked', payload),
    }),
    'deepLink.takePending': parts.links.takePending,
    'screenShare.listSources': media['screenShare.listSources'],
    'screenShare.choose': media['screenShare.choose'],
    ...createUpdater({
      engine: createUpdateEngine(),
      serverOrigin: server.origin,
      onState: (state) => broadcast('update.state', state),
      onFailure: failed('update.failed'),
    }),
  };
}

function systemKeyStore(): KeyStore {
  return {
    isAsyncEncryptionAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
    getSelectedStorageBackend:
      process.platform === 'linux' ? () => safeStorage.getSelectedStorageBackend() : null,
    encryptStringAsync: (plain) => safeStorage.encryptStringAsync(plain),
    decryptStringAsync: (sealed) => safeStorage.decryptStringAsync(sealed),
  };
}

function printWindow(window: BrowserWindow | null): Promise<string | null> {
  if (window === null) return Promise.resolve('window is gone');
  return new Promise((resolve) => {
    window.webContents.print({ silent: false, printBackground: true }, (isPrinted, reason) =>
      resolve(isPrinted ? null : reason),
    );
  });
}

/** Kept until it is clicked or closed: a notification the collector took would not answer the click. */
const openNotifications = new Set<Notification>();

function showSystemNotification(title: string, body: string, onClick: () => void): void {
  const notification = new Notification({ title, body });
  openNotifications.add(notification);
  notification.on('click', () => {
    openNotifications.delete(notification);
    onClick();
  });
  notification.on('close', () => openNotifications.delete(notification));
  notification.show();
}
