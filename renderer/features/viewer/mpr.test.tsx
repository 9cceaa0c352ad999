import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { fakeViewerFactory, type FakeViewport } from './testing/fakeViewer';
import { viewerWords } from './testing/viewerWords';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });

/** A stack of 50 × 50 mm at the given heights, mm. */
const stack = (heights: readonly number[]) =>
  heights.map((height, i) => ({
    '00080018': element(`1.${i}`),
    '00080060': element('CT'),
    '0020000E': element('ct'),
    '00200013': element(i),
    '00200052': element('space'),
    '00280010': element(50),
    '00280011': element(50),
    '00280030': element(1, 1),
    '00200037': element(1, 0, 0, 0, 1, 0),
    '00200032': element(0, 0, height),
  }));
const EVEN = Array.from({ length: 20 }, (_, i) => i * 2);

const serving =
  (heights: readonly number[]): DicomWebFetcher =>
  async (path) => {
    if (path.endsWith('/thumbnail')) return new Response('', { status: 404 });
    const pictures = stack(heights);
    return new Response(JSON.stringify(path.includes('/ct/') ? pictures : [pictures[0]]));
  };

let i18n: Awaited<ReturnType<typeof viewerWords>>;
beforeEach(async () => {
  localStorage.clear();
  i18n = await viewerWords();
});
afterEach(cleanup);

async function open(heights: readonly number[], budgetBytes = 1e9) {
  const { factory, viewports, released, memory } = fakeViewerFactory();
  memory.budgetBytes = budgetBytes;
  render(
    <I18nextProvider i18n={i18n}>
      <ImageWorkspace
        studies={[{ studyInstanceUid: '1' }]}
        fetcher={serving(heights)}
        viewerFactory={factory}
        keyImages={[]}
        measurements={[]}
        onMeasurementsChange={() => undefined}
      />
    </I18nextProvider>,
  );
  await screen.findAllByText(`1 / ${heights.length}`);
  const pane = (slot: number) => viewports.get(`slot-${slot}`) as FakeViewport;
  return { pane, released };
}
const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });
const viewsOf = (pane: (slot: number) => FakeViewport) =>
  [0, 1, 2].map((slot) => pane(slot)?.shown?.derived?.view);

describe('three planes through a block', () => {
  it('lie beside their source, meet in its middle, and go along when one is scrolled', async () => {
    const { pane } = await open(EVEN);
    press('M', { shiftKey: true });
    await waitFor(() => expect(viewsOf(pane)).toEqual(['axial', 'coronal', 'sagittal']));
    await waitFor(() => expect(pane(3)?.shown?.derived).toBeUndefined());
    await waitFor(() => expect(pane(0).guides.map(({ kind }) => kind)).toContain('axis'));
    const before = pane(3).state?.index;
    act(() => pane(0).setIndex(2));
    await waitFor(() => expect(pane(3).state?.index).not.toBe(before));
    const height = (slot: number) =>
      pane(slot).shown?.frames[pane(slot).state?.index ?? -1]?.instance['00200032']?.Value?.[2];
    expect(Math.abs(Number(height(3)) - Number(height(0)))).toBeLessThanOrEqual(1);
  });

  it('lose no key press while the planes before are still being cut', async () => {
    const { pane } = await open(EVEN);
    press('M', { shiftKey: true });
    await waitFor(() => expect(viewsOf(pane)).toEqual(['axial', 'coronal', 'sagittal']));
    for (let i = 0; i < 4; i += 1) press(']');
    press('\\');
    await waitFor(() =>
      expect(pane(2).shown?.derived?.slab).toEqual({ thicknessMm: 5, mode: 'minip' }),
    );
  });

  it('give way to what was there before, and the memory back', async () => {
    const { pane, released } = await open(EVEN);
    press('M', { shiftKey: true });
    await waitFor(() => expect(viewsOf(pane)).toEqual(['axial', 'coronal', 'sagittal']));
    const source = pane(3).shown?.id;
    press('M', { shiftKey: true });
    await waitFor(() => expect(pane(0).shown?.derived).toBeUndefined());
    await waitFor(() => expect(released).toEqual([source]));
  });
});

describe('what is no block', () => {
  it('is refused with the reason, and the pictures stay', async () => {
    const { pane } = await open([...EVEN, 60]);
    press('M', { shiftKey: true });
    const refusal = i18n.t('viewer:mpr.refusal.unevenSpacing');
    expect((await screen.findByRole('alert')).textContent).toContain(refusal);
    expect(pane(0).shown?.derived).toBeUndefined();
  });

  it('is offered at half the detail when it is only too large', async () => {
    const { pane } = await open(EVEN, 30_000);
    press('M', { shiftKey: true });
    fireEvent.click(
      await screen.findByRole('button', { name: i18n.t('viewer:mpr.half', { needed: 1 }) }),
    );
    await waitFor(() => expect(viewsOf(pane)).toEqual(['axial', 'coronal', 'sagittal']));
    await screen.findByText(i18n.t('viewer:mpr.halfNote'));
  });
});
