import { chromium, type Browser } from 'playwright-core';

/**
 * Debian's Chromium without a graphics card: the viewer then takes its CPU path, as on a county PC without one.
 *
 * @param options.simulatedGraphics WebGL drawn by the processor, for what needs a graphics card at all.
 */
export function openChromium(
  options: { readonly simulatedGraphics?: boolean } = {},
): Promise<Browser> {
  const graphics = options.simulatedGraphics
    ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
    : ['--disable-gpu', '--disable-software-rasterizer'];
  return chromium.launch({
    executablePath: process.env['HUIZHEN_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      ...graphics,
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
