import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';
import { HOSTILE, patientFiles, textOfPdf } from '../support/files';
import { startDemoServer, type DemoServer } from '../support/server';
import { named, words } from '../support/words';
import { OPINIONS, PATIENT, REPORT } from './content';
import { countyDesk } from './countyDesk';
import { expertDesk } from './expertDesk';
import { triageDesk } from './triageDesk';
import { viewerDesk } from './viewerDesk';

const EXPERTS = { chief: '耿世恒', member: '顾言舟', dissenter: '荣见川' };

/** One request from its first word to the archive, through the screens only. Each chapter needs the one before. */
describe('a consultation from request to archive', () => {
  let server: DemoServer;
  let browser: Browser;
  const desks: Record<string, Desk> = {};
  let caseId = '';
  let isBroken = false;

  const chapter = (name: string, tell: () => Promise<void>) =>
    it(name, async (context) => {
      if (isBroken) context.skip('an earlier chapter failed');
      isBroken = true;
      try {
        await tell();
        isBroken = false;
      } finally {
        if (isBroken)
          await Promise.all(Object.entries(desks).map(([who, { failed }]) => failed(who)));
      }
    });
  const desk = async (account: string): Promise<Desk> => {
    const known = desks[account];
    if (known) return known;
    const opened = await openDesk(browser, server.url);
    await opened.signIn(account);
    return (desks[account] = opened);
  };
  const county = async () => countyDesk(await desk('county'));
  const triage = async () => triageDesk(await desk('triage'));
  const expert = async (account: string) => {
    const opened = expertDesk(await desk(account));
    await opened.open(caseId);
    return opened;
  };

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openChromium()]);
    const info = (await (await fetch(`${server.url}/v1/server`)).json()) as {
      demoAccounts: { account: string; name: string }[];
    };
    const nameOf = (account: string) =>
      info.demoAccounts.find((entry) => entry.account === account)?.name ?? '';
    EXPERTS.chief = nameOf('chief');
    EXPERTS.member = nameOf('expert1');
    EXPERTS.dissenter = nameOf('expert2');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  chapter('the county doctor describes the patient and sees exactly what is missing', async () => {
    const opened = await desk('county');
    await opened.picture('county-home');
    const me = await county();
    caseId = await me.startRequest();
    await me.describePatient();
    await me.describeIllness();
    await me.choose();
    await me.wishExpert(EXPERTS.chief);
    await me.offerThreeWindows();
    await me.consent();
    const missing = await me.whatIsMissing();
    for (const code of ['consentPaper', 'currentStudy', 'priorStudy'] as const) {
      expect(missing).toContain(words(`caseTerms:missing.${code}`));
    }
    expect(missing).toContain(words('request:blocked.title', { count: 3 }));
  });

  chapter('files are sorted, and what is not what it says is refused with the reason', async () => {
    const opened = await desk('county');
    const me = await county();
    await me.bringFiles(patientFiles());
    const refusals = await me.refusals();
    await opened.page.locator('#section-records').scrollIntoViewIfNeeded();
    await opened.picture('request-files');
    for (const name of HOSTILE) {
      const reason = refusals[name]?.replace(name, '').trim() ?? '';
      expect(reason.length, `reason for ${name}: ${reason}`).toBeGreaterThan(4);
    }
    await me.setAsideEverythingRefused();
    expect(await me.records().count()).toBeGreaterThanOrEqual(4);
    expect(await opened.page.evaluate(() => 'hacked' in window)).toBe(false);
    await me.submit('submit', caseId);
    await opened.picture('case-submitted');
  });

  chapter('triage claims by keyboard and returns it with a fix-it list', async () => {
    const me = await triage();
    await me.select(caseId);
    await me.claim();
    await (await desk('triage')).picture('triage-queue');
    await me.returnWithFixList();
  });

  chapter('the county sees what to add, answers and submits again', async () => {
    const me = await county();
    await me.answerFixList(caseId);
    await me.submit('resubmit', caseId);
  });

  chapter('triage sees the difference, accepts by keyboard and invites three experts', async () => {
    const opened = await desk('triage');
    const { page } = opened;
    await page.goto(`${server.url}/#/cases/${caseId}`);
    await page.getByRole('tab', { name: words('casePage:tab.history') }).click();
    await page.getByText(words('casePage:history.submission', { number: 2, before: 1 })).waitFor();
    await expect
      .poll(() => page.getByRole('complementary').last().innerText())
      .toContain(words('casePage:field.clinical.vitals.temperatureC'));
    await opened.picture('triage-difference');
    const me = await triage();
    await me.select(caseId);
    await me.acceptByKeyboard();
    const tooLow = await me.rowOf('匡以宁');
    expect(await tooLow.getByRole('checkbox').isDisabled()).toBe(true);
    expect(await tooLow.innerText()).toContain(words('triage:assign.notEligible'));
    await me.inviteExperts(Object.values(EXPERTS), EXPERTS.chief);
  });

  chapter('the experts accept and triage finds a slot', async () => {
    for (const account of ['chief', 'expert1', 'expert2']) {
      await (await expert(account)).acceptInvitation();
    }
    const me = await triage();
    await me.select(caseId);
    await me.scheduleSoon(8, 10);
  });

  chapter('the outbox shows the messages without the patient’s name', async () => {
    const opened = await desk('coordinator');
    await opened.go('outbox');
    await opened.page
      .getByRole('cell', { name: words('admin:outbox.channelName.sms') })
      .first()
      .waitFor();
    expect(await opened.page.getByRole('main').innerText()).not.toContain(PATIENT.name);
    await opened.picture('outbox');
  });

  chapter('the chief reads the CT with true slice numbers, presets and measurements', async () => {
    const opened = await desk('chief');
    await (await expert('chief')).tab('summary');
    const view = viewerDesk(opened);
    await view.openStudy('CT');
    await expect.poll(() => view.slice.innerText()).toBe('1 / 80');
    await view.press('End');
    await expect.poll(() => view.slice.innerText()).toBe('80 / 80');
    await view.press('Home');
    for (let step = 0; step < 12; step += 1) await view.press('ArrowDown');
    await expect.poll(() => view.slice.innerText()).toBe('13 / 80');
    await view.press('3');
    await expect.poll(() => view.overlay.innerText()).toContain('W 1500 L -600');
    await view.press('l');
    await view.drag([0.4, 0.4], [0.55, 0.5]);
    await expect.poll(() => view.pane.innerHTML()).toMatch(/\d mm/);
    await view.press('e');
    await view.drag([0.45, 0.6], [0.55, 0.7]);
    await expect.poll(() => view.pane.innerHTML()).toMatch(/HU/);
    await view.press('k');
    await expect.poll(() => view.strip.getByRole('img').count()).toBe(1);
    await opened.picture('viewer');
  });

  chapter('both sides check in, the consultation starts and ends', async () => {
    const requester = await desk('county');
    const here = expertDesk(requester);
    await here.open(caseId);
    await here.checkIn();
    for (const account of ['expert1', 'expert2']) await (await expert(account)).checkIn();
    const chief = expertDesk(await desk('chief'));
    await chief.start();
    await (await desk('chief')).picture('case-in-consultation');
    await chief.end();
  });

  chapter('opinions are given, one dissents; the chief signs and publishes', async () => {
    const agreeing = await expert('expert1');
    await agreeing.draftOpinion(OPINIONS.agreeing);
    await agreeing.agree(EXPERTS.chief);
    await (await desk('expert1')).picture('opinion');
    await (await expert('expert2')).giveOpinion(OPINIONS.dissenting);
    const chief = expertDesk(await desk('chief'));
    await chief.writeReport(EXPERTS.dissenter);
    await expect
      .poll(() =>
        desks['chief']?.page.getByLabel(words('report:keyImage.caption', { number: 1 })).count(),
      )
      .toBe(1);
    await chief.sign();
    await (await desk('chief')).picture('report-published');
  });

  chapter('the county reads the report, and its PDF holds every word', async () => {
    const opened = await desk('county');
    const { page } = opened;
    await opened.go('home');
    await page.getByText(words('caseTerms:owed.receipt')).first().waitFor();
    await page.goto(`${server.url}/#/cases/${caseId}`);
    await page.getByRole('tab', { name: words('casePage:tab.report') }).click();
    await page.getByText(REPORT.conclusion).first().waitFor();
    await opened.button('report:reader.pdf').click();
    await page.locator('canvas').first().waitFor();
    await opened.picture('report-pdf');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: named('casePage:stage.save') }).click();
    const file = await (await download).path();
    const text = textOfPdf(file).replace(/\s+/g, '');
    const wanted = [REPORT.conclusion, OPINIONS.dissenting, ...Object.values(EXPERTS)];
    for (const passage of wanted) expect(text).toContain(passage.replace(/\s+/g, ''));
  });

  chapter(
    'the county decides, rates, and answers the follow-up the experts asked for',
    async () => {
      const me = await county();
      await me.receipt();
      await me.rate();
      await (await expert('chief')).planFollowUp();
      await me.answerFollowUp();
      const chief = await expert('chief');
      await chief.reviewFollowUp();
      await chief.archive();
      await (await desk('chief')).picture('case-archived');
    },
  );

  it('no console complained on any desk', async () => {
    for (const opened of Object.values(desks)) opened.assertQuiet();
  });
});
