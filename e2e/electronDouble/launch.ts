import { mkdtemp } from 'node:fs/promises';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type ElectronApplication, type Page } from 'playwright-core';
import { createAddresses } from './addresses';
import { DoubleApp } from './appModule';
import { createElectronModule } from './electronModule';
import { routeRequests } from './requests';
import type { ProtocolHandler, World } from './world';

/** The part of Playwright's `ElectronApplication` that specs may use, so that they run on a real binary too. */
export type LaunchedApp = Pick<
  ElectronApplication,
  'firstWindow' | 'windows' | 'evaluate' | 'close'
>;

export type LaunchOptions = {
  /** Folder of the program: `dist/electron/*.cjs`, `dist/renderer/`, `resources/`. */
  readonly appPath: string;
  readonly profile?: string;
};

type LoadHook = (id: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: LoadHook };

/**
 * Runs the built main process in this Node process with the `electron` module replaced. A window is a page of headless
 * Chromium; the built preload runs in a real isolated world of it. This is integration in a double, not Electron.
 */
export async function launchDouble({ appPath, profile }: LaunchOptions): Promise<LaunchedApp> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-fake-device-for-media-stream'],
  });
  try {
    const folder = profile ?? (await mkdtemp(join(tmpdir(), 'electron-double-')));
    const app = new DoubleApp({ appPath, profile: folder });
    const schemes = new Map<string, ProtocolHandler | null>();
    const world: World = {
      browser,
      context: await browser.newContext(),
      browserCdp: await browser.newBrowserCDPSession(),
      addresses: createAddresses((scheme) => schemes.has(scheme)),
      schemes,
      invokeListeners: new Map(),
      windows: [],
      permissions: { request: null, check: null },
      onAllWindowsClosed: () => app.emit('window-all-closed'),
    };
    await routeRequests(world);
    const electron = createElectronModule(world, app);
    const restore = replaceElectron(electron, appPath);
    try {
      loadMain(join(appPath, 'dist/electron/main.cjs'));
      app.becomeReady();
    } catch (cause) {
      restore();
      throw cause;
    }
    return surface(world, electron, restore);
  } catch (cause) {
    await browser.close();
    throw cause;
  }
}

/** Until the double is closed: bundled libraries ask for `electron` long after the start. */
function replaceElectron(electron: object, resourcesPath: string): () => void {
  const original = loader._load;
  // Electron's addition to `process`; electron-updater looks there for what it may update.
  Object.defineProperty(process, 'resourcesPath', { value: resourcesPath, configurable: true });
  loader._load = (id, ...rest) =>
    id === 'electron' || id === 'electron/main' ? electron : original(id, ...rest);
  return () => {
    loader._load = original;
    Reflect.deleteProperty(process, 'resourcesPath');
  };
}

function loadMain(main: string): void {
  const require = createRequire(main);
  delete require.cache[main];
  require(main);
}

function surface(world: World, electron: object, restore: () => void): LaunchedApp {
  const pages = (): Page[] => world.windows.flatMap(({ page }) => (page === null ? [] : [page]));
  const evaluate = async (
    run: (module: object, arg: unknown) => unknown,
    arg: unknown,
  ): Promise<unknown> => run(electron, arg);
  return {
    windows: pages,
    firstWindow: () => firstShown(world),
    evaluate: evaluate as LaunchedApp['evaluate'],
    close: async () => {
      restore();
      await world.browser.close();
    },
  };
}

async function firstShown(world: World): Promise<Page> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    const window = world.windows.find(({ isShown }) => isShown);
    if (window?.page != null) return window.page;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('electron double: no window was shown within 15 s');
}
