import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  screen,
  session,
  shell,
} from 'electron';
import { composeHandlers } from './composeHandlers';
import { createDeepLinks, DEEP_LINK_SCHEME, deepLinkIn } from './deepLink/deepLink';
import { listenForOpenUrl } from './deepLink/openUrl';
import { createImportRegistry } from './files/importRegistry';
import { createDesktopText } from './i18n/desktopText';
import { createBroadcast } from './ipc/broadcast';
import { registerIpc } from './ipc/register';
import { createLogger } from './logging/logger';
import { createLogFile } from './logging/logFile';
import { applicationMenu } from './menu/applicationMenu';
import { createAppProtocol } from './protocol/appProtocol';
import { createImportRoute } from './protocol/importRoute';
import { APP_SCHEME, PRIVILEGED_SCHEMES } from './protocol/origin';
import { readRendererFile } from './protocol/rendererFile';
import { createDisplayMedia } from './security/displayMedia';
import { restrictPermissions } from './security/permissions';
import { listScreenSources, serveDisplayMedia } from './security/screenSources';
import { isTrustedSender } from './security/sender';
import { createServerSetting } from './settings/server';
import { openSettings } from './settings/settings';
import { settingsFile } from './settings/settingsFile';
import { createWindow } from './window/createWindow';
import { recoverFromCrash } from './window/crashRecovery';
import { createWindows } from './window/windows';

const UPDATE_EVERY_MS = 4 * 60 * 60 * 1000;

const now = (): Date => new Date();
const log = createLogger({ write: createLogFile(app.getPath('logs')), now });
process.on('uncaughtExceptionMonitor', (cause) => log('error', 'main.crashed', { cause }));
process.on('unhandledRejection', (cause) => log('error', 'main.rejected', { cause }));

// Before the single-instance check: a second start hands over its link and must not touch the profile.
protocol.registerSchemesAsPrivileged(PRIVILEGED_SCHEMES);
app.enableSandbox();
const handOverLinks = listenForOpenUrl(app);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  const root = app.getAppPath();
  const text = createDesktopText(app.getLocale());
  const settings = await openSettings({
    ...settingsFile(app.getPath('userData')),
    onDamaged: () => log('warn', 'settings.damaged'),
  });
  const startedWith = app.isPackaged ? null : (process.env['HUIZHEN_SERVER_URL'] ?? null);
  const server = createServerSetting(settings, startedWith);
  const imports = createImportRegistry();
  const media = createDisplayMedia({ listSources: listScreenSources, nowMs: () => Date.now() });

  const windows = createWindows({
    open: (place, url) => {
      const window = createWindow(
        {
          construct: (options) => new BrowserWindow(options),
          preload: join(root, 'dist/electron/preload.cjs'),
          icon: join(root, 'resources/icons/icon.png'),
          serverOrigin: server.origin,
          openOutside: (address) => void shell.openExternal(address),
          onBlocked: (what) => log('warn', 'window.blocked', { code: what }),
          onLoadFailed: (cause) => log('error', 'window.loadFailed', { cause }),
        },
        { title: text('appName'), ...place },
        url,
      );
      recoverFromCrash(window.webContents, {
        nowMs: () => Date.now(),
        onCrash: (reason) => log('error', 'page.crashed', { status: reason }),
      });
      return window;
    },
    displays: () => screen.getAllDisplays(),
    primaryDisplay: () => screen.getPrimaryDisplay(),
    onClosed: imports.releaseAllOf,
  });
  const broadcast = createBroadcast(windows.all);
  const links = createDeepLinks({
    onOpened: (caseId) => broadcast('deepLink.opened', { caseId }),
    onRefused: () => log('warn', 'deepLink.refused'),
  });

  protocol.handle(
    APP_SCHEME,
    createAppProtocol({
      root: join(root, 'dist/renderer'),
      serverOrigin: server.origin,
      serveImport: createImportRoute({
        registry: imports,
        onFailure: (cause) => log('error', 'import.failed', { cause }),
      }),
      readFile: readRendererFile,
    }),
  );
  restrictPermissions(session.defaultSession);
  serveDisplayMedia(session.defaultSession, media);

  const parts = { text, log, windows, server, imports, media, links, broadcast };
  const handlers = composeHandlers(parts);
  registerIpc(ipcMain, handlers, {
    isTrustedSender: (event) => isTrustedSender(event, windows.isOwn),
    onRefused: (channel, code) => log('warn', 'ipc.refused', { channel, code }),
    onFailure: (channel, cause) => log('error', 'ipc.failed', { channel, cause }),
  });
  const openLogs = (): void => void handlers['shell.openLogs'](undefined, { senderId: 0 });
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(text, { openLogs })));

  const openLink = (address: string | null): void => {
    windows.showMain();
    if (address !== null) links.open(address);
  };
  app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  app.on('second-instance', (_event, argv) => openLink(deepLinkIn(argv)));
  app.on('activate', () => void windows.showMain());
  app.on('window-all-closed', () => app.quit());

  openLink(handOverLinks(openLink) ?? deepLinkIn(process.argv));
  log('info', 'app.started', { version: app.getVersion() });
  const checkForUpdate = (): void => void handlers['update.check'](undefined, { senderId: 0 });
  checkForUpdate();
  setInterval(checkForUpdate, UPDATE_EVERY_MS).unref();
}

/** Without a window nobody would see that the program runs and does nothing. */
function giveUp(cause: unknown): void {
  log('error', 'app.startFailed', { cause });
  const text = createDesktopText(app.getLocale());
  dialog.showErrorBox(text('appName'), text('dialog.startFailed'));
  app.exit(1);
}
