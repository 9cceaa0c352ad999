import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { caseIdSchema } from '../../shared/domain/identity/actor';
import { createWindow } from './createWindow';
import { recoverFromCrash } from './crashRecovery';
import { isNavigable, isOpenableOutside } from './navigation';
import { createWindows } from './windows';

const SERVER = 'https://consult.example.cn';
const CASE = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');

type OpenHandler = (details: { url: string }) => { action: string };

/** Records what a window was told to do. */
class FakeWindow extends EventEmitter {
  readonly done: string[] = [];
  openHandler: OpenHandler | null = null;
  bounds = { x: 0, y: 0, width: 1440, height: 900 };
  isDown = false;
  readonly webContents: EventEmitter & { id: number };

  constructor(id: number) {
    super();
    const setWindowOpenHandler = (handler: OpenHandler) => (this.openHandler = handler);
    this.webContents = Object.assign(new EventEmitter(), { id, setWindowOpenHandler });
  }

  loadURL = (url: string) => Promise.resolve(void this.done.push(`load ${url}`));
  show = () => void this.done.push('show');
  focus = () => void this.done.push('focus');
  close = () => void this.emit('closed');
  restore = () => void this.done.push('restore');
  isMinimized = () => this.isDown;
  getBounds = () => this.bounds;
}

function made() {
  const window = new FakeWindow(1);
  const outside: string[] = [];
  const blocked: string[] = [];
  let options: BrowserWindowConstructorOptions = {};
  createWindow(
    {
      construct: (given) => {
        options = given;
        return window as unknown as BrowserWindow;
      },
      preload: '/app/preload.cjs',
      icon: '/app/icon.png',
      serverOrigin: () => SERVER,
      openOutside: (address) => outside.push(address),
      onBlocked: (what) => blocked.push(what),
      onLoadFailed: () => undefined,
    },
    { width: 800, height: 600 },
    'app://workstation/index.html',
  );
  const navigate = (event: string, url: string, isMainFrame = true) => {
    let isPrevented = false;
    const preventDefault = () => (isPrevented = true);
    window.webContents.emit(event, { url, isMainFrame, preventDefault });
    return isPrevented;
  };
  return { window, options, outside, blocked, navigate };
}

describe('a window', () => {
  it('is made locked down and shown when its page is there', () => {
    const { window, options } = made();
    expect(options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      preload: '/app/preload.cjs',
    });
    expect([options.show, window.done]).toEqual([false, ['load app://workstation/index.html']]);
    window.emit('ready-to-show');
    expect(window.done.at(-1)).toBe('show');
  });

  it('opens no popup; a link to the configured server goes to the browser', () => {
    const { window, outside, blocked } = made();
    const actions = ['https://evil.example/', `${SERVER}/help`].map(
      (url) => window.openHandler?.({ url }).action,
    );
    expect([actions, outside, blocked]).toEqual([['deny', 'deny'], [`${SERVER}/help`], ['popup']]);
  });

  it.each(['will-navigate', 'will-redirect'])('goes nowhere else on %s', (event) => {
    const { navigate, blocked } = made();
    expect([
      navigate(event, 'https://evil.example/'),
      navigate(event, 'file:///etc/passwd'),
      navigate(event, 'app://workstation/index.html'),
    ]).toEqual([true, true, false]);
    expect(blocked).toEqual(['navigation', 'navigation']);
  });

  it('lets no frame inside it go elsewhere and attaches no webview', () => {
    const { navigate } = made();
    expect([
      navigate('will-frame-navigate', 'https://evil.example/', false),
      navigate('will-attach-webview', ''),
    ]).toEqual([true, true]);
  });
});

describe('addresses', () => {
  it.each([
    [`${SERVER}/help`, true],
    ['https://consult.example.cn.evil.example/', false],
    ['https://user@consult.example.cn/', false],
    ['http://consult.example.cn/', false],
    ['file:///etc/passwd', false],
    ['ms-msdt:/id', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('%j may be handed to the browser: %s', (address, isAllowed) => {
    expect(isOpenableOutside(address, SERVER)).toBe(isAllowed);
  });

  it('nothing goes outside before a server is known', () => {
    expect(isOpenableOutside('https://consult.example.cn/', null)).toBe(false);
  });

  it('only our own pages may be navigated to', () => {
    expect(
      ['app://workstation/x', 'app://workstation.evil/', 'https://workstation/', 'x'].map(
        isNavigable,
      ),
    ).toEqual([true, false, false, false]);
  });
});

function someWindows(displayCount: number) {
  const displays = [0, 1920].slice(0, displayCount).map((x, id) => ({
    id,
    workArea: { x, y: 0, width: 1920, height: 1040 },
  }));
  const opened: { window: FakeWindow; x: number | undefined; url: string }[] = [];
  const closed: number[] = [];
  const primary = displays[0] ?? { id: 0, workArea: { x: 0, y: 0, width: 1, height: 1 } };
  const windows = createWindows({
    open: (place, url) => {
      const window = new FakeWindow(opened.length + 1);
      opened.push({ window, x: place.x, url });
      return window as unknown as BrowserWindow;
    },
    displays: () => displays,
    primaryDisplay: () => primary,
    onClosed: (id) => closed.push(id),
  });
  const openSecond = (senderId = 1) => windows.openSecondScreen({ caseId: CASE }, { senderId });
  return { windows, opened, closed, openSecond };
}

describe('the windows', () => {
  it('are one main window, brought to the front when asked for again', () => {
    const { windows, opened } = someWindows(1);
    windows.showMain();
    const main = opened[0]?.window;
    if (main === undefined) throw new Error('no window');
    main.isDown = true;
    windows.showMain();
    expect([opened.length, main.done]).toEqual([1, ['restore', 'show', 'focus']]);
  });

  it('put the second screen on the display the main window is not on', async () => {
    const { windows, opened, openSecond } = someWindows(2);
    windows.showMain();
    expect(await openSecond()).toEqual({ ok: true, value: { display: 'secondary' } });
    expect(opened[1]).toMatchObject({
      x: 1920,
      url: `app://workstation/index.html#/second-screen/${CASE}`,
    });
    await openSecond();
    expect(opened).toHaveLength(2);
  });

  it('close the second screen with the main window', async () => {
    const { windows, opened, openSecond } = someWindows(2);
    windows.showMain();
    await openSecond();
    opened[0]?.window.emit('closed');
    expect(windows.all()).toEqual([]);
    expect(opened).toHaveLength(2);
  });

  it('say that there is only one display', async () => {
    const { windows, openSecond } = someWindows(1);
    windows.showMain();
    expect(await openSecond()).toMatchObject({ value: { display: 'primary' } });
  });

  it('forget a closed window and can open it again', () => {
    const { windows, opened, closed } = someWindows(1);
    windows.showMain();
    expect([windows.isOwn(1), windows.isOwn(2)]).toEqual([true, false]);
    opened[0]?.window.emit('closed');
    expect([windows.isOwn(1), windows.all(), closed]).toEqual([false, [], [1]]);
    windows.showMain();
    expect(opened).toHaveLength(2);
  });
});

describe('a page whose process died', () => {
  it('is loaded again once, not forever, and not after a proper end', () => {
    const contents = Object.assign(new EventEmitter(), { reload: () => (reloads += 1) });
    let reloads = 0;
    let nowMs = 1_000;
    const reasons: string[] = [];
    recoverFromCrash(contents, {
      nowMs: () => nowMs,
      onCrash: (reason) => reasons.push(reason),
    });
    const die = (reason: string) => contents.emit('render-process-gone', {}, { reason });
    die('clean-exit');
    die('oom');
    nowMs += 5_000;
    die('oom');
    nowMs += 60_000;
    die('crashed');
    expect([reloads, reasons]).toEqual([2, ['oom', 'oom', 'crashed']]);
  });
});
