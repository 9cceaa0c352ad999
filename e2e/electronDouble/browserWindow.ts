import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { createCodec } from './codec';
import { applyPermissions } from './permissions';
import {
  IPC_BINDING,
  PRELOAD_WORLD,
  pageWorldSource,
  preloadWorldSource,
  type ToMain,
} from './preloadWorld';
import { strict } from './strict';
import { DoubleWebContents } from './webContents';
import type { World } from './world';

type WebPreferences = Readonly<Record<string, unknown>> & { readonly preload?: string };
type Options = Readonly<Record<string, unknown>> & { readonly webPreferences?: WebPreferences };
type IpcMain = { emit: (channel: string, ...args: unknown[]) => boolean };

const codec = createCodec();

/** Electron's own defaults; a preference that is not named falls back to them. */
const DEFAULTS = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
} as const;

/** One window: a page of Chromium with the built preload in an isolated world of its own. */
export class DoubleWindow extends EventEmitter {
  readonly webContents: DoubleWebContents;
  page: Page | null = null;
  isLoading = false;
  isShown = false;
  private readonly world: World;
  private readonly ipcMain: IpcMain;
  private readonly options: Options;
  private readonly opened: Promise<Page>;

  constructor(world: World, ipcMain: IpcMain, session: object, options: Options) {
    super();
    refuseInsecure({ ...DEFAULTS, ...options.webPreferences });
    this.world = world;
    this.ipcMain = ipcMain;
    this.options = options;
    this.webContents = strict('webContents', new DoubleWebContents(session));
    world.windows.push(this);
    this.opened = this.openPage();
    this.opened.catch(() => undefined); // reported by loadURL, which awaits it
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.opened;
    this.webContents.address = address;
    this.isLoading = true;
    try {
      await applyPermissions(this.world, this.webContents, address);
      await page.goto(this.world.addresses.toChromium(address));
    } finally {
      this.isLoading = false;
    }
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
  }

  show(): void {
    this.isShown = true;
  }

  focus(): void {
    this.emit('focus');
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return !this.world.windows.includes(this);
  }

  getBounds(): object {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options as Record<string, number>;
    return { x, y, width, height };
  }

  close(): void {
    void this.page?.close();
  }

  private async openPage(): Promise<Page> {
    const { context } = this.world;
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    this.page = page;
    this.webContents.cdp = cdp;
    await cdp.send('Page.enable');
    await this.followWorlds(cdp);
    this.followPage(page, cdp);
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', {
      name: IPC_BINDING,
      executionContextName: PRELOAD_WORLD,
    });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource() });
    const preload = this.options.webPreferences?.preload;
    if (preload !== undefined) {
      const source = preloadWorldSource(readFileSync(preload, 'utf8'), basename(preload));
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: PRELOAD_WORLD, source });
    }
    return page;
  }

  private async followWorlds(cdp: CDPSession): Promise<void> {
    const { frameTree } = await cdp.send('Page.getFrameTree');
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string };
      if (context.name === PRELOAD_WORLD && frameId === frameTree.frame.id) {
        this.webContents.preloadContextId = context.id;
      }
    });
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: thrown }) => {
      if (thrown.executionContextId !== this.webContents.preloadContextId) return;
      const text = thrown.exception?.description ?? thrown.text;
      this.webContents.emit('preload-error', {}, '', new Error(text));
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === IPC_BINDING) void this.answer(JSON.parse(payload) as ToMain, executionContextId);
    });
  }

  private followPage(page: Page, cdp: CDPSession): void {
    const { webContents } = this;
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      webContents.address = this.world.addresses.toElectron(frame.url());
      webContents.emit('did-navigate', {}, webContents.address);
    });
    // Asked once per popup, with the address it wants; what the answer denies is closed below.
    const decisions: string[] = [];
    cdp.on('Page.windowOpen', ({ url }) => {
      const handler = webContents.openHandler;
      const details = { url: this.world.addresses.toElectron(url) };
      const action = handler === null ? 'allow' : handler(details).action;
      if (handler !== null && action !== 'deny') {
        throw new Error('electron double: only the action deny is implemented');
      }
      decisions.push(action);
    });
    page.on('popup', (popup) => {
      if (decisions.shift() !== 'allow') void popup.close();
    });
    page.on('close', () => {
      this.world.windows.splice(this.world.windows.indexOf(this), 1);
      this.emit('closed');
      if (this.world.windows.length === 0) this.world.onAllWindowsClosed();
    });
  }

  private async answer(message: ToMain, contextId: number): Promise<void> {
    const { webContents } = this;
    // A world that is no longer the current one belongs to a page that has gone.
    const senderFrame = contextId === webContents.preloadContextId ? webContents.mainFrame : null;
    const event = { sender: webContents, senderFrame };
    const args = codec.decode(message.args) as unknown[];
    if (message.kind === 'send') {
      this.ipcMain.emit(message.channel, event, ...args);
      return;
    }
    const { id, channel } = message;
    try {
      const listener = this.world.invokeListeners.get(channel);
      if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
      const value = await listener(event, ...args);
      structuredClone(value); // throws for what Electron could not send either
      await webContents.deliver({ kind: 'reply', id, ok: true, value: codec.encode(value) });
    } catch (cause) {
      await webContents.deliver({ kind: 'reply', id, ok: false, value: String(cause) });
    }
  }
}

function refuseInsecure(preferences: WebPreferences): void {
  const isSecure =
    preferences['contextIsolation'] === true &&
    preferences['sandbox'] === true &&
    preferences['webSecurity'] === true &&
    [
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
    ].every((name) => preferences[name] !== true);
  if (!isSecure) {
    throw new Error(`electron double: insecure webPreferences ${JSON.stringify(preferences)}`);
  }
}
