import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { bundleElectron } from '../build/bundle-electron.mjs';
import { launchDouble, type LaunchedApp } from './electronDouble/launch';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** The page of these specs: static, so that what fails here is the shell and not the application in it. */
const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>shell</title></head>
<body><p id="ready"></p><script type="module" src="/page.js"></script></body></html>`;
const SCRIPT = `window.heard = [];
for (const [name, subscribe] of Object.entries(window.workstation.events)) {
  subscribe((payload) => window.heard.push([name, payload]));
}
document.getElementById('ready').textContent = 'ready';`;

/** A folder laid out like the installed program: built main and preload, a page, the icons. */
export async function installProgram(page: 'specPage' | 'builtRenderer'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'huizhen-shell-'));
  await bundleElectron({ outDir: join(folder, 'dist/electron') });
  const renderer = join(folder, 'dist/renderer');
  if (page === 'builtRenderer') {
    await cp(join(repository, 'dist/renderer'), renderer, { recursive: true });
  } else {
    await mkdir(renderer, { recursive: true });
    await writeFile(join(renderer, 'index.html'), PAGE);
    await writeFile(join(renderer, 'page.js'), SCRIPT);
  }
  await cp(join(repository, 'resources/icons'), join(folder, 'resources/icons'), {
    recursive: true,
  });
  const { name, version, main } = JSON.parse(
    await readFile(join(repository, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version, main }));
  return folder;
}

export const hasBuiltRenderer = existsSync(join(repository, 'dist/renderer/index.html'));

/** Electron's own binary: downloaded into the package, or named by `ELECTRON_OVERRIDE_DIST_PATH`. */
function electronBinary(): string | null {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const name = names[process.platform as keyof typeof names] ?? 'electron';
  const folders = [
    process.env['ELECTRON_OVERRIDE_DIST_PATH'],
    join(repository, 'node_modules/electron/dist'),
  ];
  return (
    folders
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, name))
      .find(existsSync) ?? null
  );
}

export type Target = {
  readonly name: string;
  readonly isHere: boolean;
  readonly launch: (appPath: string, profile: string) => Promise<LaunchedApp>;
};

const binary = electronBinary();

/** The same specs on both; where Electron's binary cannot be had, vitest reports that run as skipped. */
export const TARGETS: readonly Target[] = [
  {
    name: 'Electron double',
    isHere: true,
    launch: (appPath, profile) => launchDouble({ appPath, profile }),
  },
  {
    name: 'real Electron',
    isHere: binary !== null,
    launch: (appPath, profile) =>
      _electron.launch({
        executablePath: binary ?? '',
        args: ['--no-sandbox', `--user-data-dir=${profile}`, appPath],
      }),
  },
];

export async function aProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'huizhen-profile-'));
}

/** A page from elsewhere, for what must never be let in. */
export async function foreignSite(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>foreign</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
