import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  getCase,
  getLateEntryDraft,
  saveLateEntryDraft,
  type CaseDetail,
} from '../../../../shared/api/cases';
import { differences } from '../../../../shared/domain/consultation/difference';
import { emptyForm, type RequestForm } from '../../../../shared/domain/consultation/form';
import {
  lateEntryOf,
  owesLateEntry,
  withLateEntry,
} from '../../../../shared/domain/consultation/lateEntry';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { ApiClient } from '../../../platform/api';
import { isPassing, isSame, PAUSE_MS, RETRY_MS } from '../autosave';
import type { SaveState } from '../requestStore';

export type LateEntryState = {
  readonly load:
    | { readonly status: 'loading' | 'ready' }
    | { readonly status: 'failed'; readonly error: AppError };
  readonly detail: CaseDetail | null;
  /** As typed: the form of the case with the entry in it. */
  readonly form: RequestForm;
  /** The form of the case, which the entry will change. */
  readonly base: RequestForm;
  /** How the draft stands; the case itself changes by the command only. */
  readonly save: SaveState;
  readonly touched: Readonly<Record<string, true>>;
  readonly isAttempted: boolean;
  open(): Promise<void>;
  /** Takes in what others did to the case meanwhile. */
  refresh(): Promise<void>;
  edit<S extends keyof RequestForm>(section: S, part: Partial<RequestForm[S]>): void;
  touch(path: string): void;
  attempt(): void;
  flush(): Promise<void>;
  resolveConflict(keep: 'mine' | 'theirs'): void;
  /** The entry has been made: nothing is saved after it. */
  stop(): void;
  /** The page is left: what was typed within the pause still goes out. */
  dispose(): void;
};
export type LateEntryStore = StoreApi<LateEntryState>;

export type LateEntryStoreDeps = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  readonly delayMs?: number;
  readonly retryMs?: number;
};

/** What a county doctor adds to an emergency that has gone out: typed over its form, kept as a draft of his own. */
export function createLateEntryStore(deps: LateEntryStoreDeps): LateEntryStore {
  const { api, caseId, delayMs = PAUSE_MS, retryMs = RETRY_MS } = deps;
  const params = { caseId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  let isOver = false;
  let draftVersion = 0;
  /** The form as the stored draft has it. */
  let stored: RequestForm | null = null;

  return createStore<LateEntryState>()((set, get) => {
    const later = (ms: number) => {
      clearTimeout(timer);
      if (!isOver) timer = setTimeout(() => void saveOnce(), ms);
    };
    const saveOnce = (): Promise<void> => {
      saving ??= save().finally(() => (saving = null));
      return saving;
    };
    const conflictWith = (theirs: RequestForm) => {
      clearTimeout(timer);
      set({ save: { status: 'conflict', theirs, changes: differences(theirs, get().form) } });
    };

    const save = async (): Promise<void> => {
      const { form, detail } = get();
      set({ save: { status: 'saving' } });
      const draft = { entry: lateEntryOf(form), basedOn: detail?.case.submission ?? 0 };
      const body = { draft, expectedVersion: draftVersion };
      const result = await api(saveLateEntryDraft, { params, body });
      if (result.ok) {
        draftVersion = result.value.version;
        stored = form;
        set({ save: { status: 'saved', at: result.value.savedAt } });
        if (!isSame(get().form, form)) wait();
        return;
      }
      if (result.error.code === 'case.staleVersion') return readOtherWindow(form);
      if (result.error.code === 'case.lateEntryNotOwed') return get().refresh();
      const { error } = result;
      set({ save: isPassing(error) ? { status: 'kept', error } : { status: 'refused', error } });
      if (isPassing(error)) later(retryMs);
    };
    const wait = () => {
      set({ save: { status: 'waiting' } });
      later(delayMs);
    };

    /** The same person typed in another window; neither overwrites the other unasked. */
    const readOtherWindow = async (sent: RequestForm): Promise<void> => {
      const result = await api(getLateEntryDraft, { params });
      if (!result.ok) {
        set({ save: { status: 'kept', error: result.error } });
        return later(retryMs);
      }
      draftVersion = result.value.version;
      const { draft, savedAt } = result.value;
      const theirs = draft ? withLateEntry(get().base, draft.entry) : get().base;
      stored = theirs;
      if (isSame(theirs, sent)) set({ save: { status: 'saved', at: savedAt } });
      else conflictWith(theirs);
    };

    const close = (detail: CaseDetail) => {
      clearTimeout(timer);
      set({ detail, save: { status: 'closed', state: detail.case.state } });
    };

    const takeIn = (detail: CaseDetail) => {
      if (!owesLateEntry(detail.case)) return close(detail);
      const { base, form } = get();
      const theirs = detail.case.form;
      if (isSame(base, theirs)) return set({ detail });
      // a colleague has made an entry of his own
      const isUntouched = isSame(form, base);
      set({ detail, base: theirs, ...(isUntouched ? { form: theirs } : {}) });
      if (!isUntouched && !isSame(form, theirs)) conflictWith(theirs);
    };

    return {
      load: { status: 'loading' },
      detail: null,
      form: emptyForm(),
      base: emptyForm(),
      save: { status: 'saved', at: null },
      touched: {},
      isAttempted: false,
      async open() {
        set({ load: { status: 'loading' } });
        const [found, kept] = await Promise.all([
          api(getCase, { params }),
          api(getLateEntryDraft, { params }),
        ]);
        if (!found.ok || !kept.ok) {
          const error = found.ok ? (kept.ok ? null : kept.error) : found.error;
          if (error) set({ load: { status: 'failed', error } });
          return;
        }
        const { form: base, submission } = found.value.case;
        const { draft, version, savedAt } = kept.value;
        draftVersion = version;
        const form = draft ? withLateEntry(base, draft.entry) : base;
        stored = form;
        set({ load: { status: 'ready' }, detail: found.value, base, form });
        if (!owesLateEntry(found.value.case)) return close(found.value);
        if (draft && draft.basedOn !== submission && !isSame(form, base)) conflictWith(base);
        else set({ save: { status: 'saved', at: savedAt } });
      },
      async refresh() {
        if (get().load.status !== 'ready') return;
        const result = await api(getCase, { params });
        // a failed refresh changes nothing: saving says when the line is gone
        if (result.ok) takeIn(result.value);
      },
      edit(section, part) {
        if (get().save.status === 'closed') return;
        set({ form: { ...get().form, [section]: { ...get().form[section], ...part } } });
        if (get().save.status === 'conflict') return;
        if (saving) return;
        wait();
      },
      touch: (path) => set({ touched: { ...get().touched, [path]: true } }),
      attempt: () => set({ isAttempted: true }),
      async flush() {
        clearTimeout(timer);
        if (saving) await saving;
        const { status } = get().save;
        if (status === 'conflict' || status === 'closed') return;
        if (stored === null || !isSame(get().form, stored)) await saveOnce();
      },
      resolveConflict(keep) {
        const { save: conflict } = get();
        if (conflict.status !== 'conflict') return;
        if (keep === 'theirs') set({ form: conflict.theirs });
        wait();
      },
      stop() {
        isOver = true;
        clearTimeout(timer);
      },
      dispose() {
        const { status } = get().save;
        const isOpen = !isOver && (status === 'waiting' || status === 'kept');
        isOver = true;
        clearTimeout(timer);
        if (isOpen) void saveOnce();
      },
    };
  });
}
