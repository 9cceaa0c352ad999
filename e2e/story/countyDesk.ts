import { expect } from 'vitest';
import type { Desk } from '../support/desk';
import { HOSTILE, type PatientFiles } from '../support/files';
import { named, words } from '../support/words';
import { CLINICAL, FIX, FOLLOW_UP, PATIENT, PLAN } from './content';

/** The county doctor's side of the story, step by step as he sees it. */
export function countyDesk(desk: Desk) {
  const { page } = desk;
  const field = (path: string) => page.locator(`[data-path="${path}"]`);
  const type = (path: string, text: string) =>
    field(path).locator('input, textarea').first().fill(text);
  const choose = (path: string, key: string) =>
    field(path).getByText(words(key), { exact: true }).click();

  return {
    /** @returns Case id. */
    async startRequest(): Promise<string> {
      await desk.button('home:county.start').click();
      await page.waitForURL(/#\/cases\/[0-9a-f-]+\/edit$/);
      const id = /cases\/([0-9a-f-]+)\/edit/.exec(page.url())?.[1];
      if (id === undefined) throw new Error(`no case in ${page.url()}`);
      await field('patient.name').waitFor();
      return id;
    },
    async describePatient() {
      await type('patient.name', PATIENT.name);
      await type('patient.idNumber', PATIENT.idNumber);
      await expect
        .poll(() => field('patient.birthDate').locator('input').inputValue())
        .toBe('1964-08-21');
      await type('patient.phone', PATIENT.phone);
      await type('patient.departmentName', PATIENT.department);
      await type('patient.inpatientNo', PATIENT.inpatientNo);
      await type('patient.ward', PATIENT.ward);
      await type('patient.bed', PATIENT.bed);
      await field('patient.identityVerified').getByRole('checkbox').check();
    },
    async describeIllness() {
      await type('clinical.chiefComplaint', CLINICAL.chiefComplaint);
      await type('clinical.presentIllness', CLINICAL.presentIllness);
      await type('clinical.physicalExam', CLINICAL.physicalExam);
      await type('clinical.provisionalDiagnoses', 'R91');
      await page
        .locator('.ant-select-item-option', { hasText: /^\p{Script=Han}.* R91$/u })
        .first()
        .click();
      await page.keyboard.press('Escape');
      await type('wishes.purpose', CLINICAL.purpose);
    },
    async choose() {
      await choose('wishes.mode', 'caseTerms:mode.video');
      await choose('wishes.profile', 'caseTerms:profile.imagingMdt');
      await field('wishes.mdt').getByRole('checkbox').check();
    },
    async wishExpert(name: string) {
      const picker = field('wishes.expertIds');
      await picker.getByPlaceholder(words('request:experts.search')).fill(name);
      await picker.getByRole('checkbox', { name: new RegExp(name) }).check();
      await picker.locator('[data-chosen="true"]', { hasText: name }).waitFor();
    },
    async offerThreeWindows() {
      for (let count = 1; count <= 3; count += 1) {
        await desk.button('request:experts.addWindow').click();
        await page
          .getByRole('button', { name: words('request:experts.removeWindow', { number: count }) })
          .waitFor();
      }
    },
    async consent() {
      await type('wishes.contactPhone', PATIENT.phone);
      await field('wishes.feeNoticed').getByRole('checkbox').check();
      await choose('consent.status', 'caseTerms:consent.signed');
      await type('consent.signedBy', PATIENT.name);
      await type('consent.relation', '本人');
      await choose('consent.recording', 'caseTerms:recording.granted');
    },
    /** What the submit button answers while something is missing. */
    async whatIsMissing(): Promise<string> {
      await page
        .getByRole('button', { name: new RegExp(words('caseTerms:command.submit')) })
        .click();
      const list = page.locator('.ant-popover', { hasText: words('request:section.records') });
      await list.waitFor();
      const text = await list.innerText();
      await page.keyboard.press('Escape');
      return text;
    },
    async bringFiles(files: PatientFiles) {
      const all = [...files.ct, files.consent, files.ecg, files.film, ...files.hostile];
      await page.getByTestId('files').setInputFiles([...all]);
      await expectRecognised(desk);
    },
    /** Files that were set aside, with the reason given for each. */
    async refusals(): Promise<Record<string, string>> {
      const section = page.locator('#section-records');
      for (const summary of await section.locator('details:not([open]) > summary').all())
        await summary.click();
      const found: Record<string, string> = {};
      for (const name of HOSTILE) {
        const place = section.locator(`[title$="${name}"]`).first();
        await place.waitFor();
        found[name] = await place.locator('xpath=../..').innerText();
      }
      return found;
    },
    async setAsideEverythingRefused() {
      const discard = page
        .locator('#section-records')
        .getByRole('button', { name: named('request:item.discard') });
      for (let left = await discard.count(); left > 0; left = await discard.count()) {
        await discard.first().click();
        await expect.poll(() => discard.count()).toBeLessThan(left);
      }
    },
    records: () =>
      page.locator('#section-records li', {
        has: page.getByLabel(words('request:records.category')),
      }),
    async submit(command: 'submit' | 'resubmit', caseId: string) {
      await desk.button(`caseTerms:command.${command}`).click();
      await page.waitForURL(new RegExp(`#/cases/${caseId}$`));
    },
    async answerFixList(caseId: string) {
      await desk.go('home');
      const card = page.locator('li', { hasText: FIX.asked }).first();
      await card.waitFor();
      await desk.picture('county-returned');
      await page.goto(`${desk.baseUrl}/#/cases/${caseId}/edit`);
      const list = page.getByRole('region', { name: words('request:fix.title') });
      await list.getByText(FIX.asked).waitFor();
      await type('clinical.vitals.temperatureC', '36.5');
      await type('clinical.vitals.spo2Percent', '98');
      await list.getByRole('textbox').fill(FIX.answered);
      await desk.picture('request-returned');
    },
    async receipt() {
      const form = page.getByRole('region', {
        name: words('report:receipt.title', { version: 1 }),
      });
      await form.getByText(words('caseTerms:decision.adopted'), { exact: true }).click();
      await form.locator('textarea').last().fill(PLAN);
      await form.getByRole('button', { name: named('report:receipt.send') }).click();
      await form.waitFor({ state: 'detached' });
    },
    async rate() {
      const form = page.getByRole('region', { name: words('report:rating.ofConsultation') });
      await form.getByRole('radio').nth(4).click();
      await form.getByRole('button', { name: named('report:rating.send') }).click();
      await form.waitFor({ state: 'detached' });
    },
    async answerFollowUp() {
      await page.getByRole('tab', { name: words('casePage:tab.followUp') }).click();
      await page
        .locator('article')
        .getByRole('button', { name: named('followUp:card.answer') })
        .click();
      const card = page.locator('article', {
        has: page.getByText(words('followUp:answer.condition')),
      });
      const questions = card.locator('textarea');
      for (let index = 0; index < (await questions.count()); index += 1) {
        await questions.nth(index).fill(FOLLOW_UP.answer);
      }
      await card.getByText(words('caseTerms:condition.improved'), { exact: true }).click();
      await card.getByRole('slider').press('ArrowRight');
      await desk.picture('follow-up-answer');
      await page
        .locator('article')
        .getByRole('button', { name: named('followUp:answer.send') })
        .click();
      await page.locator('article[data-status="answered"]').waitFor();
    },
  };
}

/** Everything sent has been sorted: nothing on its way, nothing being recognised. */
async function expectRecognised({ page }: Desk): Promise<void> {
  const section = page.locator('#section-records');
  await section
    .getByText(/已入档/)
    .first()
    .waitFor({ timeout: 60_000 });
  await expect
    .poll(() => section.locator('[role="progressbar"]').count(), { timeout: 60_000 })
    .toBe(0);
}
