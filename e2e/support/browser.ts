import { chromium, type Browser } from 'playwright-core';

/** Debian's Chromium without a graphics card: the viewer then takes its CPU path, as on a county PC without one. */
export function openChromium(): Promise<Browser> {
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
    ],
  });
}
