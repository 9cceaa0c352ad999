import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { named, words } from './words';

const ARTEFACTS = fileURLToPath(new URL('../artefacts', import.meta.url));
const SCREEN = { width: 1440, height: 900 };
export const DEMO_PASSWORD = 'huizhen-demo';

/** One person at one workstation: a browser profile of its own, watched for everything that must not happen. */
export type Desk = {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly baseUrl: string;
  /** Types account and password and waits for the first page. */
  signIn(account: string, password?: string): Promise<void>;
  /** Follows a link of the rail on the left. */
  go(entry: string): Promise<void>;
  button(key: string, values?: Readonly<Record<string, string | number>>): Locator;
  /** A picture for the artefacts; also checks what is on screen. */
  picture(name: string): Promise<void>;
  /** What was on screen when a test failed. */
  failed(who: string): Promise<void>;
  /** Console errors that are the point of a test, such as the refused request of a wrong password. */
  forgive(pattern: RegExp): void;
  /** Fails when the console complained. */
  assertQuiet(): void;
  close(): Promise<void>;
};

export async function openDesk(browser: Browser, baseUrl: string): Promise<Desk> {
  const context = await browser.newContext({
    viewport: SCREEN,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  // asking who is signed in is answered 401 before anybody is
  const forgiven: RegExp[] = [/401 .*\/v1\/sessions\/current\)$/];
  return {
    page,
    context,
    baseUrl,
    async signIn(account, password = DEMO_PASSWORD) {
      await page.goto(baseUrl);
      await page.getByLabel(words('signIn:account')).pressSequentially(account);
      await page.getByLabel(words('signIn:password')).pressSequentially(password);
      await page.getByRole('button', { name: named('signIn:submit') }).click();
      await page.getByRole('navigation', { name: words('common:rail.label') }).waitFor();
    },
    async go(entry) {
      const rail = page.getByRole('navigation', { name: words('common:rail.label') });
      await rail.getByRole('link', { name: words(`common:rail.${entry}`) }).click();
    },
    button: (key, values) => page.getByRole('button', { name: named(key, values) }),
    async picture(name) {
      await settled(page);
      await mkdir(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/${name}.png` });
      expect(await rawKeys(page), `untranslated texts on ${name}`).toEqual([]);
      expect(await overflow(page), `horizontal overflow of ${name}`).toBe(0);
    },
    async failed(who) {
      await mkdir(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: `${ARTEFACTS}/failed-${who}.png` });
    },
    forgive: (pattern) => void forgiven.push(pattern),
    assertQuiet() {
      const heard = complaints.filter((text) => !forgiven.some((pattern) => pattern.test(text)));
      expect(heard, 'console errors').toEqual([]);
    },
    close: () => context.close(),
  };
}

/** Nothing on the page says that it is still loading. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[aria-busy="true"], .ant-spin-spinning, .ant-skeleton')].every(
      (element) => !(element as HTMLElement).checkVisibility(),
    ),
  );
}

/** Visible texts that look like a translation key; names of files look like one too. */
function rawKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isKey = (text: string) =>
      /^[a-z][a-zA-Z]*(:|\.)[a-zA-Z.]+$/.test(text) && !/\.(dcm|svg|pdf|jpg|xml|tar)$/i.test(text);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      const isText = parent !== null && !['SCRIPT', 'STYLE', 'CODE'].includes(parent.tagName);
      if (isText && parent.checkVisibility() && isKey(text)) found.push(text);
    }
    return found;
  });
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );
