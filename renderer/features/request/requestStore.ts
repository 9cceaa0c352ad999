import { createStore, type StoreApi } from 'zustand/vanilla';
import { getCase, saveForm, type CaseDetail } from '../../../shared/api/cases';
import type { CaseState } from '../../../shared/domain/consultation/case';
import { differences, type FieldChange } from '../../../shared/domain/consultation/difference';
import { emptyForm, type RequestForm } from '../../../shared/domain/consultation/form';
import type { AppError, FieldError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { ApiClient } from '../../platform/api';
import { isPassing, isSame, PAUSE_MS, RETRY_MS } from './autosave';

export type SaveState =
  /** The server has everything; `at` is its instant, `null` before the first save here. */
  | { readonly status: 'saved'; readonly at: string | null }
  | { readonly status: 'waiting' }
  | { readonly status: 'saving' }
  /** Not on the server; kept in this window and tried again by itself. */
  | { readonly status: 'kept'; readonly error: AppError }
  /** The server would not take it; the next change tries again. */
  | { readonly status: 'refused'; readonly error: AppError }
  /** Somebody else changed the same form: nothing is overwritten until the reader decides. */
  | {
      readonly status: 'conflict';
      readonly theirs: RequestForm;
      readonly changes: readonly FieldChange[];
    }
  /** The request has moved on and can no longer be edited. */
  | { readonly status: 'closed'; readonly state: CaseState };

export type RequestState = {
  readonly load:
    | { readonly status: 'loading' | 'ready' }
    | { readonly status: 'failed'; readonly error: AppError };
  readonly detail: CaseDetail | null;
  /** As typed. */
  readonly form: RequestForm;
  /** As the server has it, at `version`. */
  readonly base: RequestForm;
  /** As it was when this page was opened, to mark what has been changed since. */
  readonly opened: RequestForm;
  readonly version: number;
  readonly save: SaveState;
  /** Fields the reader has been in; only these complain before the first attempt to submit. */
  readonly touched: Readonly<Record<string, true>>;
  readonly isAttempted: boolean;
  /** Answers to the fix-it list, by item id. */
  readonly answers: Readonly<Record<number, string>>;
  open(): Promise<void>;
  /** Takes in what others did to the case: records, versions, state. */
  refresh(): Promise<void>;
  edit<S extends keyof RequestForm>(section: S, part: Partial<RequestForm[S]>): void;
  touch(path: string): void;
  attempt(): void;
  answer(id: number, text: string): void;
  /** Saves now; true when the server has everything. */
  flush(): Promise<boolean>;
  resolveConflict(keep: 'mine' | 'theirs'): Promise<void>;
  dispose(): void;
};

export type RequestStore = StoreApi<RequestState>;

export type RequestStoreDeps = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  readonly delayMs?: number;
  readonly retryMs?: number;
};

const EDITABLE: readonly CaseState[] = ['draft', 'returned'];

export function createRequestStore(deps: RequestStoreDeps): RequestStore {
  const { api, caseId, delayMs = PAUSE_MS, retryMs = RETRY_MS } = deps;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  let isDisposed = false;

  const store = createStore<RequestState>()((set, get) => {
    const saveAfter = (ms: number) => {
      clearTimeout(timer);
      if (!isDisposed) timer = setTimeout(() => void saveOnce(), ms);
    };

    /** One save at a time; what is typed meanwhile is saved after it. */
    const saveOnce = (): Promise<void> => {
      saving ??= save().finally(() => (saving = null));
      return saving;
    };

    const save = async (): Promise<void> => {
      const { form, version } = get();
      set({ save: { status: 'saving' } });
      const result = await api(saveForm, {
        params: { caseId },
        body: { form, expectedVersion: version },
      });
      if (result.ok) {
        set({
          base: form,
          version: result.value.version,
          save: { status: 'saved', at: result.value.savedAt },
        });
        saveRest();
        return;
      }
      if (result.error.code === 'case.staleVersion') return rebase(form);
      keep(result.error);
    };

    const saveRest = () => {
      if (isSame(get().form, get().base)) return;
      set({ save: { status: 'waiting' } });
      saveAfter(delayMs);
    };

    const keep = (error: AppError) => {
      set({ save: isPassing(error) ? { status: 'kept', error } : { status: 'refused', error } });
      if (isPassing(error)) saveAfter(retryMs);
    };

    /**
     * The server has another version. When its form is what we based ours on, or what we had sent without hearing
     * the answer, only the number has moved on. Anything else is somebody else's work.
     */
    const rebase = async (sent: RequestForm): Promise<void> => {
      const result = await api(getCase, { params: { caseId } });
      if (!result.ok) return keep(result.error);
      takeIn(result.value, [get().base, sent]);
      if (get().save.status === 'saving') {
        set({ save: { status: 'saved', at: result.value.case.updatedAt } });
        saveRest();
      }
    };

    const takeIn = (detail: CaseDetail, known: readonly RequestForm[]) => {
      const { form: theirs, version, state } = detail.case;
      // asked for before our own last save and answered after it: older than what we have
      if (version < get().version) return;
      if (!EDITABLE.includes(state)) {
        clearTimeout(timer);
        set({ detail, save: { status: 'closed', state } });
        return;
      }
      const { form, base, save: before } = get();
      if (isSame(form, theirs) && before.status !== 'saving') {
        clearTimeout(timer);
        const at = before.status === 'saved' ? before.at : detail.case.updatedAt;
        set({ detail, base: theirs, version, save: { status: 'saved', at } });
        return;
      }
      if (known.some((one) => isSame(one, theirs))) {
        set({ detail, base: theirs, version });
        return;
      }
      const isUntouched = isSame(form, base);
      if (isUntouched) {
        set({ detail, base: theirs, form: theirs, version });
        return;
      }
      clearTimeout(timer);
      set({
        detail,
        version,
        save: { status: 'conflict', theirs, changes: differences(theirs, form) },
      });
    };

    return {
      load: { status: 'loading' },
      detail: null,
      form: emptyForm(),
      base: emptyForm(),
      opened: emptyForm(),
      version: 0,
      save: { status: 'saved', at: null },
      touched: {},
      isAttempted: false,
      answers: {},
      async open() {
        set({ load: { status: 'loading' } });
        const result = await api(getCase, { params: { caseId } });
        if (!result.ok) {
          set({ load: { status: 'failed', error: result.error } });
          return;
        }
        const { form, version, state, fixList } = result.value.case;
        const answers = (fixList?.items ?? []).map(({ id, answer }) => [id, answer ?? ''] as const);
        set({
          load: { status: 'ready' },
          detail: result.value,
          form,
          base: form,
          opened: form,
          version,
          answers: Object.fromEntries(answers),
          save: EDITABLE.includes(state)
            ? { status: 'saved', at: null }
            : { status: 'closed', state },
        });
      },
      async refresh() {
        if (get().load.status !== 'ready' || saving) return;
        const result = await api(getCase, { params: { caseId } });
        // a failed refresh changes nothing: what is shown is as true as before, and saving says when the line is gone
        if (result.ok && !saving) takeIn(result.value, [get().base]);
      },
      edit(section, part) {
        if (get().save.status === 'closed') return;
        const form = { ...get().form, [section]: { ...get().form[section], ...part } };
        set({ form });
        if (get().save.status === 'conflict') return;
        if (!saving) set({ save: { status: 'waiting' } });
        saveAfter(delayMs);
      },
      touch: (path) => set({ touched: { ...get().touched, [path]: true } }),
      attempt: () => set({ isAttempted: true }),
      answer: (id, text) => set({ answers: { ...get().answers, [id]: text } }),
      async flush() {
        clearTimeout(timer);
        if (saving) await saving;
        const { save: before, form, base } = get();
        if (before.status === 'conflict' || before.status === 'closed') return false;
        if (!isSame(form, base)) await saveOnce();
        clearTimeout(timer);
        return get().save.status === 'saved' || isSame(get().form, get().base);
      },
      async resolveConflict(choice) {
        const { save: conflict } = get();
        if (conflict.status !== 'conflict') return;
        if (choice === 'theirs') {
          set({
            form: conflict.theirs,
            base: conflict.theirs,
            save: { status: 'saved', at: null },
          });
          return;
        }
        set({ base: conflict.theirs });
        await saveOnce();
      },
      dispose() {
        isDisposed = true;
        clearTimeout(timer);
        const { form, base, save: last } = get();
        // leaving the page within the pause: what was typed still goes out
        const isOpen = last.status === 'waiting' || last.status === 'kept';
        if (isOpen && !isSame(form, base)) void saveOnce();
      },
    };
  });
  return store;
}

/** Field errors that came with a refused save; their paths are those of the form. */
export function refusedFields(save: SaveState): readonly FieldError[] {
  const fields = save.status === 'refused' ? (save.error.fields ?? []) : [];
  return fields.map((field) => ({ ...field, path: field.path.replace(/^form\./, '') }));
}
