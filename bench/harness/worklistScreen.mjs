// Worklists as somebody sees them: from a press or a keystroke until the rows it asks for are on screen, in a real browser.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openChromium, SCREEN } from './chromium.mjs';
import { percentile, rounded } from './figures.mjs';
import { PASSWORD } from './people.mjs';

/** A county PC without a graphics card. */
const NO_GL = ['--disable-gpu', '--disable-software-rasterizer'];
const WARM_UP = 3;

const texts = (name) =>
  JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, `../../shared/i18n/zh-CN/${name}.json`), 'utf8'),
  );
const common = texts('common');
const terms = texts('caseTerms');
const triage = texts('triage');

/** Rows with the columns of a worklist; a preview beside it may have a table of its own. */
const TABLE = 'main tbody tr:has(td:nth-child(5)):not([aria-hidden="true"])';
const CARDS = 'main li a[href*="/cases/"]';
/**
 * Names that no doctor of the seed shares. One doctor's patients, and one expert's, all have the same name: there one looks
 * for numbers, taken from the rows themselves.
 */
const NAMES = ['王芳', '欧', '孙', '马'];
const STATES = ['archived', 'scheduled', 'published', 'followUp'];
const cases = (words) => ({
  entry: 'cases',
  rows: TABLE,
  search: common.list.search,
  words,
  states: STATES,
});

/** Who opens what; `words` and `states` are asked for in the list that the link opens. */
const PEOPLE = [
  {
    account: 'triage',
    lists: [{ entry: 'queue', rows: TABLE, search: triage.search, words: NAMES }, cases(NAMES)],
  },
  { account: 'coordinator', lists: [cases(NAMES)] },
  {
    account: 'doctor0',
    lists: [{ entry: 'home', rows: CARDS }, cases(null)],
  },
  {
    account: 'expert0',
    lists: [{ entry: 'home', rows: CARDS }, cases(null)],
  },
];

/** @returns p50 and p95 in ms for every person, list and way of asking. */
export async function measureScreens({ url, repeats }) {
  const browser = await openChromium(NO_GL);
  const results = [];
  try {
    for (const { account, lists } of PEOPLE) {
      const page = await signedIn(browser, url, account);
      for (const list of lists) {
        const add = (action, times) => results.push(summary(account, list.entry, action, times));
        add('press the link', await pressLink(page, list, repeats));
        if (list.search) add('type a search', await typeSearch(page, list, repeats));
        if (list.states) add('choose a state', await chooseState(page, list, repeats));
      }
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  return results;
}

const summary = (account, list, action, times) => ({
  account,
  list,
  action,
  p50: rounded(percentile(times, 0.5)),
  p95: rounded(percentile(times, 0.95)),
});

async function signedIn(browser, url, account) {
  const context = await browser.newContext(SCREEN);
  context.setDefaultTimeout(30_000);
  await context.addInitScript(watchRows);
  const answer = await context.request.post(`${url}/v1/sessions`, {
    data: { account, password: PASSWORD },
  });
  if (!answer.ok()) throw new Error(`sign-in of ${account}: ${answer.status()}`);
  const page = await context.newPage();
  await page.goto(url);
  await rail(page, 'cases').waitFor();
  return page;
}

const rail = (page, entry) =>
  page
    .getByRole('navigation', { name: common.rail.label })
    .getByRole('link', { name: common.rail[entry] });

/** In the page: notes the last act of the person, and waits, frame by frame, for rows that answer it. */
function watchRows() {
  for (const type of ['pointerdown', 'click', 'input'])
    window.addEventListener(type, ({ timeStamp }) => (window.lastAct = timeStamp), true);
  const isShown = (element) => element.checkVisibility({ opacityProperty: true });
  const textsOf = (selector) =>
    [...document.querySelectorAll(selector)]
      .filter(isShown)
      .map((row) => row.innerText.trim())
      .filter((text) => text !== '');
  /** Resolves with ms from the last act to the frame after the one in which the rows were there. */
  window.rowsOnScreen = ({ selector, hash, includes, differsFrom }) =>
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`no rows of ${selector} with ${includes}`)), 20_000);
      const look = () => {
        const rows = textsOf(selector);
        const isThere =
          rows.length > 0 &&
          (hash === undefined || location.hash === hash) &&
          (includes === undefined || rows.every((row) => row.includes(includes))) &&
          rows.join() !== differsFrom &&
          ![...document.querySelectorAll('main [aria-busy="true"]:not(.hz-queue-side *)')].some(
            isShown,
          );
        if (!isThere) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now() - window.lastAct));
      };
      requestAnimationFrame(look);
    });
  window.rowTexts = (selector) => textsOf(selector).join();
}

const rowTexts = (page, rows) => page.evaluate((selector) => window.rowTexts(selector), rows);
const onScreen = (page, wanted) => page.evaluate((given) => window.rowsOnScreen(given), wanted);

async function timed(repeats, once) {
  const times = [];
  for (let n = -WARM_UP; n < repeats; n += 1) {
    const ms = await once(n + WARM_UP);
    if (n >= 0) times.push(ms);
  }
  return times;
}

/** From another page, whose rows must have gone. */
function pressLink(page, { entry, rows }, repeats) {
  const hash = entry === 'home' ? '#/' : `#/${entry}`;
  return timed(repeats, async () => {
    await rail(page, 'experts').click();
    await page.getByRole('heading').first().waitFor();
    await page.waitForFunction(() => location.hash === '#/experts');
    await rail(page, entry).click();
    return onScreen(page, { selector: rows, hash });
  });
}

/** From the last keystroke; the pause the page waits for a further one is part of it. */
async function typeSearch(page, { entry, rows, search, words }, repeats) {
  await rail(page, entry).click();
  const field = page.getByPlaceholder(search);
  await field.waitFor();
  await onScreen(page, { selector: rows });
  const asked = words ?? numbersIn(await rowTexts(page, rows));
  return timed(repeats, async (n) => {
    const before = await rowTexts(page, rows);
    const word = asked[n % asked.length];
    await field.pressSequentially(word);
    // an old queue asks for Enter
    await field.press('Enter');
    const ms = await onScreen(page, { selector: rows, includes: word, differsFrom: before });
    const found = await rowTexts(page, rows);
    await field.fill('');
    await field.press('Enter');
    await onScreen(page, { selector: rows, differsFrom: found });
    return ms;
  });
}

/** `-0231` of `HZ20260302-0231`. */
const numbersIn = (text) =>
  [...new Set([...text.matchAll(/HZ\d{8}(-\d{4})/g)].map(([, number]) => number))].slice(0, 5);

async function chooseState(page, { entry, rows, states }, repeats) {
  await rail(page, entry).click();
  const field = page.getByRole('combobox', { name: common.list.allStates });
  await field.waitFor();
  await onScreen(page, { selector: rows });
  return timed(repeats, async (n) => {
    const state = terms.state[states[n % states.length]];
    const before = await rowTexts(page, rows);
    await field.click();
    await (await optionOf(page, state)).click();
    return onScreen(page, { selector: rows, includes: state, differsFrom: before });
  });
}

/** The drop-down draws only what is in sight of its scrollbar. */
async function optionOf(page, text) {
  const list = page.locator('.ant-select-dropdown-list-holder:visible');
  const option = page.locator('.ant-select-item-option').getByText(text, { exact: true });
  await list.waitFor();
  for (let top = 0; (await option.count()) === 0 && top < 2000; top += 150) {
    await list.evaluate((element, to) => (element.scrollTop = to), top);
    await page.waitForTimeout(50);
  }
  return option;
}
