import electronUpdater from 'electron-updater';
import type { UpdateEngine } from './updater';

/** electron-updater with its generic provider, quiet and never downgrading. */
export function createUpdateEngine(): UpdateEngine {
  // A getter: reading it makes the updater of this platform, which needs a running app.
  const { autoUpdater } = electronUpdater;
  autoUpdater.logger = null;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  return {
    isActive: () => autoUpdater.isUpdaterActive(),
    setFeed: (url) => autoUpdater.setFeedURL({ provider: 'generic', url }),
    check: async () => {
      await autoUpdater.checkForUpdates();
    },
    quitAndInstall: () => autoUpdater.quitAndInstall(),
    onProgress: (listener) =>
      void autoUpdater.on('download-progress', ({ percent }) => listener(percent)),
    onAvailable: (listener) =>
      void autoUpdater.on('update-available', ({ version }) => listener(version)),
    onNotAvailable: (listener) => void autoUpdater.on('update-not-available', () => listener()),
    onReady: (listener) =>
      void autoUpdater.on('update-downloaded', ({ version }) => listener(version)),
    onError: (listener) => void autoUpdater.on('error', listener),
  };
}
