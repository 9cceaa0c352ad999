import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProfile, hasBuiltRenderer, installProgram, TARGETS } from './desktopFixture';
import type { LaunchedApp } from './electronDouble/launch';
import { DEMO_PASSWORD } from './support/desk';
import { secondScreen } from './support/secondScreen';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

const PATIENT = '王某芳';
/** Where the pages of the shell come from: in Electron, and in its double. */
const ORIGINS = 'app://workstation,https://workstation.app.electron-double.test';

describe.each(TARGETS)('the second screen in the $name', ({ isHere, launch }) => {
  describe.skipIf(!isHere || !hasBuiltRenderer)('of the workstation', () => {
    let server: DemoServer;
    let app: LaunchedApp;
    let first: Page;
    let second: Page;
    const kept = process.env['HUIZHEN_SERVER_URL'];

    beforeAll(async () => {
      server = await startDemoServer({ HUIZHEN_ORIGINS: ORIGINS });
      process.env['HUIZHEN_SERVER_URL'] = server.url;
      app = await launch(await installProgram('builtRenderer'), await aProfile());
      first = await app.firstWindow();
      // a machine that can keep a secret: the second window then is signed in, too
      await app.evaluate(({ safeStorage }) => {
        safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
        safeStorage.isAsyncEncryptionAvailable = async () => true;
      });
      // the texts of these specs are the Chinese ones, whatever language the machine prefers
      await first.evaluate(() => localStorage.setItem('huizhen.language', 'zh-CN'));
      await first.reload();
      await first.getByLabel(words('signIn:account')).fill('chief');
      await first.getByLabel(words('signIn:password')).fill(DEMO_PASSWORD);
      await first.getByRole('button', { name: named('signIn:submit') }).click();
      await first.getByText(PATIENT).first().click();
      await first.getByTestId('slice').first().waitFor({ timeout: 60_000 });
    });
    afterAll(async () => {
      await app?.close();
      await server?.stop();
      if (kept === undefined) delete process.env['HUIZHEN_SERVER_URL'];
      else process.env['HUIZHEN_SERVER_URL'] = kept;
    });

    it('is a window of its own, signed in with the first', async () => {
      await secondScreen(first).press('Shift+X');
      await expect.poll(() => app.windows().length).toBe(2);
      second = app.windows().find((page) => page !== first) as Page;
      await second.getByTestId('slice').first().waitFor({ timeout: 60_000 });
      expect(await second.locator('header').first().innerText()).toContain(PATIENT);
    });

    it('scrolls with the first once they are joined', async () => {
      await secondScreen(first).press('v');
      await secondScreen(first).press('PageDown');
      await expect.poll(() => second.getByTestId('slice').first().innerText()).toMatch(/^11 \/ 80/);
    });

    it('keeps nothing of the patient after signing out', async () => {
      await first
        .getByRole('button', { name: new RegExp(`${words('caseTerms:role.expert')}$`) })
        .click();
      await first.getByText(words('common:user.signOut'), { exact: true }).click();
      const isGone = async () =>
        second.isClosed() || !(await second.locator('body').innerText()).includes(PATIENT);
      await expect.poll(isGone).toBe(true);
    });
  });
});
