import { expect } from 'vitest';
import type { Desk } from '../support/desk';
import { named, words } from '../support/words';
import { FIX } from './content';

/** The centre's side: queue by keyboard, experts, slot. */
export function triageDesk(desk: Desk) {
  const { page } = desk;
  const preview = page.getByRole('complementary', { name: words('triage:preview') });
  return {
    preview,
    async select(caseId: string) {
      await page.goto(`${desk.baseUrl}/#/queue?case=${caseId}`);
      await preview.waitFor();
    },
    async claim() {
      await page.keyboard.press('c');
      await page.getByRole('cell', { name: words('triage:claimedByMe') }).waitFor();
    },
    async returnWithFixList() {
      await page.keyboard.press('r');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(words('triage:return.item', { number: 1 })).fill(FIX.asked);
      await desk.picture('triage-return');
      await dialog.getByRole('button', { name: named('triage:return.ok') }).click();
      await dialog.waitFor({ state: 'detached' });
    },
    async acceptByKeyboard() {
      await page.keyboard.press('a');
      await preview.getByRole('region', { name: words('triage:assign.title') }).waitFor();
    },
    /** The row of an expert whose title is below the rule. */
    async rowOf(name: string) {
      const panel = preview.getByRole('region', { name: words('triage:assign.title') });
      await panel.getByPlaceholder(words('triage:assign.search')).fill(name);
      const row = page.getByTestId(`expert-${name}`);
      await row.waitFor();
      return row;
    },
    async inviteExperts(names: readonly string[], chief: string) {
      for (const name of names) {
        const row = await this.rowOf(name);
        await row.getByRole('checkbox').check();
        if (name === chief)
          await row.getByRole('button', { name: words('triage:assign.makeChief') }).click();
      }
      await desk.picture('triage-assign');
      await preview
        .getByRole('button', { name: named('triage:assign.invite', { count: names.length }) })
        .click();
      await preview.getByRole('list', { name: words('triage:invitations') }).waitFor();
    },
    /** A slot by hand that starts within the check-in window; short, because the demo uses the county's room later. */
    async scheduleSoon(minutesFromNow: number, minutes: number) {
      const panel = preview.getByRole('region', { name: words('triage:slot.title') });
      await panel.getByRole('button', { name: named('triage:slot.byHand') }).click();
      const start = new Date(Date.now() + minutesFromNow * 60_000);
      const time = new Intl.DateTimeFormat('zh-CN', {
        timeZone: 'Asia/Shanghai',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      })
        .formatToParts(start)
        .reduce<Record<string, string>>(
          (parts, { type, value }) => ({ ...parts, [type]: value }),
          {},
        );
      await panel
        .getByPlaceholder(words('triage:slot.start'))
        .fill(`${time['year']}-${time['month']}-${time['day']} ${time['hour']}:${time['minute']}`);
      await page.keyboard.press('Enter');
      await panel
        .getByRole('spinbutton', { name: words('triage:slot.length') })
        .fill(String(minutes));
      for (const room of ['centreRoom', 'countyRoom'] as const) {
        await panel.getByRole('combobox', { name: words(`triage:slot.${room}`) }).click();
        // the last room of the list: the demo's own consultations are in the first ones
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
      }
      await desk.picture('triage-schedule');
      await panel
        .getByRole('button', { name: named('triage:slot.take') })
        .last()
        .click();
      await expect.poll(() => preview.innerText()).toContain(words('caseTerms:state.scheduled'));
    },
  };
}
