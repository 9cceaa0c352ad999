import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompanionMessage } from '../../ports/companionScreen';
import type { DicomWebFetcher, Guide } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { fakeViewerFactory, type FakeViewport } from './testing/fakeViewer';
import { viewerWords } from './testing/viewerWords';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
/** Stacks of 100 × 100 mm in one space; `sag` stands upright. */
const HEIGHTS = { thin: Array.from({ length: 41 }, (_, i) => i), sag: [0, 25, 50, 75, 100] };
type Name = keyof typeof HEIGHTS;

const pictures = (name: Name) =>
  HEIGHTS[name].map((height, i) => ({
    '00080018': element(`1.${name === 'sag' ? 2 : 1}.${i}`),
    '00080060': element('CT'),
    '0020000E': element(name),
    '00200011': element(name === 'sag' ? 2 : 1),
    '00200013': element(i),
    '00200052': element('a'),
    '00280010': element(100),
    '00280011': element(100),
    '00280030': element(1, 1),
    '00200037': element(...(name === 'sag' ? [0, 1, 0, 0, 0, -1] : [1, 0, 0, 0, 1, 0])),
    '00200032': element(...(name === 'sag' ? [height, 0, 60] : [0, 0, height])),
  }));
const fetcher: DicomWebFetcher = async (path) => {
  const series = path.split('/')[4];
  if (path.endsWith('/thumbnail')) return new Response('', { status: 404 });
  const answer = series ? pictures(series as Name) : [pictures('thin')[0], pictures('sag')[0]];
  return new Response(JSON.stringify(answer));
};

let i18n: Awaited<ReturnType<typeof viewerWords>>;
beforeEach(async () => {
  localStorage.clear();
  i18n = await viewerWords();
});
afterEach(cleanup);

/** One window with a picture of the thin stack; the other one is played by the test. */
async function open() {
  const { factory, viewports } = fakeViewerFactory();
  const said: CompanionMessage[] = [];
  const listeners = new Set<(message: CompanionMessage) => void>();
  const companion = {
    post: (message: CompanionMessage) => void said.push(message),
    listen: (listener: (message: CompanionMessage) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const { unmount } = render(
    <I18nextProvider i18n={i18n}>
      <ImageWorkspace
        studies={[{ studyInstanceUid: '1' }]}
        fetcher={fetcher}
        viewerFactory={factory}
        keyImages={[]}
        measurements={[]}
        onMeasurementsChange={() => undefined}
        companion={companion}
      />
    </I18nextProvider>,
  );
  await screen.findByText('1 / 41');
  return {
    pane: viewports.get('slot-0') as FakeViewport,
    said,
    unmount,
    hear: (message: CompanionMessage) =>
      act(() => listeners.forEach((listener) => listener(message))),
  };
}
const press = (key: string) => fireEvent.keyDown(document.body, { key });
const lines = (guides: readonly Guide[]) => guides.filter(({ kind }) => kind === 'line');
const frame = (series: 1 | 2, index: number) => ({
  sopInstanceUid: `1.${series}.${index}`,
  frameNumber: 1,
});

describe('a viewer and the one on the other screen', () => {
  it('asks what is there, and tells which pictures it shows as they change', async () => {
    const { said, pane } = await open();
    expect(said[0]).toEqual({ kind: 'asked' });
    act(() => pane.setIndex(3));
    expect(said.at(-1)).toEqual({
      kind: 'shown',
      pictures: [{ ...frame(1, 3), isActive: true }],
    });
  });

  it('draws where the picture of the other screen cuts its own, and takes the line away with it', async () => {
    const { pane, hear } = await open();
    hear({ kind: 'shown', pictures: [{ ...frame(2, 2), isActive: true }] });
    expect(lines(pane.guides)).toMatchObject([{ from: [50, expect.any(Number)], label: '3 ↗' }]);
    hear({ kind: 'shown', pictures: [] });
    expect(lines(pane.guides)).toEqual([]);
  });

  it('scrolls with the other only once they are joined, and says nothing of what it was led to', async () => {
    const { pane, hear, said } = await open();
    hear({ kind: 'scrolled', ...frame(1, 7) });
    expect(pane.state?.index).toBe(0);
    hear({ kind: 'linked', isLinked: true });
    hear({ kind: 'scrolled', ...frame(1, 7) });
    expect(pane.state?.index).toBe(7);
    expect(said.filter(({ kind }) => kind === 'scrolled')).toEqual([]);
    press('ArrowDown');
    expect(said.filter(({ kind }) => kind === 'scrolled')).toEqual([
      { kind: 'scrolled', ...frame(1, 8) },
    ]);
    press('ArrowUp');
    expect(said.filter(({ kind }) => kind === 'scrolled').at(-1)).toEqual({
      kind: 'scrolled',
      ...frame(1, 7),
    });
  });

  it('goes to the point the other points at and marks it there, until it is taken back', async () => {
    const { pane, hear } = await open();
    hear({ kind: 'pointed', at: { ...frame(2, 0), world: [10, 20, 12] } });
    expect(pane.state?.index).toBe(12);
    expect(pane.guides).toContainEqual({ kind: 'mark', at: [10, 20] });
    hear({ kind: 'pointed', at: null });
    expect(pane.guides.filter(({ kind }) => kind === 'mark')).toEqual([]);
  });

  it('tells where its own cross-hair points, and when it is put away', async () => {
    const { pane, said } = await open();
    press('u');
    act(() => pane.emit('point', { pixel: [1, 2], world: [1, 2, 0], phase: 'move' }));
    expect(said.at(-1)).toEqual({ kind: 'pointed', at: { ...frame(1, 0), world: [1, 2, 0] } });
    press('s');
    expect(said.at(-1)).toEqual({ kind: 'pointed', at: null });
  });

  it('shows a series that is sent to it', async () => {
    const { pane, hear } = await open();
    const id = pane.shown?.id.replace('thin', 'sag') ?? '';
    hear({ kind: 'put', setId: id });
    await waitFor(() => expect(pane.shown?.seriesInstanceUid).toBe('sag'));
  });

  it('takes its lines off the other screen when it goes', async () => {
    const { said, unmount } = await open();
    unmount();
    expect(said.at(-1)).toEqual({ kind: 'shown', pictures: [] });
  });
});
