import type { Desk } from '../support/desk';
import { words } from '../support/words';

/** The image stage of a case page. */
export function viewerDesk({ page }: Desk) {
  const pane = page.getByTestId('pane-0');
  return {
    pane,
    slice: page.getByTestId('slice').first(),
    overlay: page.getByTestId('viewport-overlay').first(),
    strip: page.getByLabel(words('viewer:strip.label')),
    /** Puts the first study of the timeline on the stage and waits for its picture. */
    async openStudy(title: string) {
      await page
        .getByRole('navigation', { name: words('casePage:timeline.label') })
        .or(page.getByLabel(words('casePage:timeline.label')))
        .getByText(title)
        .first()
        .click();
      await page.getByTestId('slice').first().waitFor({ timeout: 60_000 });
    },
    async press(key: string) {
      await pane.hover();
      await page.keyboard.press(key);
    },
    async drag(from: readonly [number, number], to: readonly [number, number]) {
      const box = await pane.boundingBox();
      if (!box) throw new Error('the pane has no size');
      const at = ([x, y]: readonly [number, number]) =>
        [box.x + box.width * x, box.y + box.height * y] as const;
      await page.mouse.move(...at(from));
      await page.mouse.down();
      await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 4 });
      await page.mouse.move(...at(to), { steps: 4 });
      await page.mouse.up();
    },
  };
}
