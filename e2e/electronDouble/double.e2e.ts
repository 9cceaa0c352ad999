import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAddresses } from './addresses';
import { createCodec } from './codec';
import { launchDouble } from './launch';
import { strict } from './strict';

/** A program of one file, to see what the double does with it. */
async function aProgram(main: string): Promise<string> {
  const appPath = await mkdtemp(join(tmpdir(), 'double-program-'));
  await mkdir(join(appPath, 'dist/electron'), { recursive: true });
  await writeFile(join(appPath, 'dist/electron/main.cjs'), main);
  return appPath;
}

describe('the Electron double', () => {
  it('throws for what it does not have instead of answering nothing', () => {
    const part: Record<string, unknown> = strict('app', { quit: () => 1 });
    expect(() => part['relaunch']).toThrow('app.relaunch is not implemented');
    expect(part['quit']).toBeTypeOf('function');
  });

  it.each([
    ["require('electron').app.relaunch()", 'app.relaunch is not implemented'],
    ["require('electron').crashReporter.start()", 'electron.crashReporter is not implemented'],
    ['new (require("electron").BrowserWindow)({ webPreferences: { sandbox: false } })', 'insecure'],
    [
      'new (require("electron").BrowserWindow)({ webPreferences: { nodeIntegration: true } })',
      'insecure',
    ],
    [
      'new (require("electron").BrowserWindow)({ webPreferences: { webSecurity: false } })',
      'insecure',
    ],
    ["require('electron').protocol.handle('x', () => {})", 'scheme x was not privileged'],
  ])('refuses to start a program that says %s', async (main, reason) => {
    await expect(launchDouble({ appPath: await aProgram(main) })).rejects.toThrow(reason);
  });

  it('carries what IPC carries and refuses what it cannot carry faithfully', () => {
    const { encode, decode } = createCodec();
    const value = {
      at: new Date(0),
      bytes: new Uint8Array([1, 255]),
      none: undefined,
      list: [1, null],
    };
    expect(decode(JSON.parse(JSON.stringify(encode(value))))).toEqual(value);
    expect(() => encode(new Map())).toThrow('no Map');
  });

  it('gives each registered scheme an https origin of its own, both ways', () => {
    const { toChromium, toElectron } = createAddresses((scheme) => scheme === 'app');
    const address = 'app://workstation/index.html#/x';
    expect(toChromium(address)).toBe('https://workstation.app.electron-double.test/index.html#/x');
    expect(toElectron(toChromium(address))).toBe(address);
    expect(toChromium('https://evil.example/')).toBe('https://evil.example/');
  });
});
