import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { fakeViewerFactory, type FakeViewport } from './testing/fakeViewer';
import { viewerWords } from './testing/viewerWords';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
type Series = { study: string; space: string; heights: readonly number[]; part?: string };

/** Stacks of 100 × 100 mm; a series whose name begins with `sag` stands upright. */
const SERIES: Readonly<Record<string, Series>> = {
  thin: { study: '1', space: 'a', heights: Array.from({ length: 41 }, (_, i) => i) },
  thick: { study: '1', space: 'a', heights: [0, 10, 20, 30, 40] },
  sag: { study: '1', space: 'a', heights: [0, 25, 50, 75, 100] },
  old: { study: '2', space: 'b', heights: [200, 205, 210, 215, 220, 225] },
};

const pictures = (name: string, { space, heights, part }: Series) =>
  heights.map((height, i) => ({
    '00080018': element(`${name}.${i}`),
    '00080060': element('CT'),
    '0020000E': element(name),
    '00200011': element(Object.keys(SERIES).indexOf(name)),
    '00200013': element(i),
    '00180015': element(part ?? ''),
    '00200052': element(space),
    '00280010': element(100),
    '00280011': element(100),
    '00280030': element(1, 1),
    '00200037': element(...(name === 'sag' ? [0, 1, 0, 0, 0, -1] : [1, 0, 0, 0, 1, 0])),
    '00200032': element(...(name === 'sag' ? [height, 0, 60] : [0, 0, height])),
  }));

const fetcher: DicomWebFetcher = async (path) => {
  const [, , study, , series] = path.split('/');
  if (path.endsWith('/thumbnail')) return new Response('', { status: 404 });
  const of = SERIES[series ?? ''];
  const answer = of
    ? pictures(series ?? '', of)
    : Object.entries(SERIES).flatMap(([name, one]) =>
        one.study === study ? [pictures(name, one)[0]] : [],
      );
  return new Response(JSON.stringify(answer));
};

let i18n: Awaited<ReturnType<typeof viewerWords>>;
beforeEach(async () => {
  localStorage.clear();
  i18n = await viewerWords();
});
afterEach(cleanup);

async function open(...studies: string[]) {
  const { factory, viewports } = fakeViewerFactory();
  render(
    <I18nextProvider i18n={i18n}>
      <ImageWorkspace
        studies={studies.map((studyInstanceUid) => ({ studyInstanceUid }))}
        fetcher={fetcher}
        viewerFactory={factory}
        keyImages={[]}
        measurements={[]}
        onMeasurementsChange={() => undefined}
      />
    </I18nextProvider>,
  );
  await screen.findByText('1 / 41');
  const pane = (slot: number) => viewports.get(`slot-${slot}`) as FakeViewport;
  return { pane };
}
const press = (key: string, more = {}) => fireEvent.keyDown(document.body, { key, ...more });
const shift = (key: string, code = '') => press(key, { shiftKey: true, code });

describe('places that go together', () => {
  it('scroll by place in one patient’s space, and not before they are joined', async () => {
    const { pane } = await open('1');
    shift('@', 'Digit2');
    await waitFor(() => expect(pane(1).shown?.seriesInstanceUid).toBe('thick'));
    press('ArrowDown');
    expect(pane(1).getState()?.index).toBe(0);
    press('v');
    act(() => pane(0).setIndex(31));
    expect(pane(1).getState()?.index).toBe(3);
    fireEvent.pointerDown(screen.getByTestId('pane-1'));
    act(() => pane(1).setIndex(1));
    expect(pane(0).getState()?.index).toBe(10);
  });

  it('show where the active picture cuts the others', async () => {
    const { pane } = await open('1');
    shift('#', 'Digit3');
    await waitFor(() => expect(pane(2).shown?.seriesInstanceUid).toBe('sag'));
    act(() => pane(0).setIndex(20));
    expect(pane(2).guides).toEqual([
      { kind: 'line', from: [-0.5, 40], to: [99.5, 40], label: '21' },
    ]);
    press('q');
    expect(pane(2).guides).toEqual([]);
  });

  it('go to the point the cross-hair tool gives, and mark it', async () => {
    const { pane } = await open('1');
    shift('#', 'Digit3');
    await waitFor(() => expect(pane(2).shown?.seriesInstanceUid).toBe('sag'));
    press('q');
    press('u');
    act(() => pane(0).emit('point', { pixel: [49, 30], world: [49, 30, 0], phase: 'move' }));
    expect(pane(2).getState()?.index).toBe(2);
    act(() => pane(2).emit('point', { pixel: [30, 21], world: [50, 30, 39], phase: 'end' }));
    expect([pane(0).getState()?.index, pane(1).getState()?.index]).toEqual([39, 4]);
    expect(pane(0).guides).toEqual([{ kind: 'mark', at: [50, 30] }]);
  });
});

describe('comparing with a prior examination', () => {
  it('puts the current one on the left, the prior on the right, and joins them by their distance', async () => {
    const { pane } = await open('1', '2');
    await waitFor(() => expect(pane(1)?.shown?.seriesInstanceUid).toBe('old'));
    expect(pane(0).shown?.seriesInstanceUid).toBe('thin');
    act(() => pane(0).setIndex(10));
    act(() => pane(1).setIndex(1));
    press('v');
    act(() => pane(0).setIndex(20));
    expect(pane(1).getState()?.index).toBe(3);
  });

  it('says so when there is none', async () => {
    await open('1');
    shift('P');
    expect(screen.getByText(/没有同类的前次检查/)).toBeTruthy();
  });

  it('is kept as an own arrangement and found again', async () => {
    const { pane } = await open('1');
    shift('@', 'Digit2');
    await waitFor(() => expect(pane(1).shown?.seriesInstanceUid).toBe('thick'));
    const toolbar = screen.getByRole('toolbar');
    fireEvent.click(toolbar.querySelector('[aria-label="布局"]') as Element);
    fireEvent.click(await screen.findByRole('menuitem', { name: /保存为我的布局/ }));
    cleanup();
    const again = await open('1');
    await waitFor(() => expect(again.pane(1)?.shown).toBeTruthy());
    expect(screen.getByTestId('pane-1')).toBeTruthy();
  });
});
