import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  getAnnotations,
  saveAnnotations,
  type CaseAnnotations,
} from '../../../shared/api/annotations';
import { appError } from '../../../shared/domain/errors';
import type { CaseId, UserId } from '../../../shared/domain/identity/actor';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { C } from '../../../shared/domain/imaging/annotations/codes';
import { containerItem, textItem } from '../../../shared/domain/imaging/annotations/contentItem';
import { AS_VR, sequence } from '../../../shared/domain/imaging/annotations/elements';
import { SOP, T } from '../../../shared/domain/imaging/annotations/tags';
import { createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { AnnotationFooter } from './AnnotationFooter';
import { foreignDocumentOf } from './foreign/foreignDocument';
import type { ForeignLoad } from './foreign/loadForeign';
import { createAnnotationStore, type AnnotationStore } from './store/annotationStore';
import type { StripActions, StripItem } from './strip/KeyImageStrip';

vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const ME = '6f0c1a10-0000-4000-8000-000000000021' as UserId;
const OTHER = '6f0c1a10-0000-4000-8000-000000000022' as UserId;
const me = { userId: ME, name: '耿世恒', hospitalName: '省远程医学中心' };
const AT = '2026-11-24T02:00:00.000Z';

const length = (id: string) => ({
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.2.3',
  measurement: {
    id,
    kind: 'length' as const,
    sopInstanceUid: '1.2.3.4',
    frameNumber: 1,
    points: [
      [1, 1],
      [5, 5],
    ] as [number, number][],
  },
  finding: null,
  site: null,
  visible: true,
  pixels: null,
  createdAt: AT,
  changedAt: AT,
});
const setOf = (
  userId: UserId,
  name: string,
  ...ids: string[]
): CaseAnnotations['sets'][number] => ({
  author: { userId, name, hospitalName: '省远程医学中心', isCounty: false },
  version: 1,
  updatedAt: AT,
  filedVersion: 1,
  content: { annotations: ids.map(length), keyImages: [] },
});
const ID = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

let platform: FakePlatform;
let store: AnnotationStore;
let waiting: (() => void)[];
beforeEach(() => {
  platform = createFakePlatform();
  waiting = [];
  let keys = 0;
  store = createAnnotationStore({
    api: platform.api,
    caseId: '6f0c1a10-0000-4000-8000-0000000000c1' as CaseId,
    me: ME,
    newKey: () => `00000000-0000-4000-8000-${String((keys += 1)).padStart(12, '0')}`,
    later: (task) => {
      waiting = [task];
      return () => (waiting = []);
    },
  });
  platform.answer(getAnnotations, {
    sets: [setOf(ME, '耿世恒', ID(1)), setOf(OTHER, '顾言舟', ID(2), ID(3))],
    playlist: { version: 0, entries: [] },
    series: [],
    mayWrite: true,
    mayOrder: true,
  });
});

const item = (id: string, patch: Partial<StripItem> = {}): StripItem => ({
  id,
  authorId: OTHER,
  authorName: '顾言舟',
  isMine: false,
  caption: '最大层面',
  imageUrl: undefined,
  inReport: 0,
  ...patch,
});

async function show(
  options: {
    items?: readonly StripItem[];
    actions?: Partial<StripActions>;
    foreign?: ForeignLoad;
  } = {},
) {
  await store.getState().reload();
  const calls: string[] = [];
  const actions: StripActions = {
    open: (id) => void calls.push(`open ${id}`),
    take: (id) => void calls.push(`take ${id}`),
    rename: (id, caption) => void calls.push(`rename ${id} ${caption}`),
    remove: (id) => void calls.push(`remove ${id}`),
    move: (from, to) => void calls.push(`move ${from} ${to}`),
    mayMove: () => true,
    ...options.actions,
  };
  await renderScreen(
    <AnnotationFooter
      store={store}
      me={me}
      foreign={options.foreign ?? { documents: [], failed: 0 }}
      items={options.items ?? []}
      actions={actions}
      isShown
      onShowAll={(isShown) => void calls.push(`show ${isShown}`)}
      onOpen={(place) => void calls.push(`picture ${place.sopInstanceUid}`)}
    />,
    platform,
  );
  return calls;
}
const openPanel = async () => {
  await userEvent.click(screen.getByRole('button', { name: /标注来源/ }));
  return screen.findByText('标注按作者显示');
};

describe('whose annotations are shown', () => {
  it('is chosen author by author, oneself first', async () => {
    await show();
    await openPanel();
    const boxes = screen.getAllByRole('checkbox');
    expect(boxes).toHaveLength(2);
    expect(screen.getByText('标注 2，关键图 0')).toBeDefined();
    await userEvent.click(screen.getByRole('checkbox', { name: '顾言舟' }));
    expect([...store.getState().hidden]).toEqual([OTHER]);
    await userEvent.click(screen.getByRole('checkbox', { name: '耿世恒（我）' }));
    expect([...store.getState().hidden]).toEqual([OTHER, ME]);
  });

  it('can be nobody’s at once', async () => {
    const calls = await show();
    await openPanel();
    await userEvent.click(screen.getByRole('button', { name: /全部隐藏/ }));
    expect(calls).toEqual(['show false']);
  });

  it('one’s own are listed, and what each shows is said by a code', async () => {
    await show();
    await openPanel();
    await userEvent.click(screen.getByRole('combobox', { name: '第 1 个标注的所见' }));
    await userEvent.click(await screen.findByText('结节'));
    expect(store.getState().mine.annotations[0]?.finding).toEqual({
      value: '27925004',
      scheme: 'SCT',
      meaning: 'Nodule',
    });
    await userEvent.click(screen.getByRole('button', { name: '不显示第 1 个标注' }));
    expect(store.getState().mine.annotations[0]?.visible).toBe(false);
  });
});

describe('what is not kept', () => {
  it('says so, says why, and is tried again on demand', async () => {
    platform.answer(saveAnnotations, appError('unavailable', 'net.offline', { retry: 'safe' }));
    await show();
    expect(screen.queryByText('未保存')).toBeNull();
    store.getState().edit((mine) => ({ ...mine, annotations: [] }));
    expect(await screen.findByText('未保存')).toBeDefined();
    waiting[0]?.();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('未保存，内容留在本机');
    expect(alert.title).toContain('与服务器的连接中断');
    platform.answer(saveAnnotations, { version: 2, savedAt: AT });
    await userEvent.click(within(alert).getByRole('button', { name: '重试' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});

describe('the key images of the case', () => {
  it('show author, words and whether they are in the report, and lead to their picture', async () => {
    const calls = await show({
      items: [item('a', { inReport: 2 }), item('b', { authorName: '耿世恒', isMine: true })],
    });
    const list = within(screen.getByRole('list'));
    expect(list.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      expect.stringContaining('顾言舟 最大层面'),
      expect.stringContaining('耿世恒 最大层面'),
    ]);
    expect(list.getByText('已入报告')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: '第 2 幅，耿世恒，最大层面' }));
    await userEvent.click(screen.getByRole('button', { name: '第 2 幅加入报告' }));
    expect(screen.queryByRole('button', { name: '第 1 幅加入报告' })).toBeNull();
    expect(calls).toEqual(['open b', 'take b']);
  });

  it('are put in order by the keyboard, where one may', async () => {
    const calls = await show({
      items: [item('a'), item('b')],
      actions: { mayMove: (from) => from === 0 },
    });
    fireEvent.keyDown(screen.getByRole('button', { name: /^第 1 幅，/ }), {
      key: 'ArrowRight',
      altKey: true,
    });
    fireEvent.keyDown(screen.getByRole('button', { name: /^第 2 幅，/ }), {
      key: 'ArrowLeft',
      altKey: true,
    });
    expect(calls).toEqual(['move 0 1']);
  });

  it('get their words from their author only; an input method’s Enter does not end them', async () => {
    const calls = await show({ items: [item('a'), item('b', { isMine: true })] });
    expect(screen.queryByRole('button', { name: '第 1 幅的说明' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '第 2 幅的说明' }));
    const field = screen.getByRole('textbox', { name: '第 2 幅的说明' });
    await userEvent.clear(field);
    await userEvent.type(field, '右肺尖段');
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    expect(calls).toEqual([]);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(calls).toEqual(['rename b 右肺尖段']);
  });
});

describe('what came with the study', () => {
  const script = '<img src=x onerror="window.hacked=1">';
  const report: DicomJson = {
    [T.SOPClassUID]: AS_VR.UI(SOP.comprehensiveSr),
    [T.SOPInstanceUID]: AS_VR.UI('1.2.9'),
    [T.GraphicData]: sequence(),
    ...containerItem({
      relationship: null,
      concept: C.imagingMeasurementReport,
      children: [
        textItem({ relationship: 'CONTAINS', concept: C.comment }, script),
        {
          [T.ValueType]: AS_VR.CS('SCOORD'),
          [T.GraphicType]: AS_VR.CS('MULTIPOINT'),
          [T.GraphicData]: AS_VR.FL(1, 2, 3),
        },
      ],
    }),
  };

  it('says how much of it cannot be drawn, and reads as text whatever it says', async () => {
    const document = foreignDocumentOf('1.2', report);
    if (!document) throw new Error('no document');
    await show({ foreign: { documents: [document], failed: 1 } });
    await openPanel();
    expect(screen.getByText('1 个图形无法显示')).toBeDefined();
    expect(screen.getByText('有 1 个序列的标注文件无法读取。')).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Imaging Measurement Report' }));
    expect(await screen.findByText(script)).toBeDefined();
    expect(screen.getByText(/1 项无法在影像上显示：MULTIPOINT/)).toBeDefined();
    expect('hacked' in window).toBe(false);
  });
});
