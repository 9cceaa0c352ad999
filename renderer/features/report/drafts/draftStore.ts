import type { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { getDraft, saveDraft, type draftSchema } from '../../../../shared/api/cases';
import type { AppError } from '../../../../shared/domain/errors';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import type { ApiClient } from '../../../platform/api';

type StoredDraft = NonNullable<z.output<typeof draftSchema>['draft']>;
export type OpinionDraft = Extract<StoredDraft, { kind: 'opinion' }>;
export type ReportDraft = Extract<StoredDraft, { kind: 'report' }>;

export type SaveStatus<D> =
  | { readonly status: 'loading' }
  /** The server's copy could not be read; nothing can be typed until it is, or it would be overwritten unseen. */
  | { readonly status: 'unreadable'; readonly error: AppError }
  /** `at` is null before the first save. */
  | { readonly status: 'saved'; readonly at: string | null }
  | { readonly status: 'unsaved' | 'saving' }
  /** The text is kept here; another try follows by itself unless `error.retry` is `never`. */
  | { readonly status: 'failed'; readonly error: AppError }
  /** Another window of the same author saved meanwhile; the author chooses. */
  | { readonly status: 'conflict'; readonly theirs: D; readonly savedAt: string | null };

export type DraftState<D> = {
  readonly content: D;
  readonly save: SaveStatus<D>;
  readonly load: () => Promise<void>;
  readonly edit: (change: (content: D) => D) => void;
  /** Saves at once what is unsaved. True when the server holds what is on screen. */
  readonly flush: () => Promise<boolean>;
  readonly keepMine: () => Promise<void>;
  readonly takeTheirs: () => void;
  /** Stops timers; called when the editor closes. */
  readonly dispose: () => void;
};
export type DraftStore<D extends StoredDraft> = StoreApi<DraftState<D>>;

export type DraftDeps<D extends StoredDraft> = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  /** What an author finds who has not started yet. */
  readonly blank: D;
  /** Runs `task` after `ms`; returns how to call it off. */
  readonly later: (task: () => void, ms: number) => () => void;
};

const AUTOSAVE_MS = 900;
const RETRY_MS = 6000;

/** Autosaving copy of an opinion or report; typed text never leaves the screen because of a failed save. */
export function createDraftStore<D extends StoredDraft>(deps: DraftDeps<D>): DraftStore<D> {
  const { api, caseId, blank, later } = deps;
  const params = { caseId, kind: blank.kind };
  let version = 0;
  let cancelTimer = () => {};
  let inFlight: Promise<void> | null = null;
  /** Desk and editor both ask on opening; a second answer would wipe out what was put in after the first. */
  let loading: Promise<void> | null = null;

  const own = (draft: StoredDraft | null): D => (draft?.kind === blank.kind ? (draft as D) : blank);

  return createStore<DraftState<D>>()((set, get) => {
    const schedule = (ms: number) => {
      cancelTimer();
      cancelTimer = later(() => void get().flush(), ms);
    };

    async function push(): Promise<void> {
      const content = get().content;
      set({ save: { status: 'saving' } });
      const result = await api(saveDraft, {
        params,
        query: {},
        body: { draft: content, expectedVersion: version },
      });
      if (result.ok) {
        version = result.value.version;
        const current = get().content === content;
        set({
          save: current ? { status: 'saved', at: result.value.savedAt } : { status: 'unsaved' },
        });
        if (!current) schedule(AUTOSAVE_MS);
      } else if (result.error.code === 'case.staleVersion') {
        await readTheirs(result.error);
      } else {
        set({ save: { status: 'failed', error: result.error } });
        if (result.error.retry !== 'never') schedule(RETRY_MS);
      }
    }

    /** After an unknown outcome the "other window" may be our own lost save: equal content is no conflict. */
    async function readTheirs(stale: AppError): Promise<void> {
      const result = await api(getDraft, { params, query: {}, body: undefined });
      if (!result.ok) {
        set({ save: { status: 'failed', error: stale } });
        schedule(RETRY_MS);
        return;
      }
      version = result.value.version;
      const theirs = own(result.value.draft);
      const { savedAt } = result.value;
      const same = JSON.stringify(theirs) === JSON.stringify(get().content);
      set({
        save: same ? { status: 'saved', at: savedAt } : { status: 'conflict', theirs, savedAt },
      });
    }

    async function read(): Promise<void> {
      set({ save: { status: 'loading' } });
      const result = await api(getDraft, { params, query: {}, body: undefined });
      if (!result.ok) {
        set({ save: { status: 'unreadable', error: result.error } });
        return;
      }
      version = result.value.version;
      set({
        content: own(result.value.draft),
        save: { status: 'saved', at: result.value.savedAt },
      });
    }

    return {
      content: blank,
      save: { status: 'loading' },

      load() {
        loading ??= read().finally(() => (loading = null));
        return loading;
      },

      edit(change) {
        const { save, content } = get();
        if (save.status === 'loading' || save.status === 'unreadable') return;
        const next = change(content);
        if (next === content) return;
        set({ content: next });
        if (save.status === 'conflict') return;
        if (save.status !== 'saving') set({ save: { status: 'unsaved' } });
        schedule(AUTOSAVE_MS);
      },

      async flush() {
        cancelTimer();
        while (inFlight) await inFlight;
        const { status } = get().save;
        if (status === 'unsaved' || status === 'failed') {
          inFlight = push().finally(() => (inFlight = null));
          await inFlight;
        }
        return get().save.status === 'saved';
      },

      async keepMine() {
        if (get().save.status !== 'conflict') return;
        set({ save: { status: 'unsaved' } });
        await get().flush();
      },

      takeTheirs() {
        const { save } = get();
        if (save.status !== 'conflict') return;
        set({ content: save.theirs, save: { status: 'saved', at: save.savedAt } });
      },

      dispose: () => cancelTimer(),
    };
  });
}
