import { expect } from 'vitest';
import type { Desk } from '../support/desk';
import { named, words } from '../support/words';
import { FOLLOW_UP, REPORT } from './content';

/** An expert's side: images, session, opinion, report, follow-up. */
export function expertDesk(desk: Desk) {
  const { page } = desk;
  const tab = (key: string) => page.getByRole('tab', { name: words(`casePage:tab.${key}`) });
  const dialog = page.getByRole('dialog');
  const confirm = async (command: string) => {
    await dialog.getByRole('button', { name: named(`caseTerms:command.${command}`) }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  return {
    async open(caseId: string) {
      await page.goto(`${desk.baseUrl}/#/cases/${caseId}`);
      await page.getByRole('complementary', { name: words('casePage:layout.panel') }).waitFor();
    },
    tab: (key: string) => tab(key).click(),
    async acceptInvitation() {
      await desk.button('caseTerms:command.acceptInvitation').click();
      await confirm('acceptInvitation');
    },
    async checkIn() {
      await desk.button('caseTerms:command.checkIn').click();
      await dialog.getByText(words('casePage:checkIn.server')).waitFor();
      const terminal = dialog.getByText(words('casePage:checkIn.terminal'));
      await terminal.click();
      await confirm('checkIn');
    },
    async start() {
      await desk.button('caseTerms:command.startConsultation').click();
      const [first, second] = [
        dialog.getByRole('checkbox').nth(0),
        dialog.getByRole('checkbox').nth(1),
      ];
      await first.check();
      await second.check();
      await dialog.getByText(words('casePage:start.present'), { exact: true }).click();
      await dialog.getByText(words('caseTerms:recording.granted'), { exact: true }).click();
      await confirm('startConsultation');
    },
    async end() {
      await desk.button('caseTerms:command.endConsultation').click();
      await confirm('endConsultation');
    },
    async draftOpinion(text: string) {
      await tab('opinion').click();
      await page.getByRole('textbox', { name: words('report:opinion.mine') }).fill(text);
    },
    async giveOpinion(text: string) {
      await this.draftOpinion(text);
      const editor = page.getByRole('region', { name: words('report:opinion.mine') });
      await editor.getByRole('button', { name: named('report:opinion.submit') }).click();
      await page.getByText(words('report:opinion.givenAlready')).waitFor();
    },
    /** Words of his own, and agreement with the lead expert. */
    async agree(chief: string) {
      await tab('opinion').click();
      await desk.button('report:opinion.agree', { name: chief }).click();
      await page.getByText(words('report:opinion.givenAlready')).waitFor();
    },
    async writeReport(dissenter: string) {
      await tab('report').click();
      await desk.button('report:editor.template').click();
      await page.getByRole('menuitem').first().click();
      for (const [section, text] of Object.entries(REPORT)) {
        await page
          .getByRole('textbox', { name: words(`reportDocument:section.${section}`), exact: true })
          .fill(text);
      }
      await page
        .getByRole('button', { name: named('report:dissent.import') })
        .first()
        .click();
      await expect.poll(() => page.locator('.report-editor').innerText()).toContain(dissenter);
      await desk.picture('report-editor');
    },
    async sign() {
      await page
        .locator('.report-editor-head')
        .getByRole('button', { name: named('report:editor.sign') })
        .click();
      await dialog.getByRole('checkbox').last().check();
      await desk.picture('report-sign');
      await dialog.getByRole('button', { name: named('report:sign.ok.publish') }).click();
      await dialog.waitFor({ state: 'detached' });
      await page
        .getByRole('region', { name: words('report:reader.label') })
        .or(page.locator('.report-panel'))
        .first()
        .waitFor();
    },
    async planFollowUp() {
      await tab('followUp').click();
      const form = page.getByRole('region', { name: words('followUp:plan.title') });
      // `all()` takes what is there at once, which may be nothing yet
      await form.getByRole('checkbox').first().waitFor();
      for (const box of await form.getByRole('checkbox').all()) await box.uncheck();
      await form.getByRole('checkbox').first().check();
      await desk.picture('follow-up-plan');
      await form.getByRole('button', { name: named('followUp:plan.send') }).click();
      await page.locator('article[data-status="planned"]').waitFor();
    },
    async reviewFollowUp() {
      await tab('followUp').click();
      await page
        .getByRole('textbox', { name: words('followUp:review.note') })
        .fill(FOLLOW_UP.review);
      await page
        .locator('article')
        .getByRole('button', { name: named('followUp:review.send') })
        .click();
      await page.locator('article[data-status="reviewed"]').waitFor();
    },
    async archive() {
      const form = page.getByRole('region', { name: words('followUp:close.title') });
      await form.getByRole('button', { name: named('caseTerms:command.archive') }).click();
      await page
        .getByText(
          words('followUp:panel.archived', { outcome: words('caseTerms:outcome.planDone') }),
        )
        .waitFor();
    },
  };
}
