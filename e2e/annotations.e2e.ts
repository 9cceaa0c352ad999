import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseAnnotations } from '../shared/api/annotations';
import { expertDesk } from './story/expertDesk';
import { REPORT } from './story/content';
import { annotationDesk } from './support/annotationDesk';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { foreignState } from './support/foreignState';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

/** The demo's chest CT, whose report is being written. */
const PATIENT = '王某芳';

type Place = { readonly study: string; readonly series: string; readonly sop: string };

/** What is drawn on one desk is found on another, under the name of who drew it. */
describe('annotations of a case', () => {
  let server: DemoServer;
  let browser: Browser;
  let chief: Desk;
  let county: Desk;
  let caseId = '';
  let picture: Place;
  const names = { chief: '', county: '' };
  const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-drawn-'));

  const dicomWeb = async (desk: Desk, tail: string) =>
    (await (await desk.context.request.get(`${server.url}/dicom-web${tail}`)).json()) as Record<
      string,
      { Value?: unknown[] }
    >[];
  const uid = (object: Record<string, { Value?: unknown[] }>, tag: string) =>
    String(object[tag]?.Value?.[0]);

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openChromium()]);
    const info = (await (await fetch(`${server.url}/v1/server`)).json()) as {
      demoAccounts: { account: string; name: string }[];
    };
    for (const { account, name } of info.demoAccounts)
      if (account === 'chief' || account === 'county') names[account] = name;
    chief = await openDesk(browser, server.url);
    county = await openDesk(browser, server.url);
    await chief.signIn('chief');
    await county.signIn('county');
    const list = await chief.context.request.get(`${server.url}/v1/cases?limit=50`);
    const { items } = (await list.json()) as { items: { id: string; patientName: string }[] };
    caseId = items.find(({ patientName }) => patientName === PATIENT)?.id ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  /** The image that the chief's first drawing is on. */
  const drawnOn = async (): Promise<Place> => {
    const reply = await chief.context.request.get(`${server.url}/v1/cases/${caseId}/annotations`);
    const { sets } = (await reply.json()) as CaseAnnotations;
    const drawn = sets[0]?.content.annotations[0];
    return {
      study: drawn?.studyInstanceUid ?? '',
      series: drawn?.seriesInstanceUid ?? '',
      sop: drawn?.measurement.sopInstanceUid ?? '',
    };
  };

  const open = async (desk: Desk) => {
    await expertDesk(desk).open(caseId);
    const drawing = annotationDesk(desk);
    await drawing.ready();
    return drawing;
  };

  it('a length is there again after the page was closed, with the same number', async () => {
    const mine = await open(chief);
    const kept = mine.nextSave();
    await mine.press('l');
    await mine.drag([0.35, 0.42], [0.6, 0.5]);
    await expect.poll(() => mine.pane.innerText()).toMatch(/\d mm/);
    const length = /[\d.]+ mm/.exec(await mine.labels())?.[0] ?? '';
    await kept;
    picture = await drawnOn();
    await chief.page.reload();
    await mine.ready();
    await expect.poll(() => mine.labels()).toContain(length);
    await mine.openPanel();
    await chief.page.getByText(words('annotations:authors.me', { name: names.chief })).waitFor();
    await chief.picture('annotations-own');
    await mine.closePanel();
  });

  it('a key image is in the playlist and in the report being written', async () => {
    const mine = await open(chief);
    const kept = mine.nextSave();
    await mine.press('k');
    await expect.poll(() => mine.strip.getByRole('img').count()).toBe(1);
    await kept;
    await expect.poll(() => mine.strip.innerText()).toContain(words('annotations:strip.inReport'));
    await expertDesk(chief).tab('report');
    await chief.page
      .getByLabel(words('report:keyImage.caption', { number: 1 }))
      .scrollIntoViewIfNeeded();
    await chief.page.setViewportSize({ width: 1366, height: 768 });
    await chief.picture('annotations-report');
    expect(await mine.strip.getByRole('img').first().isVisible()).toBe(true);
    await chief.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('are no one else’s to see before the report is out', async () => {
    const theirs = await open(county);
    expect(await theirs.strip.getByRole('img').count()).toBe(0);
    await theirs.openPanel();
    await county.page.getByText(words('annotations:authors.none')).waitFor();
    await theirs.closePanel();
  });

  it('what an author filed is read by an independent toolkit', async () => {
    const mine = await open(chief);
    await mine.openPanel();
    await chief.page.getByRole('button', { name: named('annotations:filing.now') }).click();
    await chief.page.getByText(words('annotations:filing.done')).waitFor();
    await mine.closePanel();
    const objects = (await dicomWeb(chief, `/studies/${picture.study}/instances`)).filter(
      (object) => ['SR', 'KO', 'PR'].includes(uid(object, '00080060')),
    );
    // one state for what is drawn, one for how the key image was seen
    expect(objects.map((object) => uid(object, '00080060')).sort()).toEqual([
      'KO',
      'PR',
      'PR',
      'SR',
    ]);
    for (const object of objects) {
      const [series, sop] = [uid(object, '0020000E'), uid(object, '00080018')];
      const address = `${server.url}/dicom-web/studies/${picture.study}/series/${series}/instances/${sop}`;
      const reply = await chief.context.request.get(address, {
        headers: { accept: 'application/dicom' },
      });
      const file = path.join(folder, `${sop}.dcm`);
      writeFileSync(file, await reply.body());
      const modality = uid(object, '00080060');
      const tool = modality === 'PR' ? ['dcmdump'] : ['dsrdump', '+U8'];
      const said = execFileSync(tool[0] ?? '', [...tool.slice(1), file], { encoding: 'utf8' });
      if (modality === 'SR') expect(said).toMatch(/NUM:\(,,"Length"\)="[\d.]+" \(mm,UCUM,"mm"\)/);
      if (modality === 'KO') expect(said).toContain('Key Object Selection Document');
      if (modality === 'PR') expect(said).toContain('GraphicAnnotationSequence');
    }
  });

  it('with the report out the county sees them by author, and can take them off the screen', async () => {
    const lead = expertDesk(chief);
    await open(chief);
    await lead.tab('report');
    for (const [section, text] of Object.entries(REPORT))
      await chief.page
        .getByRole('textbox', { name: words(`reportDocument:section.${section}`), exact: true })
        .fill(text);
    await chief.page
      .getByRole('button', { name: named('report:dissent.import') })
      .first()
      .click();
    await lead.sign();

    const theirs = await open(county);
    await expect.poll(() => theirs.others.innerText()).toMatch(/\d mm/);
    expect(await theirs.others.innerText()).toContain(names.chief);
    expect(await theirs.strip.innerText()).toContain(names.chief);
    await theirs.openPanel();
    await county.picture('annotations-by-author');
    const box = county.page.getByRole('checkbox', { name: names.chief });
    await box.uncheck();
    await expect.poll(() => theirs.others.count()).toBe(0);
    await box.check();
    await expect.poll(() => theirs.others.innerText()).toMatch(/\d mm/);
    await theirs.closePanel();
    await county.page.setViewportSize({ width: 1920, height: 1080 });
    await county.picture('annotations-county-wide');
    await county.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('those that another system sent with the study are shown as its own', async () => {
    const file = foreignState(folder, picture, {
      author: 'ELSEWHERE^READER',
      words: 'SEEN BEFORE',
    });
    const stored = await county.context.request.post(
      `${server.url}/dicom-web/studies/${picture.study}`,
      { headers: { 'content-type': 'application/dicom' }, data: readFileSync(file) },
    );
    expect(stored.status()).toBe(200);
    await chief.page.reload();
    const theirs = await open(chief);
    await expect.poll(() => theirs.others.innerText()).toContain('SEEN BEFORE');
    await theirs.openPanel();
    await chief.page.getByText(words('annotations:authors.fromStudy')).waitFor();
    const source = chief.page.getByRole('checkbox', { name: /ELSEWHERE/ });
    await chief.picture('annotations-foreign');
    await source.uncheck();
    await expect.poll(() => theirs.others.allInnerTexts()).not.toContain('SEEN BEFORE');
    await theirs.closePanel();
  });

  it('no console complained on any desk', () => {
    chief.assertQuiet();
    county.assertQuiet();
  });
});
