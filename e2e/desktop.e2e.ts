import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IPC_CHANNELS, IPC_EVENTS } from '../shared/ipc/channels';
import type { WorkstationBridge } from '../shared/ipc/contract';
import type { LaunchedApp } from './electronDouble/launch';
import { TARGETS, aProfile, foreignSite, hasBuiltRenderer, installProgram } from './desktopFixture';

declare global {
  interface Window {
    readonly workstation: WorkstationBridge;
    readonly heard: [string, unknown][];
  }
}

const CASE = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';
const SECRET = 'token-8f2a';

/** Calls without the types of the contract: hostile input does not have them. */
function call(page: Page, channel: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, argument]) => {
      const calls = window.workstation.calls as unknown as Record<
        string,
        (input: unknown) => Promise<unknown>
      >;
      const run = calls[name];
      return run === undefined ? 'no such call' : run(argument);
    },
    [channel, input] as const,
  );
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 400));

describe.each(TARGETS)('the shell in the $name', ({ isHere, launch }) => {
  describe.skipIf(!isHere)('with a page of its own', () => {
    let app: LaunchedApp;
    let page: Page;
    let profile: string;

    beforeAll(async () => {
      profile = await aProfile();
      app = await launch(await installProgram('specPage'), profile);
      page = await app.firstWindow();
      await page.waitForFunction(() => document.getElementById('ready')?.textContent === 'ready');
    });
    afterAll(() => app.close());

    it('shows the page under the policy', async () => {
      const headers = await page.evaluate(async () => {
        const reply = await fetch('/page.js');
        return Object.fromEntries(reply.headers);
      });
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
      });
      const result = await page.evaluate(async () => {
        const broken: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          broken.push(event.effectiveDirective),
        );
        await fetch('https://evil.example/').catch(() => undefined);
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
        await new Promise((resolve) => setTimeout(resolve, 200));
        return { broken: broken.sort(), isInjected: 'injected' in window };
      });
      expect(result).toEqual({ broken: ['connect-src', 'script-src-elem'], isInjected: false });
    });

    it('gives no file outside the page folder', async () => {
      const statuses = await page.evaluate(() =>
        Promise.all(
          ['/..%2f..%2fpackage.json', '/..%5c..%5cpackage.json', '/..%2felectron%2fmain.cjs'].map(
            async (path) => (await fetch(path)).status,
          ),
        ),
      );
      expect(statuses).toEqual([403, 403, 403]);
    });

    it('exposes exactly the calls and events of the contract, frozen, and nothing of Node', async () => {
      const seen = await page.evaluate(() => ({
        parts: Object.keys(window.workstation),
        calls: Object.keys(window.workstation.calls),
        events: Object.keys(window.workstation.events),
        isFrozen: Object.isFrozen(window.workstation) && Object.isFrozen(window.workstation.calls),
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
          (name) => name in globalThis,
        ),
      }));
      expect(seen).toEqual({
        parts: ['calls', 'events'],
        calls: [...IPC_CHANNELS],
        events: [...IPC_EVENTS],
        isFrozen: true,
        node: [],
      });
    });

    it('answers a call', async () => {
      expect(await call(page, 'app.info')).toMatchObject({
        ok: true,
        value: { isPackaged: false, platform: process.platform },
      });
    });

    it.each([
      ['app.info', { unexpected: 1 }],
      ['server.setAddress', 'https://a.example'],
      ['window.openSecondScreen', { caseId: '../../etc/passwd' }],
      ['secrets.get', { name: '../settings' }],
      ['report.savePdf', { suggestedName: '../x.pdf', bytes: null }],
      ['notify.show', { template: 'invitation', requestNumber: '欧阳某某 室速' }],
      ['notify.show', { title: '欧阳某某', body: '室速' }],
      ['notify.show', { template: 'invitation', requestNumber: '99999919900307123X' }],
    ])('refuses malformed input for %s: %j', async (channel, input) => {
      expect(await call(page, channel, input)).toMatchObject({
        ok: false,
        error: { kind: 'validation', code: 'ipc.malformedInput' },
      });
    });

    it('opens no popup and hands no foreign link to the system', async () => {
      await app.evaluate(({ shell }) => {
        shell.openExternal = async (url) => {
          (globalThis as unknown as { opened: string }).opened = url;
        };
      });
      const before = page.context().pages().length;
      await page.evaluate(() => {
        window.open('https://evil.example/');
        window.open('/index.html');
      });
      await settled();
      expect(page.context().pages()).toHaveLength(before);
      const opened = await app.evaluate(
        () => (globalThis as unknown as { opened?: string }).opened ?? 'nothing',
      );
      expect(opened).toBe('nothing');
    });

    it('stays on its page when something navigates it away', async () => {
      await page.evaluate(() => {
        location.href = 'https://evil.example/';
      });
      await settled();
      const address = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      );
      expect(address).toBe('app://workstation/index.html');
    });

    it('lets the page use the microphone and refuses what nobody needs', async () => {
      const states = await page.evaluate(async () => {
        const query = async (name: string): Promise<string> =>
          (await navigator.permissions.query({ name: name as PermissionName })).state;
        return {
          microphone: await query('microphone'),
          geolocation: await query('geolocation'),
          clipboard: await query('clipboard-read'),
          midi: await query('midi'),
        };
      });
      expect(states).toEqual({
        microphone: 'granted',
        geolocation: 'denied',
        clipboard: 'denied',
        midi: 'denied',
      });
    });

    it('keeps a secret sealed, and keeps none at all without a real key store', async () => {
      await app.evaluate(({ safeStorage }) => {
        safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
        safeStorage.isAsyncEncryptionAvailable = async () => true;
      });
      const name = 'session.token';
      expect(await call(page, 'secrets.set', { name, value: SECRET })).toMatchObject({ ok: true });
      expect(await call(page, 'secrets.get', { name })).toEqual({
        ok: true,
        value: { value: SECRET },
      });
      for (const file of await readdir(join(profile, 'secrets'))) {
        expect(await readFile(join(profile, 'secrets', file), 'latin1')).not.toContain(SECRET);
      }
      await app.evaluate(({ safeStorage }) => {
        safeStorage.getSelectedStorageBackend = () => 'basic_text';
      });
      const refusal = { ok: false, error: { code: 'desktop.secretsUnavailable' } };
      expect([
        await call(page, 'secrets.set', { name: 'cache.key', value: SECRET }),
        await call(page, 'secrets.get', { name }),
      ]).toMatchObject([refusal, refusal]);
      expect(await readdir(join(profile, 'secrets'))).toEqual(['session.token.sealed']);
    });

    it('saves a PDF where the person chose, and nothing that is no PDF', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'saved-'));
      const filePath = join(folder, '会诊报告.pdf');
      await app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      }, filePath);
      const save = (text: string): Promise<unknown> =>
        page.evaluate(
          (content) =>
            window.workstation.calls['report.savePdf']({
              suggestedName: '会诊报告.pdf',
              bytes: new TextEncoder().encode(content),
            }),
          text,
        );
      expect(await save('<html>')).toMatchObject({ error: { code: 'desktop.notPdf' } });
      expect(await readdir(folder)).toEqual([]);
      expect(await save('%PDF-1.7\n%%EOF\n')).toEqual({ ok: true, value: { isSaved: true } });
      expect(await readFile(filePath, 'utf8')).toBe('%PDF-1.7\n%%EOF\n');
    });

    it('streams a picked file to the page without telling its path', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'picked-'));
      const path = join(folder, 'ecg.dcm');
      await writeFile(path, 'x'.repeat(1000) + 'DICM');
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      }, path);
      const reply = await call(page, 'files.pickForImport', { kind: 'files' });
      expect(JSON.stringify(reply)).not.toContain(folder);
      expect(reply).toMatchObject({ value: { files: [{ name: 'ecg.dcm', sizeBytes: 1004 }] } });
      const { files } = (reply as { value: { files: { handle: string }[] } }).value;
      const read = await page.evaluate(async (handle) => {
        const whole = await fetch(`/import/${handle}`);
        const part = await fetch(`/import/${handle}`, { headers: { range: 'bytes=1000-1003' } });
        const other = await fetch('/import/0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');
        return [(await whole.text()).length, await part.text(), other.status];
      }, files[0]?.handle ?? '');
      expect(read).toEqual([1004, 'DICM', 404]);
    });

    it('refuses a bad server address and keeps a good one on the disk', async () => {
      const set = (address: string): Promise<unknown> =>
        call(page, 'server.setAddress', { address });
      expect(await set('http://consult.example.cn')).toMatchObject({
        error: { code: 'desktop.serverInsecure' },
      });
      expect(await set('file:///etc/passwd')).toMatchObject({
        error: { code: 'desktop.serverAddress' },
      });
      expect(await set('https://consult.example.cn/')).toEqual({
        ok: true,
        value: { address: 'https://consult.example.cn', needsReload: true },
      });
      expect(JSON.parse(await readFile(join(profile, 'settings.json'), 'utf8'))).toEqual({
        serverAddress: 'https://consult.example.cn',
      });
      const policy = await page.evaluate(async () =>
        (await fetch('/index.html')).headers.get('content-security-policy'),
      );
      expect(policy).toContain(
        "connect-src 'self' https://consult.example.cn wss://consult.example.cn;",
      );
    });

    it('tells the page that the screen was locked, and which case a link opened', async () => {
      await app.evaluate(({ powerMonitor, app: program }, link) => {
        powerMonitor.emit('lock-screen');
        program.emit('second-instance', {}, ['huizhen', link], '/');
      }, `huizhen://case/${CASE}`);
      await page.waitForFunction(() => window.heard.length >= 2);
      const heard = await page.evaluate(() => window.heard);
      expect(heard).toMatchObject([
        ['power.locked', { reason: 'screenLock' }],
        ['deepLink.opened', { caseId: CASE }],
      ]);
      expect(await call(page, 'session.lockState')).toMatchObject({
        value: { isScreenLocked: true },
      });
      expect(await call(page, 'deepLink.takePending')).toEqual({
        ok: true,
        value: { caseId: CASE },
      });
    });

    it('opens one second screen for a case', async () => {
      const open = (): Promise<unknown> => call(page, 'window.openSecondScreen', { caseId: CASE });
      expect(await open()).toMatchObject({ ok: true });
      expect(await open()).toMatchObject({ ok: true });
      const addresses = (): Promise<string[]> =>
        app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows()
            .map((window) => window.webContents.getURL())
            .sort(),
        );
      await expect
        .poll(addresses)
        .toEqual([
          'app://workstation/index.html',
          `app://workstation/index.html#/second-screen/${CASE}`,
        ]);
    });

    it('writes no name, path or link into its log', async () => {
      const log = await readFile(join(profile, 'logs/main.log'), 'utf8');
      expect(log).toContain('"event":"ipc.refused"');
      expect(log).not.toMatch(/欧阳|evil|tmp|consult\.example|token-8f2a|0f9f1d0e/);
    });

    // Last: the window is lost to the foreign page.
    it('refuses every call of a foreign page in the window', async () => {
      const site = await foreignSite();
      await app.evaluate(async ({ BrowserWindow }, url) => {
        await BrowserWindow.getAllWindows()
          .find((window) => !window.webContents.getURL().includes('#'))
          ?.loadURL(url);
      }, site.url);
      expect(await page.title()).toBe('foreign');
      expect(await call(page, 'secrets.get', { name: 'session.token' })).toMatchObject({
        ok: false,
        error: { kind: 'forbidden', code: 'ipc.untrustedSender' },
      });
      site.close();
    });
  });

  describe.skipIf(!isHere || !hasBuiltRenderer)('with the built renderer', () => {
    it('shows the application without breaking the policy', async () => {
      const app = await launch(await installProgram('builtRenderer'), await aProfile());
      try {
        const page = await app.firstWindow();
        const refused: string[] = [];
        page.on('console', (message) => {
          if (/content security policy/i.test(message.text())) refused.push(message.text());
        });
        await page.reload();
        await page.waitForFunction(() => document.body.innerText.trim().length > 0);
        await settled();
        expect(refused).toEqual([]);
      } finally {
        await app.close();
      }
    });
  });
});
