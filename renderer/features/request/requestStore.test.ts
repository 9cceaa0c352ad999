import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getCase, saveForm } from '../../../shared/api/cases';
import { appError } from '../../../shared/domain/errors';
import { createFakePlatform, offline } from '../../platform/testing/fakePlatform';
import { createRequestStore, refusedFields } from './requestStore';
import { aDetail, aForm, AT, CASE_ID } from './testing/builders';

const stale = appError('conflict', 'case.staleVersion');
const named = (name: string, phone = '') => aForm({ name, phone });

async function opened(form = named('测试某')) {
  const platform = createFakePlatform();
  platform.answer(getCase, aDetail({ form, version: 4 }));
  const store = createRequestStore({ api: platform.api, caseId: CASE_ID });
  await store.getState().open();
  let version = 4;
  platform.answer(saveForm, () => ({ version: ++version, savedAt: AT, fields: [], missing: [] }));
  const saves = () =>
    platform.sent.filter((sent) => sent.id === 'saveForm').map((sent) => sent.call.body);
  const type = (name: string) => store.getState().edit('patient', { name });
  return { platform, store, saves, type };
}

const settle = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('autosave of the request form', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('saves once typing pauses, on the version it is based on, and says when', async () => {
    const { store, saves, type } = await opened();
    type('测');
    await settle(500);
    type('测试');
    await settle(500);
    expect([saves(), store.getState().save.status]).toEqual([[], 'waiting']);
    await settle(300);
    expect(saves()).toEqual([{ form: named('测试'), expectedVersion: 4 }]);
    expect(store.getState().save).toEqual({ status: 'saved', at: AT });
  });

  it('saves what is typed during a save after it, on the new version', async () => {
    const { platform, saves, type } = await opened();
    platform.answer(saveForm, async () => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return { version: 9, savedAt: AT, fields: [], missing: [] };
    });
    type('甲');
    await settle(1_000);
    type('乙');
    await settle(10_000);
    expect(saves()).toEqual([
      { form: named('甲'), expectedVersion: 4 },
      { form: named('乙'), expectedVersion: 9 },
    ]);
  });

  it('keeps what is typed while the line is broken and sends it by itself when it is back', async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(saveForm, offline);
    type('断线');
    await settle(1_000);
    expect(store.getState()).toMatchObject({
      form: { patient: { name: '断线' } },
      save: { status: 'kept', error: offline },
    });
    platform.answer(saveForm, { version: 5, savedAt: AT, fields: [], missing: [] });
    await settle(5_000);
    expect([saves().length, store.getState().save.status]).toEqual([2, 'saved']);
  });

  it('is kept, not lost, when the session has run out', async () => {
    const { platform, store, type } = await opened();
    platform.answer(saveForm, appError('unauthenticated', 'auth.expired'));
    type('过期');
    await settle(1_000);
    expect(store.getState()).toMatchObject({
      form: { patient: { name: '过期' } },
      save: { status: 'kept' },
    });
  });

  it('takes a newer number without asking when nobody touched the form', async () => {
    const { platform, store, saves, type } = await opened();
    let attempts = 0;
    platform.answer(saveForm, () =>
      ++attempts === 1 ? stale : { version: 12, savedAt: AT, fields: [], missing: [] },
    );
    platform.answer(getCase, aDetail({ form: named('测试某'), version: 11 }));
    type('新名');
    await settle(3_000);
    expect(saves().map((body) => (body as { expectedVersion: number }).expectedVersion)).toEqual([
      4, 11,
    ]);
    expect(store.getState()).toMatchObject({ version: 12, save: { status: 'saved' } });
  });

  it('recognises its own save when the answer to it was lost', async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(saveForm, appError('timeout', 'net.timeout'));
    type('已到');
    await settle(1_000);
    platform.answer(saveForm, stale);
    platform.answer(getCase, aDetail({ form: named('已到'), version: 5, updatedAt: AT }));
    await settle(5_000);
    expect([saves().length, store.getState().save, store.getState().version]).toEqual([
      2,
      { status: 'saved', at: AT },
      5,
    ]);
  });

  it('stops and shows both sides when somebody else changed the form', async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(saveForm, stale);
    platform.answer(getCase, aDetail({ form: named('测试某', '111'), version: 6 }));
    type('我的');
    await settle(1_000);
    expect(store.getState().save).toMatchObject({
      status: 'conflict',
      changes: [
        { path: 'patient.name', before: '测试某', after: '我的' },
        { path: 'patient.phone', before: '111', after: '' },
      ],
    });
    type('我的二');
    await settle(60_000);
    expect([saves().length, await store.getState().flush()]).toEqual([1, false]);
  });

  it('overwrites only when the reader says so, on the version he was shown', async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(saveForm, stale);
    platform.answer(getCase, aDetail({ form: named('他人'), version: 6 }));
    type('我的');
    await settle(1_000);
    platform.answer(saveForm, { version: 7, savedAt: AT, fields: [], missing: [] });
    await store.getState().resolveConflict('mine');
    expect(saves().at(-1)).toEqual({ form: named('我的'), expectedVersion: 6 });
    expect(store.getState().save.status).toBe('saved');
  });

  it("takes the other's text when the reader prefers it", async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(saveForm, stale);
    platform.answer(getCase, aDetail({ form: named('他人'), version: 6 }));
    type('我的');
    await settle(1_000);
    await store.getState().resolveConflict('theirs');
    await settle(10_000);
    expect([store.getState().form.patient.name, saves().length]).toEqual(['他人', 1]);
  });

  it('closes when the request has moved on, and saves nothing more', async () => {
    const { platform, store, saves, type } = await opened();
    platform.answer(getCase, aDetail({ state: 'submitted', version: 6 }));
    await store.getState().refresh();
    type('太晚');
    await settle(10_000);
    expect(store.getState().save).toEqual({ status: 'closed', state: 'submitted' });
    expect(saves()).toEqual([]);
  });

  it('shows what others did to the material without disturbing what is being typed', async () => {
    const { platform, store, type } = await opened();
    type('正在写');
    platform.answer(getCase, aDetail({ form: named('测试某'), version: 8 }));
    await store.getState().refresh();
    expect(store.getState()).toMatchObject({
      version: 8,
      form: { patient: { name: '正在写' } },
      save: { status: 'waiting' },
    });
  });

  it('is not taken back by an answer that was on its way before the last save', async () => {
    const { platform, store, type } = await opened();
    let release: () => void = () => undefined;
    const old = aDetail({ form: named('测试某'), version: 4 });
    platform.answer(getCase, () => new Promise((resolve) => (release = () => resolve(old))));
    type('刚保存');
    const refreshing = store.getState().refresh();
    await settle(1_000);
    expect(store.getState().save.status).toBe('saved');
    release();
    await refreshing;
    expect(store.getState()).toMatchObject({ version: 5, form: { patient: { name: '刚保存' } } });
  });

  it('points at the fields the server would not take, and tries again after the next change', async () => {
    const { platform, store, saves, type } = await opened();
    const fields = [{ path: 'form.patient.weightKg', code: 'field.invalid' as const }];
    platform.answer(saveForm, appError('validation', 'request.invalid', { fields }));
    type('甲');
    await settle(60_000);
    expect([saves().length, refusedFields(store.getState().save)]).toEqual([
      1,
      [{ path: 'patient.weightKg', code: 'field.invalid' }],
    ]);
    type('乙');
    await settle(1_000);
    expect(saves()).toHaveLength(2);
  });

  it('sends what is still waiting when the page is left', async () => {
    const { store, saves, type } = await opened();
    type('离开');
    store.getState().dispose();
    await settle(0);
    expect(saves()).toEqual([{ form: named('离开'), expectedVersion: 4 }]);
    await settle(60_000);
    expect(saves()).toHaveLength(1);
  });

  it('flushes before submitting, and says no when it could not', async () => {
    const { platform, store, saves, type } = await opened();
    type('提交前');
    expect(await store.getState().flush()).toBe(true);
    expect(saves()).toHaveLength(1);
    platform.answer(saveForm, offline);
    type('再改');
    expect(await store.getState().flush()).toBe(false);
  });
});
