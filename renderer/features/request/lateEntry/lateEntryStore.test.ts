import { describe, expect, it, vi } from 'vitest';
import {
  getCase,
  getLateEntryDraft,
  saveLateEntryDraft,
  type CaseDetail,
} from '../../../../shared/api/cases';
import { lateEntryOf } from '../../../../shared/domain/consultation/lateEntry';
import { appError } from '../../../../shared/domain/errors';
import { createFakePlatform, offline } from '../../../platform/testing/fakePlatform';
import { aDetail, aForm, AT, CASE_ID } from '../testing/builders';
import { createLateEntryStore } from './lateEntryStore';

const emergencyForm = () => {
  const form = aForm();
  return {
    ...form,
    wishes: { ...form.wishes, urgency: 'emergency' as const },
    clinical: { ...form.clinical, presentIllness: '' },
    consent: { ...form.consent, status: 'oralEmergency' as const },
  };
};
const owing = (over: Partial<CaseDetail['case']> = {}): CaseDetail =>
  aDetail({
    state: 'reporting',
    form: emergencyForm(),
    submission: 1,
    submittedAt: AT,
    lateRecord: { completedAt: null, waiver: null },
    ...over,
  });
const typed = (text: string, form = emergencyForm()) => ({
  ...form,
  clinical: { ...form.clinical, presentIllness: text },
});
const draftOf = (text: string, basedOn = 1) => ({
  version: 1,
  savedAt: AT,
  draft: { entry: lateEntryOf(typed(text)), basedOn },
});
const NO_DRAFT = { version: 0, savedAt: null, draft: null };

async function open(
  detail = owing(),
  draft: typeof NO_DRAFT | ReturnType<typeof draftOf> = NO_DRAFT,
) {
  const platform = createFakePlatform();
  let version = draft.version;
  platform.answer(getCase, detail);
  platform.answer(getLateEntryDraft, draft);
  platform.answer(saveLateEntryDraft, ({ body }) => ({
    version: ++version,
    savedAt: AT,
    draft: body.draft as never,
  }));
  const store = createLateEntryStore({
    api: platform.api,
    caseId: CASE_ID,
    delayMs: 1,
    retryMs: 1,
  });
  await store.getState().open();
  const write = (text: string) => store.getState().edit('clinical', typed(text).clinical);
  const saved = () =>
    vi.waitFor(() => expect(store.getState().save.status).toBe('saved'), { interval: 1 });
  const kept = () =>
    platform.sent
      .filter(({ id }) => id === 'saveLateEntryDraft')
      .map(
        ({ call }) =>
          (call.body as { draft: { entry: { clinical: { presentIllness: string } } } }).draft.entry
            .clinical.presentIllness,
      );
  return { platform, store, write, saved, kept, state: () => store.getState() };
}

describe('a late entry being typed', () => {
  it('starts from the form that went out and is kept as a draft, not in the case', async () => {
    const { write, saved, kept, platform } = await open();
    write('两天前突发胸痛');
    await saved();
    expect(kept()).toEqual(['两天前突发胸痛']);
    expect(platform.sent.some(({ id }) => id === 'saveForm')).toBe(false);
  });

  it('goes on with what was typed before', async () => {
    const { state } = await open(owing(), draftOf('昨日所写'));
    expect(state().form.clinical.presentIllness).toBe('昨日所写');
    expect(state().base.clinical.presentIllness).toBe('');
    expect(state().save.status).toBe('saved');
  });

  it('keeps what it cannot send and sends it when the line is back', async () => {
    const { platform, store, write, saved, kept } = await open();
    platform.answer(saveLateEntryDraft, offline);
    write('断线时所写');
    await vi.waitFor(() => expect(store.getState().save.status).toBe('kept'));
    platform.answer(saveLateEntryDraft, draftOf('断线时所写'));
    await saved();
    expect(kept().at(-1)).toBe('断线时所写');
  });

  it('does not notice the experts’ work, but a colleague’s entry stops it until the reader decides', async () => {
    const { platform, write, saved, state } = await open();
    write('我写的');
    await saved();
    platform.answer(getCase, owing({ version: 9 }));
    await state().refresh();
    expect([state().save.status, state().detail?.case.version]).toEqual(['saved', 9]);
    platform.answer(getCase, owing({ version: 10, submission: 2, form: typed('同事写的') }));
    await state().refresh();
    const { save } = state();
    expect(save.status === 'conflict' && save.changes).toEqual([
      { path: 'clinical.presentIllness', before: '同事写的', after: '我写的' },
    ]);
    state().resolveConflict('theirs');
    expect(state().form.clinical.presentIllness).toBe('同事写的');
    await saved();
  });

  it('shows both when a draft is older than somebody else’s entry', async () => {
    const detail = owing({ submission: 2, form: typed('同事写的') });
    const { state } = await open(detail, draftOf('我昨天写的', 1));
    expect(state().save.status).toBe('conflict');
    expect(state().form.clinical.presentIllness).toBe('我昨天写的');
  });

  it('does not overwrite what the same person typed in another window', async () => {
    const { platform, store, write, state } = await open();
    platform.answer(saveLateEntryDraft, appError('conflict', 'case.staleVersion'));
    platform.answer(getLateEntryDraft, { ...draftOf('另一窗口'), version: 4 });
    write('本窗口');
    await vi.waitFor(() => expect(store.getState().save.status).toBe('conflict'));
    platform.answer(saveLateEntryDraft, { ...draftOf('本窗口'), version: 5 });
    state().resolveConflict('mine');
    await vi.waitFor(() => expect(store.getState().save.status).toBe('saved'));
    expect(platform.sent.at(-1)?.call.body).toMatchObject({ expectedVersion: 4 });
  });

  it('is closed when the record has been completed or waived elsewhere', async () => {
    const { platform, write, store } = await open();
    platform.answer(saveLateEntryDraft, appError('illegalTransition', 'case.lateEntryNotOwed'));
    platform.answer(getCase, owing({ lateRecord: { completedAt: AT, waiver: null } }));
    write('太晚了');
    await vi.waitFor(() => expect(store.getState().save.status).toBe('closed'));
  });

  it('leaves nothing behind that would be saved after the entry was made', async () => {
    const { write, state, kept } = await open();
    vi.useFakeTimers();
    write('已提交');
    state().stop();
    state().dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(kept()).toEqual([]);
  });
});
