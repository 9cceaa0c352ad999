import { execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type EcgPageServer = { readonly url: string; readonly close: () => void };

/** Builds the page that shows the ECG view alone, and serves it. */
export async function startEcgPage(): Promise<EcgPageServer> {
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'bench/ecgPage/vite.config.ts'],
    { cwd: ROOT },
  );
  const child = spawn(process.execPath, ['bench/ecgPage/serve.mjs', '--serve'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the page server ended')));
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
  });
  return { url, close: () => void child.kill('SIGTERM') };
}

/**
 * A browser on a screen of its own resolution: unlike an emulated one it lays out and rasters as on such a machine.
 *
 * @param scale - Device pixels for one CSS pixel.
 */
export function openScreen(scale: number): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['HUIZHEN_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-software-rasterizer',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars=false',
      `--force-device-scale-factor=${scale}`,
    ],
  });
}
