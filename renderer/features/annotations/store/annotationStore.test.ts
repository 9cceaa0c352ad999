import { beforeEach, describe, expect, it } from 'vitest';
import {
  fileAnnotations,
  getAnnotations,
  saveAnnotations,
  savePlaylist,
  type AnnotationSet,
  type CaseAnnotations,
} from '../../../../shared/api/annotations';
import { appError } from '../../../../shared/domain/errors';
import type { CaseId, UserId } from '../../../../shared/domain/identity/actor';
import type {
  AnnotationContent,
  KeyImageMark,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import { createFakePlatform, type FakePlatform } from '../../../platform/testing/fakePlatform';
import { createAnnotationStore, type AnnotationStore } from './annotationStore';

const CASE = '6f0c1a10-0000-4000-8000-0000000000c1' as CaseId;
const ME = '6f0c1a10-0000-4000-8000-000000000021' as UserId;
const OTHER = '6f0c1a10-0000-4000-8000-000000000022' as UserId;
const AT = '2026-11-24T02:00:00.000Z';

let keys = 0;
const key = (): string => `00000000-0000-4000-8000-${String((keys += 1)).padStart(12, '0')}`;
const mark = (caption: string, id = key()): KeyImageMark => ({
  id,
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.2.3',
  sopInstanceUid: `1.2.3.${keys}`,
  frameNumber: 1,
  caption,
  window: null,
  rotation: 0,
  flipped: false,
  inverted: false,
  area: null,
  withDrawings: true,
  changedAt: AT,
});
const content = (...keyImages: KeyImageMark[]): AnnotationContent => ({
  annotations: [],
  keyImages,
});
const setOf = (userId: UserId, version: number, held: AnnotationContent): AnnotationSet => ({
  author: { userId, name: '顾言舟', hospitalName: '省中心', isCounty: false },
  version,
  updatedAt: AT,
  filedVersion: 0,
  content: held,
});
const answer = (patch: Partial<CaseAnnotations> = {}): CaseAnnotations => ({
  sets: [],
  playlist: { version: 0, entries: [] },
  series: [],
  mayWrite: true,
  mayOrder: false,
  ...patch,
});
const offline = appError('unavailable', 'net.offline', { retry: 'safe' });

let platform: FakePlatform;
let store: AnnotationStore;
/** What waits for a timer; run by the test. */
let waiting: (() => void)[];

beforeEach(() => {
  platform = createFakePlatform();
  waiting = [];
  store = createAnnotationStore({
    api: platform.api,
    caseId: CASE,
    me: ME,
    newKey: key,
    later: (task) => {
      waiting = [task];
      return () => (waiting = []);
    },
  });
});
const captions = () => store.getState().mine.keyImages.map(({ caption }) => caption);
const saved = () =>
  platform.sent.flatMap(({ id, call }) =>
    id === 'saveAnnotations'
      ? [
          call.body as {
            content: AnnotationContent;
            expectedVersion: number;
            idempotencyKey: string;
          },
        ]
      : [],
  );
const accept = () =>
  platform.answer(saveAnnotations, (call) => ({
    version: call.body.expectedVersion + 1,
    savedAt: AT,
  }));

describe('one’s own annotations', () => {
  it('are saved by themselves a moment after the last change', async () => {
    platform.answer(getAnnotations, answer());
    accept();
    await store.getState().reload();
    store.getState().edit(() => content(mark('一')));
    store.getState().edit((mine) => content(...mine.keyImages, mark('二')));
    expect([store.getState().save.status, saved().length]).toEqual(['unsaved', 0]);
    waiting[0]?.();
    await expect.poll(() => store.getState().save).toEqual({ status: 'saved', at: AT });
    expect(saved().map(({ expectedVersion }) => expectedVersion)).toEqual([0]);
    expect(store.getState().version).toBe(1);
  });

  it('stay on screen when they cannot be saved, say so, and are tried again under the same key', async () => {
    platform.answer(getAnnotations, answer());
    platform.answer(saveAnnotations, appError('timeout', 'net.timeout', { retry: 'unknown' }));
    await store.getState().reload();
    store.getState().edit(() => content(mark('一')));
    await store.getState().flush();
    expect([store.getState().save.status, captions()]).toEqual(['failed', ['一']]);
    accept();
    waiting[0]?.();
    await expect.poll(() => store.getState().save.status).toBe('saved');
    const [first, second] = saved();
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey);
  });

  it('of another window are on screen at once and not saved from here', async () => {
    platform.answer(getAnnotations, answer());
    await store.getState().reload();
    const there = mark('那边');
    store.getState().mirror({ content: content(there), version: 0 });
    expect([captions(), store.getState().save.status, waiting]).toEqual([['那边'], 'saved', []]);
    store.getState().edit((mine) => content(...mine.keyImages, mark('这边')));
    // one's own unsaved drawing stays, whatever the other window goes on to do
    store.getState().mirror({ content: content(there, mark('那边二')), version: 0 });
    expect(captions().toSorted()).toEqual(['这边', '那边', '那边二'].toSorted());
  });

  it('of another window that knew less than this one do not take anything off the screen', async () => {
    platform.answer(getAnnotations, answer({ sets: [setOf(ME, 3, content(mark('新')))] }));
    await store.getState().reload();
    store.getState().mirror({ content: content(mark('旧')), version: 2 });
    expect(captions()).toEqual(['新']);
  });

  it('drawn in two places are merged, not overwritten', async () => {
    platform.answer(getAnnotations, answer());
    await store.getState().reload();
    const elsewhere = mark('别处');
    platform.answer(saveAnnotations, (call) =>
      call.body.expectedVersion === 0
        ? appError('conflict', 'annotation.staleVersion', { params: { version: 1 } })
        : { version: 2, savedAt: AT },
    );
    platform.answer(getAnnotations, answer({ sets: [setOf(ME, 1, content(elsewhere))] }));
    store.getState().edit(() => content(mark('此处')));
    await store.getState().flush();
    expect(captions().toSorted()).toEqual(['别处', '此处'].toSorted());
    await store.getState().flush();
    expect(saved().at(-1)).toMatchObject({
      expectedVersion: 1,
      content: { keyImages: { length: 2 } },
    });
    expect(store.getState().save.status).toBe('saved');
  });

  it('made before the first answer are put together with what the server has', async () => {
    platform.answer(getAnnotations, offline);
    await store.getState().reload();
    store.getState().edit(() => content(mark('离线')));
    platform.answer(getAnnotations, answer({ sets: [setOf(ME, 4, content(mark('已存')))] }));
    accept();
    await store.getState().flush();
    expect(captions().toSorted()).toEqual(['离线', '已存'].toSorted());
    expect(saved()[0]?.expectedVersion).toBe(4);
  });

  it('of somebody who may not draw stay on his screen and are never sent', async () => {
    platform.answer(getAnnotations, answer({ mayWrite: false }));
    await store.getState().reload();
    store.getState().edit(() => content(mark('临时')));
    await store.getState().flush();
    expect([store.getState().save.status, captions(), saved()]).toEqual(['local', ['临时'], []]);
    await store.getState().reload();
    expect(captions()).toEqual(['临时']);
  });

  it('unsaved are not lost when news of others come', async () => {
    platform.answer(getAnnotations, answer());
    await store.getState().reload();
    store.getState().edit(() => content(mark('我的')));
    platform.answer(getAnnotations, answer({ sets: [setOf(OTHER, 1, content(mark('他的')))] }));
    await store.getState().reload();
    expect(captions()).toEqual(['我的']);
    expect(store.getState().others).toHaveLength(1);
  });

  it('are written into the study only after they are saved', async () => {
    platform.answer(getAnnotations, answer());
    platform.answer(fileAnnotations, { filedVersion: 1, objects: [] });
    accept();
    await store.getState().reload();
    store.getState().edit(() => content(mark('一')));
    await store.getState().file();
    expect(platform.sent.map(({ id }) => id)).toEqual([
      'getAnnotations',
      'saveAnnotations',
      'fileAnnotations',
      'getAnnotations',
    ]);
  });
});

describe('the order of the case’s key images', () => {
  it('is shown at once and put back when it is refused', async () => {
    platform.answer(getAnnotations, answer({ mayOrder: true }));
    await store.getState().reload();
    platform.answer(savePlaylist, appError('conflict', 'annotation.staleVersion'));
    const entries = [{ authorId: OTHER, id: key() }];
    const done = store.getState().order(entries);
    expect(store.getState().playlist.entries).toEqual(entries);
    await done;
    expect(store.getState().playlist.entries).toEqual([]);
  });
});
