import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';
import { HOSTILE, patientFiles } from '../support/files';
import { startDemoServer, type DemoServer } from '../support/server';
import { FIX, OPINIONS, PATIENT } from './content';
import { countyDesk } from './countyDesk';
import { expertDesk } from './expertDesk';
import { triageDesk } from './triageDesk';
import { viewerDesk } from './viewerDesk';

/** The main job from request to archive, through the interface alone, on the real CT. Each step needs the one before. */
describe('a consultation from request to archive', () => {
  let server: DemoServer;
  let browser: Browser;
  const desks: Record<string, Desk> = {};
  let caseId = '';

  const deskOf = async (account: string): Promise<Desk> => {
    const known = desks[account];
    if (known) return known;
    const desk = await openDesk(browser, server.url);
    desks[account] = desk;
    await desk.signIn(account);
    return desk;
  };

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('the county doctor writes the request and is told exactly what it lacks', async () => {
    const county = countyDesk(await deskOf('county'));
    caseId = await county.startRequest();
    await county.describePatient();
    await county.describeIllness();
    await county.choose();
    await county.offerThreeWindows();
    await county.wishExpert('耿世恒');
    await county.consent();
    const missing = await county.whatIsMissing();
    expect(missing).toContain('知情同意书');
    await desks['county']?.picture('request-incomplete');
  });

  it('files are recognised, hostile ones are refused with a reason, and the rest goes on', async () => {
    const county = countyDesk(await deskOf('county'));
    await county.bringFiles(patientFiles());
    const refused = await county.refusals();
    for (const name of HOSTILE) expect(refused[name], name).toMatch(/[\u4e00-\u9fff]{4}/u);
    await desks['county']?.picture('request-files');
    await county.setAsideEverythingRefused();
    expect(await county.records().count()).toBeGreaterThanOrEqual(4);
    await county.submit('submit', caseId);
  });

  it('triage claims and returns with a fix-it list; the county answers it', async () => {
    const triage = triageDesk(await deskOf('triage'));
    await triage.select(caseId);
    await desks['triage']?.picture('triage-queue');
    await triage.claim();
    await triage.returnWithFixList();
    const county = countyDesk(await deskOf('county'));
    await county.answerFixList(caseId);
    await county.submit('resubmit', caseId);
  });

  it('triage accepts by keyboard, the title rule holds, and the experts accept', async () => {
    const triage = triageDesk(await deskOf('triage'));
    await triage.select(caseId);
    expect(await triage.preview.innerText()).toContain(PATIENT.name);
    await triage.acceptByKeyboard();
    await triage.inviteExperts(['耿世恒', '荣敬之'], '耿世恒');
    for (const account of ['chief', 'expert2']) {
      const expert = expertDesk(await deskOf(account));
      await expert.open(caseId);
      await expert.acceptInvitation();
    }
    await triage.select(caseId);
    await triage.scheduleSoon(10);
  });

  it('both sides check in and the lead expert holds the session', async () => {
    const chief = expertDesk(await deskOf('chief'));
    const county = expertDesk(await deskOf('county'));
    await county.open(caseId);
    await county.checkIn();
    await chief.open(caseId);
    await chief.checkIn();
    await chief.start();
    await desks['chief']?.picture('in-consultation');
    await chief.end();
  });

  it('the CT shows the slice it says, and a key image is taken', async () => {
    const viewer = viewerDesk(await deskOf('chief'));
    await viewer.slice.waitFor({ timeout: 60_000 });
    const first = await viewer.slice.innerText();
    await viewer.press('ArrowDown');
    await expect.poll(() => viewer.slice.innerText()).not.toBe(first);
    await viewer.press('k');
    await expect.poll(() => viewer.strip.getByRole('img').count()).toBeGreaterThan(0);
    await desks['chief']?.picture('case-ct');
  });

  it('opinions differ, and the report keeps the dissent', async () => {
    const member = expertDesk(await deskOf('expert2'));
    await member.open(caseId);
    await member.giveOpinion(OPINIONS.dissenting);
    const chief = expertDesk(await deskOf('chief'));
    await chief.writeReport('荣敬之');
    await chief.sign();
  });

  it('the county records its decision and rates; the follow-up loop closes; the case is archived', async () => {
    const desk = await deskOf('county');
    const county = countyDesk(desk);
    const expert = expertDesk(desk);
    await expert.open(caseId);
    await expert.tab('report');
    await county.receipt();
    await desk.picture('report-read');
    await county.rate();
    const chief = expertDesk(await deskOf('chief'));
    await chief.open(caseId);
    await chief.planFollowUp();
    await desks['chief']?.picture('follow-up-planned');
  });

  it('what left the house names nobody', async () => {
    const desk = await deskOf('coordinator');
    await desk.page.goto(`${server.url}/#/outbox`);
    const rows = desk.page.locator('.ant-table-row');
    await rows.first().waitFor();
    const text = (await rows.allInnerTexts()).join('\n');
    expect(text).toMatch(/HZ\d{8}/);
    expect(text).not.toContain(PATIENT.name);
    expect(text).not.toContain(FIX.asked);
    await desk.picture('outbox');
  });

  it('the auditor finds the chain intact', async () => {
    const desk = await deskOf('auditor');
    await desk.page.getByRole('button', { name: '校验哈希链' }).click();
    await desk.page.getByText('哈希链完整').waitFor();
    await desk.picture('audit');
  });

  it('no screen complained in its console', () => {
    for (const desk of Object.values(desks)) desk.assertQuiet();
  });
});
