import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { workerBinary } from '../../../build/media/worker-binary.mjs';
import { createForkedMedia } from '../forkedMedia';
import type { MediaNode } from '../mediaNode';
import { ownAddresses } from '../ownAddresses';
import { createWorkerPresence } from '../workerPresence';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Inside the repository, where the packages are found. */
const OUT = path.join(ROOT, 'dist/media-test');

async function bundle(entry: string, platform: 'node' | 'browser'): Promise<string> {
  await mkdir(OUT, { recursive: true });
  const outfile = path.join(OUT, `${path.basename(path.dirname(entry))}-${platform}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, entry)],
    outfile,
    bundle: true,
    platform,
    format: platform === 'node' ? 'esm' : 'iife',
    target: platform === 'node' ? 'node20' : 'es2022',
    ...(platform === 'node' ? { packages: 'external' as const } : {}),
    logLevel: 'warning',
  });
  return outfile;
}

/** The media process as it runs in the product, with one worker on whatever ports are free. */
export async function startMedia(): Promise<MediaNode> {
  const script = await bundle('server/media/main.ts', 'node');
  const presence = createWorkerPresence(workerBinary());
  if (presence.look().state !== 'here')
    throw new Error('the media worker is missing: node build/mediasoup-worker.mjs --install');
  return createForkedMedia({
    script: pathToFileURL(script),
    presence,
    settings: { port: 0, addresses: ownAddresses(), workers: 1 },
    log: { warn: () => undefined },
  });
}

export type Stage = { page(url: string): Promise<Page>; close(): Promise<void> };

/** Chromium with a camera and a microphone that exist only for tests; each page is a participant of its own. */
export async function openParticipants(): Promise<Stage> {
  const script = await bundle('e2e/conference/page.ts', 'browser');
  const browser: Browser = await chromium.launch({
    executablePath: process.env['HUIZHEN_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
      // the page does not come from an address of its own
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
  return {
    async page(url) {
      const page = await (await browser.newContext()).newPage();
      // the server's own origin, without its portal
      await page.route(`${url}/participant`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' }),
      );
      await page.goto(`${url}/participant`);
      await page.addScriptTag({ path: script });
      return page;
    },
    close: () => browser.close(),
  };
}
