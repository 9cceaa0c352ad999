import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import zh from '../../../shared/i18n/zh-CN/viewer.json';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { fakeViewerFactory, type FakeViewport } from './testing/fakeViewer';
import { viewerWords } from './testing/viewerWords';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const HEIGHTS = Array.from({ length: 8 }, (_, i) => i);
const picture = (modality: string, height: number) => ({
  '00080018': element(`1.${height}`),
  '00080060': element(modality),
  '00100010': element({ Alphabetic: 'Zhang^San', Ideographic: '张^三' }),
  '0020000E': element('s'),
  '00200013': element(height),
  '00200052': element('a'),
  '00280010': element(4),
  '00280011': element(4),
  '00280030': element(1, 1),
  '00200037': element(1, 0, 0, 0, 1, 0),
  '00200032': element(0, 0, height),
});

let i18n: Awaited<ReturnType<typeof viewerWords>>;
beforeEach(async () => {
  localStorage.clear();
  i18n = await viewerWords();
});
afterEach(cleanup);

async function open(modality = 'CT', refusal: 'noGraphics' | null = null) {
  const fake = fakeViewerFactory();
  fake.graphics.refusal = refusal;
  const fetcher: DicomWebFetcher = async (path) =>
    path.endsWith('/thumbnail')
      ? new Response('', { status: 404 })
      : new Response(JSON.stringify(HEIGHTS.map((height) => picture(modality, height))));
  render(
    <I18nextProvider i18n={i18n}>
      <ImageWorkspace
        studies={[{ studyInstanceUid: '1' }]}
        fetcher={fetcher}
        viewerFactory={fake.factory}
        keyImages={[]}
        measurements={[]}
        onMeasurementsChange={() => undefined}
      />
    </I18nextProvider>,
  );
  await screen.findByText('1 / 8');
  return { ...fake, pane: fake.viewports.get('slot-0') as FakeViewport };
}
const press = (key: string, shiftKey = false) =>
  fireEvent.keyDown(document.body, { key, shiftKey });
const stage = () => screen.queryByRole('region', { name: zh.volume.title });

describe('a series as a solid', () => {
  it('lies over the pictures with whose it is and what it is not for, and keeps keys off what is behind', async () => {
    const { pane, volumes } = await open();
    press('D', true);
    await screen.findByText(new RegExp(zh.volume.note));
    expect(stage()?.textContent).toContain('张三');
    expect(stage()?.textContent).toContain(zh.volume.reduced.replace('{{factor}}', '2'));
    press('ArrowDown');
    expect(pane.state?.index).toBe(0);
    fireEvent.click(screen.getByText(zh.volume.preset.vessel));
    expect(volumes[0]?.calls).toEqual(['choose vessel']);
  });

  it('is given back when it is left, by key or button', async () => {
    const { volumes } = await open();
    for (const leave of [
      () => press('Escape'),
      () => press('D', true),
      () => fireEvent.click(screen.getByText(zh.volume.leave)),
    ]) {
      press('D', true);
      await screen.findByText(new RegExp(zh.volume.note));
      act(() => void leave());
      await waitFor(() => expect(stage()).toBeNull());
      expect(volumes.at(-1)?.calls).toContain('dispose');
    }
    expect(volumes).toHaveLength(3);
  });

  it.each([
    ['CT', 'noGraphics', zh.volume.refusal.noGraphics],
    ['US', null, zh.volume.refusal.modality],
  ] as const)(
    'of %s with graphics %s is not offered, and says why',
    async (modality, refusal, why) => {
      const { volumes } = await open(modality, refusal);
      const button = screen.getByRole('button', { name: new RegExp(why) });
      expect((button as HTMLButtonElement).disabled).toBe(true);
      press('D', true);
      expect([stage(), volumes.length]).toEqual([null, 0]);
    },
  );
});
