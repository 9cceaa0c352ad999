import { chromium } from 'playwright-core';
import { createDicomWebServer } from '../../renderer/adapters/cornerstone/testing/dicomWebServer.mjs';

const FLAGS = {
  cpu: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'],
  swiftshader: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
  ],
};

/** A built page in a real Chromium over a test DICOMweb server; `close()` ends both. */
export async function openPage({
  folders,
  pageFolder,
  graphics = 'cpu',
  faults = {},
  size = [1280, 800],
  page: file = '',
}) {
  const dicomWeb = createDicomWebServer({ folders, pageFolder, faults });
  await new Promise((resolve) => dicomWeb.server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: FLAGS[graphics],
  });
  const page = await browser.newPage({ viewport: { width: size[0], height: size[1] } });
  /** Errors nobody caught, rejected promises among them; what a library writes to the console does not count. */
  const crashes = [];
  page.on('pageerror', (error) => crashes.push(String(error)));
  await page.goto(`http://127.0.0.1:${dicomWeb.server.address().port}/${file}`);
  return {
    page,
    crashes,
    ...dicomWeb,
    close: async () => {
      await browser.close();
      dicomWeb.server.closeAllConnections();
      await new Promise((resolve) => dicomWeb.server.close(resolve));
    },
  };
}
