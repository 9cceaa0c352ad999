import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/domain/errors';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import zh from '../../../shared/i18n/zh-CN/viewer.json';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { SERIES_DRAG_TYPE } from './SeriesRail';
import { fakeViewerFactory, type FakeViewport } from './testing/fakeViewer';
import { viewerWords } from './testing/viewerWords';
import type { CapturedKeyImage } from './useViewerCommands';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const image = (series: string, number: number) => ({
  '00080018': element(`${series}.${number}`),
  '00080060': element('CT'),
  '0008103E': element(`序列 ${series}`),
  '00100010': element({ Alphabetic: 'Zhang^Xiaoze', Ideographic: '张^小泽' }),
  '0020000E': element(series),
  '00200013': element(number),
  '00280010': element(2),
  '00280011': element(2),
});
const pictures = (series: string) => [1, 2, 3].map((number) => image(series, number));

const fetcher: DicomWebFetcher = async (path) => {
  if (path.endsWith('/thumbnail')) return new Response('', { status: 404 });
  const series = path.split('/')[4];
  return new Response(JSON.stringify(series ? pictures(series) : [image('s1', 1), image('s2', 1)]));
};

let i18n: Awaited<ReturnType<typeof viewerWords>>;
const STUDIES = [{ studyInstanceUid: '1' }];

beforeEach(async () => {
  i18n = await viewerWords();
});
afterEach(cleanup);

async function open(measurements: readonly Measurement[] = []) {
  const { factory, viewports } = fakeViewerFactory();
  const keyImages: CapturedKeyImage[] = [];
  const drawn: (readonly Measurement[])[] = [];
  const onKeyImage = (captured: CapturedKeyImage): void => void keyImages.push(captured);
  const onChange = (all: readonly Measurement[]): void => void drawn.push(all);
  const page = (list: readonly Measurement[]): ReactElement => (
    <I18nextProvider i18n={i18n}>
      <textarea aria-label="note" />
      <ImageWorkspace
        studies={STUDIES}
        fetcher={fetcher}
        viewerFactory={factory}
        keyImages={[]}
        onKeyImage={onKeyImage}
        onSecondScreen={async () => false}
        measurements={list}
        onMeasurementsChange={onChange}
      />
    </I18nextProvider>
  );
  const { rerender } = render(page(measurements));
  await screen.findByText('1 / 3');
  const pane = viewports.get('slot-0') as FakeViewport;
  return {
    pane,
    viewports,
    keyImages,
    drawn,
    show: (list: readonly Measurement[]) => rerender(page(list)),
  };
}

const press = (key: string, target: Element = document.body, more = {}) =>
  fireEvent.keyDown(target, { key, ...more });

describe('the image workspace', () => {
  it('opens the first series and names patient, slice and window of the picture on screen', async () => {
    await open();
    expect(screen.getByText('张小泽')).toBeTruthy();
    expect(screen.getByText('Zhang Xiaoze')).toBeTruthy();
    expect(screen.getByText('W 400 L 40')).toBeTruthy();
    press('ArrowDown');
    expect(screen.getByText('2 / 3')).toBeTruthy();
    press('End');
    expect(screen.getByText('3 / 3')).toBeTruthy();
  });

  it('obeys the keys for presets, tools and actions', async () => {
    const { pane } = await open();
    pane.calls.length = 0;
    for (const key of ['3', 'w', 'i', '0', 'Delete']) press(key);
    expect(pane.calls).toEqual(['preset lung', 'tool window', 'invert', 'reset', 'delete']);
    expect(screen.getByRole('button', { name: '调窗' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('keeps every tool reachable in one row or a menu of it, each with its name and key', async () => {
    await open();
    const toolbar = screen.getByRole('toolbar');
    for (const arrow of toolbar.querySelectorAll('[aria-haspopup="menu"]')) fireEvent.click(arrow);
    await waitFor(() => expect(screen.getAllByRole('menu').length).toBeGreaterThan(5));
    const names = [...toolbar.querySelectorAll('[aria-label]')].map((button) =>
      button.getAttribute('aria-label'),
    );
    const items = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
    const offered = [...names, ...items].join('\n');
    const elsewhere = [
      'pause',
      'showDrawings',
      'windowEditor',
      'curve',
      'thicker',
      'thinner',
      'slabMode',
    ];
    const moves = ['nextSeries', 'previousSeries', 'nextPane', 'previousPane', 'maximise'];
    const keysOnly = new Set([...elsewhere, ...moves, 'delete', 'cancel', 'zoomIn', 'zoomOut']);
    for (const [name, label] of Object.entries({ ...zh.tool, ...zh.action }))
      if (!keysOnly.has(name)) expect(offered).toContain(label);
    expect(screen.getByRole('button', { name: zh.tool.length }).ariaKeyShortcuts).toBe('L');
  });

  it('lists the measurements of the case, leads to one, and takes one away', async () => {
    const on = (id: string, series: string, number: number, label: string): Measurement => ({
      id,
      kind: 'probe',
      sopInstanceUid: `${series}.${number}`,
      frameNumber: 1,
      points: [[1, 1]],
      label,
    });
    const { pane, drawn } = await open([on('a', 's1', 3, '甲'), on('b', 's2', 2, '乙')]);
    press('j');
    fireEvent.click(screen.getByRole('button', { name: /甲/ }));
    expect(pane.getState()?.index).toBe(2);
    fireEvent.click(screen.getByRole('button', { name: /乙/ }));
    await waitFor(() => expect(pane.shown?.seriesInstanceUid).toBe('s2'));
    await waitFor(() => expect(pane.getState()?.index).toBe(1));
    fireEvent.click(screen.getAllByRole('button', { name: zh.list.remove })[0] as HTMLElement);
    expect(drawn.at(-1)?.map(({ id }) => id)).toEqual(['b']);
  });

  it('takes the last drawing back and brings it again', async () => {
    const { pane, drawn } = await open();
    const fresh: Measurement = {
      id: 'c',
      kind: 'probe',
      sopInstanceUid: 's1.1',
      frameNumber: 1,
      points: [[1, 1]],
    };
    act(() => pane.emit('measurement', [{ measurement: fresh, value: null }]));
    press('z', document.body, { ctrlKey: true });
    expect(drawn.at(-1)).toEqual([]);
    press('z', document.body, { ctrlKey: true });
    expect(drawn).toHaveLength(2);
    press('Z', document.body, { ctrlKey: true, shiftKey: true });
    expect(drawn.at(-1)).toEqual([fresh]);
  });

  it('asks for the words of a drawing where it is, and waits for the input method', async () => {
    const { pane } = await open();
    act(() => pane.emit('label', { id: 'x', label: '', at: [10, 10], isNew: true }));
    const field = screen.getByLabelText(zh.label.field);
    fireEvent.change(field, { target: { value: '结节' } });
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
    expect(pane.calls).not.toContain('label x 结节');
    fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
    expect(pane.calls).toContain('label x 结节');
    expect(screen.queryByLabelText(zh.label.field)).toBeNull();
    act(() => pane.emit('label', { id: 'y', label: '旧', at: [10, 10], isNew: false }));
    fireEvent.keyDown(screen.getByLabelText(zh.label.field), { key: 'Escape', keyCode: 27 });
    expect(pane.calls.filter((call) => call.startsWith('label y'))).toEqual([]);
  });

  it('shows one place alone on a double click and comes back', async () => {
    const { viewports } = await open();
    fireEvent.click(screen.getByRole('button', { name: /布局 1×1/ }));
    await waitFor(() => expect(viewports.has('slot-1')).toBe(true));
    act(() => viewports.get('slot-1')?.emit('doubleClick', null));
    expect(screen.getByTestId('pane-0').className).toContain('hidden');
    press('Escape');
    expect(screen.getByTestId('pane-0').className).not.toContain('hidden');
  });

  it('leaves keys in a text field and in an input method alone', async () => {
    const { pane } = await open();
    pane.calls.length = 0;
    press('i', screen.getByLabelText('note'));
    press('i', document.body, { isComposing: true });
    press('i', document.body, { keyCode: 229 });
    expect(pane.calls).toEqual([]);
  });

  it('hands over a key image with its study and series', async () => {
    const { keyImages } = await open();
    press('k');
    await waitFor(() => expect(keyImages).toHaveLength(1));
    expect(keyImages[0]).toMatchObject({
      studyInstanceUid: '1',
      seriesInstanceUid: 's1',
      sopInstanceUid: 's1.1',
      frameNumber: 1,
    });
  });

  it('shows a dropped series in the viewport it was dropped on', async () => {
    const { viewports } = await open();
    fireEvent.click(screen.getByRole('button', { name: /布局 1×1/ }));
    await waitFor(() => expect(viewports.get('slot-1')?.shown?.seriesInstanceUid).toBe('s2'));
    const dataTransfer = {
      getData: (type: string) => (type === SERIES_DRAG_TYPE ? 's1/stack' : ''),
    };
    fireEvent.drop(screen.getByTestId('pane-1'), { dataTransfer });
    await waitFor(() => expect(viewports.get('slot-1')?.shown?.seriesInstanceUid).toBe('s1'));
    expect(screen.getByTestId('pane-1').getAttribute('aria-current')).toBe('true');
  });

  it('says by name what failed, with its code and a way to try again', async () => {
    const { pane } = await open();
    const error = appError('timeout', 'viewer.loadTimeout', { retry: 'safe' });
    act(() => pane.emit('error', { error, index: 1 }));
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('第 2 幅：读取超时');
    expect(alert.textContent).toContain('viewer.loadTimeout');
    fireEvent.click(screen.getByRole('button', { name: /重\s*试/ }));
    expect(pane.getState()?.index).toBe(1);
    act(() => pane.emit('error', null));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('puts the drawings of the case on the pictures and reports new ones without losing others', async () => {
    const here: Measurement = {
      id: 'a',
      kind: 'probe',
      sopInstanceUid: 's1.1',
      frameNumber: 1,
      points: [[1, 1]],
    };
    const elsewhere: Measurement = { ...here, id: 'b', sopInstanceUid: 's2.1' };
    const { pane, drawn, show } = await open([here, elsewhere]);
    await waitFor(() =>
      expect(pane.measurements.map(({ measurement }) => measurement.id)).toEqual(['a']),
    );
    const fresh: Measurement = { ...here, id: 'c' };
    act(() =>
      pane.emit('measurement', [
        { measurement: here, value: null },
        { measurement: fresh, value: null },
      ]),
    );
    expect(
      drawn
        .at(-1)
        ?.map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'c']);
    show([elsewhere]);
    await waitFor(() => expect(pane.measurements).toEqual([]));
  });

  it('states its intended use and that the display is not confirmed', async () => {
    await open();
    expect(screen.getByText(/供会诊使用.*未确认为诊断级/)).toBeTruthy();
  });
});
