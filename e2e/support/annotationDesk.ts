import { viewerDesk } from '../story/viewerDesk';
import type { Desk } from './desk';
import { words } from './words';

/** Drawings and key images on the image stage of a case page. */
export function annotationDesk(desk: Desk) {
  const { page } = desk;
  const view = viewerDesk(desk);
  const toggle = page.getByRole('button', { name: /标注来源/ });
  const title = page.getByText(words('annotations:authors.title'), { exact: true });
  return {
    ...view,
    strip: page.getByLabel(words('annotations:strip.label')),
    /** What others drew on the first picture. */
    others: view.pane.getByTestId('others-drawings'),
    /** Everything written on the first picture. */
    labels: () => view.pane.innerText(),
    async ready() {
      await page.getByTestId('slice').first().waitFor({ timeout: 60_000 });
      await toggle.waitFor();
    },
    /** Settles when the server has what is drawn next. */
    async nextSave() {
      await page.waitForResponse(
        (response) =>
          response.request().method() === 'PUT' &&
          response.url().endsWith('/annotations/mine') &&
          response.ok(),
      );
    },
    async openPanel() {
      await toggle.click();
      await title.waitFor();
    },
    async closePanel() {
      await toggle.click();
      await title.waitFor({ state: 'hidden' });
    },
  };
}
