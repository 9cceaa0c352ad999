import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const ARTEFACTS = fileURLToPath(new URL('../artefacts', import.meta.url));

/** The window of a second screen. */
export function secondScreen(page: Page) {
  return {
    async press(key: string) {
      await page.getByTestId('pane-0').hover();
      await page.keyboard.press(key);
    },
    async picture(name: string) {
      await mkdir(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/${name}.png` });
    },
  };
}
